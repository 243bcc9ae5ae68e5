package dev.edgeagent.jmespath;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expected values are those of Python's jmespath 1.1. */
class JmesPathTest {

  private static final String DATA =
      """
      {
        "people": [
          {"name": "Ann", "age": 30, "tags": ["x", "y"]},
          {"name": "Bob", "age": 20, "tags": []},
          {"name": "Cy", "age": 25}
        ],
        "ops": {"a": {"n": 1}, "b": {"n": 2}, "c": {}},
        "list": [0, 1, 2, 3, 4],
        "nested": [[1, 2], [3, [4]], 5],
        "with-dash": {"\\"q\\"": true},
        "zero": 0, "no": false, "empty": "", "nothing": null,
        "half": [1.5, -1.5], "words": ["b", "\uD83D\uDE00", "\uFFFD", "a"]
      }
      """;

  private static String search(String expression) throws Exception {
    return Json.compact(JmesPath.parse(expression).search(Json.parse(DATA)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        // names, indices, slices
        "people[0].name                      # \"Ann\"",
        "people[-1].name                     # \"Cy\"",
        "people[3]                           # null",
        "list.a                              # null",
        "\"with-dash\".\"\\\"q\\\"\"         # true",
        "list[1:3]                           # [1,2]",
        "list[::-1]                          # [4,3,2,1,0]",
        "list[10:]                           # []",
        "list[-2:]                           # [3,4]",
        "list[:-10:-2]                       # [4,2,0]",
        "list[2147483647:-2147483648:-3]     # [4,1]",
        "zero[0:1]                           # null",
        // projections
        "people[*].name                      # [\"Ann\",\"Bob\",\"Cy\"]",
        "people[].tags                       # [[\"x\",\"y\"],[]]",
        "people[].tags[]                     # [\"x\",\"y\"]",
        "people[*].tags[0]                   # [\"x\"]",
        "people[*].tags | [0]                # [\"x\",\"y\"]",
        "ops.*.n                             # [1,2]",
        "ops.* | length(@)                   # 3",
        "nested[]                            # [1,2,3,[4],5]",
        "nested[][]                          # [1,2,3,4,5]",
        "people[:2].name                     # [\"Ann\",\"Bob\"]",
        "*[0]                                #"
            + " [{\"name\":\"Ann\",\"age\":30,\"tags\":[\"x\",\"y\"]},0,[1,2],1.5,\"b\"]",
        // filters and conditions
        "people[?age > `20`].name            # [\"Ann\",\"Cy\"]",
        "people[?age >= `20` && name != 'Ann'].age # [20,25]",
        "people[?!tags].name                 # [\"Bob\",\"Cy\"]",
        "people[?contains(name, 'n') || age == `25.0`].name # [\"Ann\",\"Cy\"]",
        "people[?name < 'Bz'].name           # [\"Ann\",\"Bob\"]",
        "people[?name > `1`]                 # []",
        "zero || 'other'                     # 0",
        "no || empty || nothing || 'other'   # \"other\"",
        "no && missing                       # false",
        "zero && 'and'                       # \"and\"",
        "!nothing                            # true",
        "no == `0`                           # false",
        "list == `[0, 1.0, 2, 3, 4]`         # true",
        "ops.a == `{\"n\": 1}`               # true",
        // multiselect, literals, pipes
        "people[0].[name, age, missing]      # [\"Ann\",30,null]",
        "people[0].{n: name, \"a b\": age}   # {\"n\":\"Ann\",\"a b\":30}",
        "missing.{a: @}                      # null",
        "`{\"a\": [1, 2.50, \"x\\`y\"]}`     # {\"a\":[1,2.5,\"x`y\"]}",
        "`bare word`                         # \"bare word\"",
        "'it\\'s \\n'                        # \"it's \\\\n\"",
        "(list | [1:]) | [0]                 # 1",
        "@.zero                              # 0",
        // functions
        "sum(list)                           # 10",
        "sum(`[]`)                           # 0",
        "sum(`[9223372036854775807, 1]`)     # 9223372036854775808",
        "sum(half)                           # 0.0",
        "avg(list)                           # 2.0",
        "avg(`[]`)                           # null",
        "abs(`-9223372036854775808`)         # 9223372036854775808",
        "[ceil(half[0]), floor(half[1]), ceil(`3`)] # [2,-2,3]",
        "max(list)                           # 4",
        "min(`[]`)                           # null",
        "max_by(people, &age).name           # \"Ann\"",
        "min_by(people, &age).name           # \"Bob\"",
        "sort_by(people, &age)[].name        # [\"Bob\",\"Cy\",\"Ann\"]",
        "sort(words)                         # [\"a\",\"b\",\"\uFFFD\",\"\uD83D\uDE00\"]",
        "reverse(list)                       # [4,3,2,1,0]",
        "reverse('a\uD83D\uDE00')            # \"\uD83D\uDE00a\"",
        "length('a\uD83D\uDE00')             # 2",
        "join('-', people[].name)            # \"Ann-Bob-Cy\"",
        "keys(ops)                           # [\"a\",\"b\",\"c\"]",
        "values(ops)[].n                     # [1,2]",
        "merge(ops.a, `{\"m\": 2}`)          # {\"n\":1,\"m\":2}",
        "map(&n, values(ops))                # [1,2,null]",
        "not_null(missing, nothing, zero)    # 0",
        "to_array(zero)                      # [0]",
        "to_array(list[:1])                  # [0]",
        "to_string(ops.a)                    # \"{\\\"n\\\":1}\"",
        "to_string('é')                      # \"é\"",
        "to_number('18446744073709551616')   # 18446744073709551616",
        "to_number(' 1e3 ')                  # 1000.0",
        "to_number('0x1')                    # null",
        "[type(zero), type(no), type(nothing), type(ops), type(list), type('')] #"
            + " [\"number\",\"boolean\",\"null\",\"object\",\"array\",\"string\"]",
        "starts_with('abc', 'ab') && ends_with('abc', 'bc') # true",
        "contains(list, `2.0`)               # true",
        "contains(`[true]`, `1`)             # false"
      })
  void findsWhatPythonFinds(String expression, String found) throws Exception {
    assertThat(search(expression)).isEqualTo(found);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      quoteCharacter = '~',
      value = {
        "a.                     # the expression is incomplete: it ends at column 3",
        "a..b                   # unexpected '.' at column 3",
        "a[b]                   # unexpected 'b' at column 3",
        "a b                    # unexpected 'b' at column 3",
        "a = b                  # '=' is no operator, '==' is: at column 3",
        "'a                     # no closing ' for the one at column 1",
        "list[::0]              # the step of a slice cannot be 0: at column 9",
        "list[99999999999]      # the index 99999999999 is too large at column 6",
        "\"sum\"(list)          # names of functions are not quoted: at column 1",
        "total(list)            # there is no function total() at column 6",
        "sum(list, list)        # function sum() takes 1 argument, got 2 at column 4",
        "sum(words)             # function sum() takes array of numbers, got string at column 4",
        "sort(`[1, \"a\"]`)     # function sort() takes array of numbers or of strings, got string"
            + " at column 5",
        "sort_by(people, age)   # function sort_by() takes an expression such as &name, got null at"
            + " column 8",
        "sort_by(people, &tags) # function sort_by() takes an expression that gives only numbers or"
            + " only strings, got array at column 8",
        "length(zero)           # function length() takes an array, an object or a string, got"
            + " number at column 7",
        "not_null(&a)           # function not_null() takes a value, got expression at column 9",
        "&a                     # '&' makes an argument for a function, not a value"
      })
  void saysWhatIsWrong(String expression, String message) {
    assertThatThrownBy(() -> search(expression))
        .isInstanceOf(JmesPathException.class)
        .hasMessage(message);
  }

  @Test
  void endsWhatIsNestedTooDeeply() {
    for (String open : new String[] {"(", "[", "!", "a[?"}) {
      assertThatThrownBy(() -> search(open.repeat(100_000))).isInstanceOf(JmesPathException.class);
    }
  }
}
