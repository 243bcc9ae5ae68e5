package dev.edgeagent.lua;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PythonCodeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return {\"result\": state[\"value\"] * 2}",
        "return {'result': 1}",
        "import json",
        "from datetime import datetime",
        "def f(x):\n    return x",
        "x = None",
        "if state['x'] > 3:\n  y = 1",
        "for item in state['items']:\n  total += item",
        "items = [x * 2 for x in state['items']]",
        "name = f\"Hello {state['name']}\"",
        "# a comment\nx = 1",
        "x = 1 if y else 2",
        "x = lambda a: a + 1",
        "count += 1",
        "class A:\n  pass",
        "try:\n  x()\nexcept Exception as e:\n  raise",
        "return {\n  \"a\": 1\n}",
        "x = y if y is not None else 0",
      })
  void knowsPython(String code) {
    assertThat(PythonCode.firstLine(code)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if x the y = 1 end",
        "return {result = state.value * 2",
        "for i, item in ipairs(state.items) do total = total + item",
        "local t = {\"a\", \"b\"",
        "return {[\"a\"] = 1",
        "x = = 1",
        "function f(x) return x en",
        "if x then y() else z() end end",
        "obj:method(1",
        "::again:: goto agian )",
        "-- import json\nx ==",
        "while x < 3 do x = x + 1",
        "x != 3",
        "#!/usr/bin/lua",
      })
  void brokenLuaIsNotPython(String code) {
    assertThat(PythonCode.firstLine(code)).isEmpty();
  }

  @Test
  void namesTheFirstLine() {
    assertThat(PythonCode.firstLine("x = 1\n\nif x == 1:\n  y = 2\n")).hasValue(3);
  }
}
