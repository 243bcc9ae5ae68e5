package dev.edgeagent.action.builtin;

import dev.edgeagent.action.Action;
import dev.edgeagent.action.ActionContext;
import dev.edgeagent.action.ActionException;
import dev.edgeagent.action.Parameter;
import dev.edgeagent.action.ParameterType;
import dev.edgeagent.action.Params;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * {@code http.get}, {@code http.post}, {@code http.put}, {@code http.delete}.
 *
 * <p>The result is that of the Python reference: the keys of the JSON object that the server sends.
 * Anything else is one key, {@code result}: a JSON list, number, text, boolean or null, the text of
 * a body that is not JSON, null where there is no body. A status of 400 or more is an error. With
 * {@code full_response} the result is that of the Rust reference, for every status: {@code {status:
 * 200, headers: {name: value}, body: ...}}, the headers' names in lower case.
 */
final class HttpAction implements Action {

  private static final List<Parameter> COMMON =
      List.of(
          Parameter.required("url", ParameterType.TEXT, "an http or https address"),
          Parameter.optional("headers", ParameterType.MAP, "headers of the request, by name"),
          Parameter.optional(
              "timeout", ParameterType.NUMBER, "seconds that all of it may take; 30 if not given"),
          Parameter.optional(
              "full_response",
              ParameterType.BOOLEAN,
              "true for status, headers and body, whatever the status is"));

  private static final List<Parameter> BODY =
      List.of(
          Parameter.optional("json", ParameterType.ANY, "data to send as JSON"),
          Parameter.optional("body", ParameterType.TEXT, "text to send as it is, in UTF-8"));

  private final String method;
  private final List<Parameter> parameters;
  private final String description;

  private HttpAction(String method, boolean sends, String description) {
    this.method = method;
    this.description = description;
    List<Parameter> all = new ArrayList<>(COMMON);
    if (sends) {
      all.addAll(BODY);
    }
    this.parameters = List.copyOf(all);
  }

  static HttpAction get() {
    return new HttpAction("GET", false, "Fetches JSON or text from an address.");
  }

  static HttpAction post() {
    return new HttpAction("POST", true, "Sends JSON or text to an address.");
  }

  static HttpAction put() {
    return new HttpAction("PUT", true, "Stores JSON or text at an address.");
  }

  static HttpAction delete() {
    return new HttpAction("DELETE", true, "Deletes what is at an address.");
  }

  @Override
  public String name() {
    return "http." + method.toLowerCase(Locale.ROOT);
  }

  @Override
  public String description() {
    return description;
  }

  @Override
  public List<Parameter> parameters() {
    return parameters;
  }

  @Override
  public Map<String, Object> run(Params params, ActionContext context)
      throws ActionException, InterruptedException {
    if (!context.permissions().network()) {
      throw new ActionException(
          name() + " needs the network, and --offline forbids it",
          "run it without --offline, or without this node");
    }
    boolean full = params.flag("full_response", false);
    HttpResponse response = HttpExchange.of(method, params).run();
    return full ? response.asMap() : response.content();
  }
}
