package dev.edgeagent.action;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ParamsTest {

  private static Params params(Object... namesAndValues) {
    Map<String, Object> values = new HashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      values.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return new Params(values);
  }

  @Test
  void takesAliasesForWhatHasNoValueByItsOwnName() {
    List<Parameter> parameters =
        List.of(Parameter.required("text", ParameterType.TEXT, "").or("input", "content"));
    assertThat(Params.named(Map.of("content", 1), parameters).value("text")).isEqualTo(1);
    assertThat(Params.named(Map.of("text", 0, "input", 1), parameters).value("text")).isEqualTo(0);
    Map<String, Object> both = new HashMap<>();
    both.put("text", null);
    both.put("input", 1);
    assertThat(Params.named(both, parameters).value("text")).isEqualTo(1);
  }

  @Test
  void tellsWhatIsNullFromWhatIsMissing() throws Exception {
    assertThat(params("a", null).given("a")).isNull();
    assertThatThrownBy(() -> params("a", null).given("b"))
        .isInstanceOf(ActionException.class)
        .hasMessage("parameter 'b' is missing");
    assertThatThrownBy(() -> params("a", null).requiredText("a"))
        .hasMessage("parameter 'a' has no value: what its template names is not in the state");
  }

  @Test
  void readsFlagsAndNumbersFromText() throws Exception {
    for (Object yes : List.of(true, "true", " True", "1", 1L)) {
      assertThat(params("a", yes).flag("a", false)).isTrue();
    }
    for (Object no : List.of(false, "FALSE", "0", 0L)) {
      assertThat(params("a", no).flag("a", true)).isFalse();
    }
    assertThat(params().flag("a", true)).isTrue();
    assertThat(params("a", " 12 ").integer("a")).hasValue(12);
    assertThat(params("a", "1e3").number("a")).hasValue(1000);
    assertThat(params("a", 1.5).text("a")).hasValue("1.5");
  }

  @Test
  void saysWhatWasGivenInstead() {
    assertThatThrownBy(() -> params("a", 2L).flag("a", true))
        .hasMessage("parameter 'a' must be true or false, got 2");
    assertThatThrownBy(() -> params("a", Double.NaN).flag("a", true))
        .hasMessage("parameter 'a' must be true or false, got NaN");
    assertThatThrownBy(() -> params("a", List.of(Double.NaN)).text("a"))
        .hasMessage("parameter 'a' must be a text, got a value that JSON cannot hold");
    assertThatThrownBy(() -> new Params(Map.of("api_key", List.of("secret"))).text("api_key"))
        .hasMessage("parameter 'api_key' must be a text, got something else");
    assertThatThrownBy(() -> params("a", "NaN").number("a"))
        .hasMessage("parameter 'a' must be a finite number, got \"NaN\"");
    assertThatThrownBy(() -> params("a", "x".repeat(100)).integer("a"))
        .hasMessage("parameter 'a' must be a number, got \"" + "x".repeat(79) + "...");
  }
}
