package dev.edgeagent.llm.api;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import okhttp3.Headers;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What answers that are none mean for the user. */
final class Failures {

  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504, 529);
  private static final Set<String> PASSING_CODES =
      Set.of("server_error", "rate_limit_exceeded", "overloaded_error", "timeout");

  private final Endpoint endpoint;

  Failures(Endpoint endpoint) {
    this.endpoint = endpoint;
  }

  /**
   * A status that is no success.
   *
   * @param text the body; may be empty
   */
  ApiFailure status(int status, Headers headers, HttpUrl url, String text) {
    ErrorBody error = ErrorBody.of(text, endpoint);
    if (status >= 300 && status < 400) {
      return redirect(status, headers, url);
    }
    return status(status, RetryAfter.of(headers), error);
  }

  private ApiFailure status(int status, @Nullable Duration wait, ErrorBody error) {
    String what = what("answers with status " + status, error);
    if (error.isContextExceeded()) {
      return lasting("context_length_exceeded: " + what, "shorten the prompt, or lower max_tokens");
    }
    if (error.isContentFiltered()) {
      return lasting(what, "the server's content filter refuses this: ask otherwise");
    }
    if (status == 429 && error.isQuotaUsedUp()) {
      return lasting(what, "see plan and billing of the account that the key belongs to");
    }
    if (PASSING.contains(status)) {
      return ApiFailure.repeatable(
          what, "try again later: the server has too much to do, or a fault", null, wait);
    }
    return switch (status) {
      case 401, 403 -> lasting(what, keyFix());
      case 404 ->
          lasting(
              what + " (model '" + endpoint.model() + "' at " + endpoint.shown() + ")", whereFix());
      case 413 -> lasting(what, "shorten the prompt");
      default -> lasting(what, "correct the request as the server says");
    };
  }

  /**
   * An error that the server reports instead of an answer, or in the middle of one.
   *
   * @param received characters of the answer so far
   */
  ApiFailure reported(ErrorBody error, int received) {
    if (received == 0 && error.status() >= 400) {
      ApiFailure failure = status(error.status(), null, error);
      return failure.error().isTemporary()
          ? ApiFailure.passing(message(failure), failure.error().fix(), null)
          : failure;
    }
    String what = what("ended the answer with an error" + after(received), error);
    return PASSING.contains(error.status()) || PASSING_CODES.contains(error.code())
        ? ApiFailure.passing(what, "try again later", null)
        : lasting(what, "correct the request as the server says");
  }

  /**
   * A stream that ends before the answer does.
   *
   * @param received characters of the answer so far
   * @param e what broke it; null if it just ended
   */
  ApiFailure cut(int received, @Nullable IOException e) {
    String why = e == null ? "" : ": " + endpoint.redacted(String.valueOf(e.getMessage()));
    return ApiFailure.passing(
        endpoint.shown() + " broke its answer off" + after(received) + why,
        "try again; see the log of the server if it happens often",
        null);
  }

  /** What should be JSON, and is not. */
  ApiFailure notJson(String text, String why, int received) {
    String what = endpoint.shown() + " sends what is not JSON" + after(received);
    return ErrorBody.isHtml(text)
        ? lasting(
            endpoint.shown() + " sends a page of HTML instead of an answer",
            "check api_base: it is the address in front of /chat/completions")
        : lasting(
            what + ": " + endpoint.redacted(why), "check that it is a server of the OpenAI API");
  }

  /** JSON that is not what was asked for. */
  ApiFailure unusable(String why) {
    return lasting(
        endpoint.shown() + " sends " + why, "check that it is a server of the OpenAI API");
  }

  /** The server's filter has taken the rest of the answer. */
  ApiFailure filtered(int received) {
    return lasting(
        endpoint.shown() + ": the server's content filter ended the answer" + after(received),
        "ask otherwise, or change the filter's settings");
  }

  /** The model does not want to answer in the form that it should. */
  ApiFailure refused(String refusal) {
    return lasting(
        endpoint.shown() + ": the model refuses: " + ErrorBody.of(refusal, endpoint).message(),
        "ask otherwise");
  }

  private ApiFailure redirect(int status, Headers headers, HttpUrl url) {
    String location = headers.get("Location");
    HttpUrl target = location == null ? null : url.resolve(location);
    return lasting(
        endpoint.shown()
            + " answers with status "
            + status
            + (target == null
                ? ""
                : " and sends elsewhere: to " + endpoint.redacted(Endpoint.shown(target))),
        "set api_base to the address of the API itself: no key and no prompt follows a redirect");
  }

  private String keyFix() {
    ApiKey key = endpoint.key();
    if (key != null) {
      return "check the key in " + key.source() + ", and what it allows";
    }
    return endpoint.provider() == Provider.OPENAI
        ? "no key was sent: set OPENAI_API_KEY"
        : "no key was sent: set settings.llm.api_key";
  }

  private String whereFix() {
    String hint =
        switch (endpoint.provider()) {
          case AZURE -> ", and deployment";
          case OLLAMA -> ", and that 'ollama list' has the model";
          case OPENAI ->
              endpoint.base().encodedPath().equals("/")
                  ? " (most servers want /v1 at its end)"
                  : "";
        };
    return "check model and api_base" + hint;
  }

  private String what(String does, ErrorBody error) {
    return endpoint.shown()
        + " "
        + does
        + (error.message().isEmpty() ? "" : ": " + error.message())
        + (error.isQuotaUsedUp() ? " (" + error.code() + ")" : "");
  }

  private static String after(int received) {
    return received == 0 ? "" : " after " + received + " characters";
  }

  private static String message(ApiFailure failure) {
    return String.valueOf(failure.error().getMessage());
  }

  private static ApiFailure lasting(String what, String fix) {
    return ApiFailure.lasting(what, fix, null);
  }
}
