package dev.edgeagent.lua;

import static dev.edgeagent.lua.LuaRuns.failure;
import static dev.edgeagent.lua.LuaRuns.message;
import static dev.edgeagent.lua.LuaRuns.run;
import static java.util.Arrays.asList;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LuaValuesTest {

  @Test
  void valuesComeBackAsTheyWent() throws Exception {
    Map<String, Object> value = new LinkedHashMap<>();
    value.put("texts", List.of("", "a\0b", "\ud83d\ude00 Käse", "\r\n\\\"'\u001a]]"));
    value.put("integers", List.of(0L, -1L, Long.MAX_VALUE, Long.MIN_VALUE));
    value.put("floats", List.of(3.0, -0.0, 1e300, Double.MIN_VALUE, 0.1));
    value.put("booleans", List.of(true, false));
    value.put("nested", Map.of("empty list", List.of(), "empty map", Map.of()));
    value.put("big", new BigInteger("123456789012345678901234567890"));
    value.put("gaps", asList(1L, null, 3L, null));
    value.put("a\0b \ud83d\ude00", 1L);
    assertThat(run("return state", Map.of("state", value))).isEqualTo(value);
  }

  @Test
  void textsOfEveryByteComeBack() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int c = 0; c < 0x800; c++) {
      text.appendCodePoint(c);
    }
    assertThat(run("return state", Map.of("state", text.toString()))).isEqualTo(text.toString());
  }

  @Test
  void numbersKeepTheirKind() throws Exception {
    assertThat(run("return {3, 3.0, 7 // 2, 7 / 2, 4 / 2, 1e3, math.tointeger(4.0)}"))
        .isEqualTo(List.of(3L, 3.0, 3L, 3.5, 2.0, 1000.0, 4L));
  }

  @Test
  void smallBigIntegersAreIntegers() throws Exception {
    assertThat(run("return x + 1", Map.of("x", BigInteger.TEN))).isEqualTo(11L);
  }

  @Test
  void integersBeyond64BitsCanBePrintedButNotComputedWith() throws Exception {
    Map<String, Object> names = Map.of("x", BigInteger.TWO.pow(64));
    assertThat(run("return tostring(x)", names)).isEqualTo("18446744073709551616");
    assertThat(message(failure("return x + 1", names, LuaLimits.STANDARD)))
        .isEqualTo(
            "RUNTIME line 1: attempt to perform arithmetic on a integer beyond 64 bits value"
                + " (global 'x')");
  }

  @Test
  void aKeyWithNullIsAbsent() throws Exception {
    Map<String, Object> state = new LinkedHashMap<>();
    state.put("a", null);
    state.put("b", 1L);
    assertThat(run("return {state.a == nil, state}", Map.of("state", state)))
        .isEqualTo(List.of(true, Map.of("b", 1L)));
  }

  @Test
  void nullInAListIsAValue() throws Exception {
    assertThat(
            run(
                "return {#state, state[2] == null, tostring(state[2]), {x = null}}",
                Map.of("state", asList(1L, null, 3L))))
        .isEqualTo(
            asList(
                3L,
                true,
                "null",
                new LinkedHashMap<>(java.util.Collections.singletonMap("x", null))));
  }

  @Test
  void emptyTablesAreMapsUnlessTheyWereListsOrAreSaidToBe() throws Exception {
    assertThat(
            run(
                """
                local emptied = state.one
                table.remove(emptied)
                return {state.none, emptied, {}, list(), list({1})}
                """,
                Map.of("state", Map.of("none", List.of(), "one", List.of(1L)))))
        .isEqualTo(List.of(List.of(), List.of(), Map.of(), List.of(), List.of(1L)));
  }

  @Test
  void aTableThatIsThereTwiceIsReturnedTwice() throws Exception {
    assertThat(run("local t = {1} return {a = t, b = t}"))
        .isEqualTo(Map.of("a", List.of(1L), "b", List.of(1L)));
  }

  @Test
  void mapsAreSortedByKey() throws Exception {
    assertThat(run("return {c = 1, a = 2, b = 3}")).asString().isEqualTo("{a=2, b=3, c=1}");
  }

  @Test
  void metatablesDoNotChangeWhatIsReturned() throws Exception {
    assertThat(
            run(
                """
                local function no() error("called") end
                return setmetatable({a = 1}, {__index = no, __pairs = no, __len = no, __eq = no})
                """))
        .isEqualTo(Map.of("a", 1L));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return {items = {1, 2, print}}         | result.items[3] is a function
          return print                           | result is a function
          return {c = coroutine.create(print)}   | result.c is a thread
          return {a = {1, 2, x = 3}}             | result.a has the keys 2 and 'x'
          return {1, nil, 3}                     | result is a list that has an item 3 but no item 2
          return {[2] = 1}                       | result is a list that has an item 2 but no item 1
          return {[1e15] = 1}                    | result is a list that has an item 1000000000000000 but no item 1
          return {[0] = 1}                       | result has the key 0
          return {[-1] = 1}                      | result has the key -1
          return {[1.5] = 1}                     | result has the key 1.5
          return {[true] = 1}                    | result has the key of type boolean
          return {x = 0 / 0}                     | result.x is not a number, which JSON has no form for
          return {['a b'] = {1 / 0}}             | result["a b"][1] is inf, which JSON has no form for
          return {x = '\\xff'}                    | result.x is a text that is not UTF-8
          return {x = '\\xed\\xa0\\x80'}            | result.x is a text that is not UTF-8
          return {['\\xff'] = 1}                  | result has a key that is not UTF-8
          local t = {} t.a = {t} return t        | result.a[1] contains itself
          local l = list() l.x = 1 return {l}    | result[1] is a list and has the key 'x'
          """)
  void whatJsonHasNoFormForSaysWhere(String code, String what) {
    assertThat(message(failure(code))).isEqualTo("RUNTIME " + what);
  }

  @ParameterizedTest
  @ValueSource(strings = {"{t}", "{a = t}"})
  void nestingOfMoreThan100IsAnError(String wrap) throws Exception {
    String code = "local t = {x = 1} for i = 1, %d do t = " + wrap + " end return t";
    assertThat(run(code.formatted(99))).isNotNull();
    assertThat(message(failure(code.formatted(100))))
        .startsWith("RUNTIME result")
        .endsWith(" is nested more than 100 deep");
  }

  @Test
  void deepStatesCanBeRead() throws Exception {
    Object value = 1L;
    for (int i = 0; i < 900; i++) {
      value = List.of(value);
    }
    assertThat(
            run(
                "local d = 0 while type(x) == 'table' do x = x[1] d = d + 1 end return d",
                Map.of("x", value)))
        .isEqualTo(900L);
  }

  @Test
  void aStateOfManyEntriesComesBack() throws Exception {
    Map<String, Object> state = new LinkedHashMap<>();
    List<Object> items = new ArrayList<>();
    for (long i = 0; i < 10_000; i++) {
      state.put("key" + i, Map.of("id", i, "name", "name " + i));
      items.add(i);
    }
    state.put("items", items);
    assertThat(run("return state", Map.of("state", state))).isEqualTo(state);
  }
}
