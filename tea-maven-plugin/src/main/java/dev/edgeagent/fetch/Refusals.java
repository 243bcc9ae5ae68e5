package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What an answer means that is not the file. */
final class Refusals {
  private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);
  private static final Pattern RESET = Pattern.compile("(?:^|;)\\s*t=(\\d{1,9})");
  private static final Pattern SECONDS = Pattern.compile("\\d{1,9}");
  private static final int LONGEST_MESSAGE = 300;

  private final Hub hub;
  private final URI address;

  /**
   * @param address what messages name: the address that was asked for first
   */
  Refusals(Hub hub, URI address) {
    this.hub = hub;
    this.address = address;
  }

  /**
   * Never returns: the hub's {@code X-Error-Code} decides where there is one, the status elsewhere.
   *
   * @throws Interruption when it may pass
   * @throws BuildFailure when it will not
   */
  Interruption refuse(int status, HttpHeaders headers) throws Interruption, BuildFailure {
    if (PASSING.contains(status)) {
      throw Interruption.retryAfter("the server answered " + status, wait(headers));
    }
    String code = headers.firstValue("X-Error-Code").orElse("");
    String what = address + ": " + said(status, headers);
    switch (code) {
      case "GatedRepo":
        throw new BuildFailure(what, gated());
      case "RepoNotFound":
        throw new BuildFailure(what, "check 'repository'; if it is a private one, " + token());
      case "RevisionNotFound":
        throw new BuildFailure(what, "check 'revision': a commit or a branch of " + page());
      case "EntryNotFound":
        throw new BuildFailure(what, "check 'file' and its case: " + page() + " lists the files");
      default:
        throw new BuildFailure(what, fix(status));
    }
  }

  private String fix(int status) {
    switch (status) {
      case 401, 403:
        return token();
      case 404, 410:
        return "check the address; another source may still have the file";
      case 407:
        return "the proxy wants a name and a password: give them as Maven's proxy in settings.xml,"
            + " and MAVEN_OPTS=-Djdk.http.auth.tunneling.disabledSchemes=";
      default:
        return "open the address in a browser: it may say more";
    }
  }

  private static String said(int status, HttpHeaders headers) {
    String message = headers.firstValue("X-Error-Message").orElse("").replaceAll("\\p{Cntrl}", " ");
    String start = message.substring(0, Math.min(message.length(), LONGEST_MESSAGE)).strip();
    return "the server answered " + status + (start.isEmpty() ? "" : ": " + start);
  }

  private String gated() {
    return hub.tokenFor(address).isPresent()
        ? "the account of your token has no access yet: accept the licence at " + page()
        : "accept the licence at " + page() + ", then " + token();
  }

  private String token() {
    return (hub.tokenFor(address).isPresent() ? "check your token" : "set HF_TOKEN to a token")
        + " ("
        + hub.endpoint()
        + "/settings/tokens)";
  }

  private String page() {
    return address.toString().replaceFirst("/resolve/.*", "");
  }

  /** The longer of what {@code RateLimit} and {@code Retry-After} ask for. */
  private static Optional<Duration> wait(HttpHeaders headers) {
    Optional<Duration> reset =
        headers
            .firstValue("RateLimit")
            .map(RESET::matcher)
            .filter(Matcher::find)
            // One second more, because what is left was rounded down.
            .map(matcher -> Duration.ofSeconds(Long.parseLong(matcher.group(1)) + 1));
    Optional<Duration> retry =
        headers.firstValue("Retry-After").flatMap(value -> retryAfter(value.strip(), headers));
    if (reset.isPresent() && retry.isPresent()) {
      return reset.get().compareTo(retry.get()) > 0 ? reset : retry;
    }
    return reset.or(() -> retry);
  }

  /** Seconds, or a date, which is compared with the server's own clock. */
  private static Optional<Duration> retryAfter(String value, HttpHeaders headers) {
    if (SECONDS.matcher(value).matches()) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
    }
    try {
      ZonedDateTime due = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
      Optional<String> date = headers.firstValue("Date");
      if (date.isEmpty()) {
        return Optional.empty();
      }
      ZonedDateTime now = ZonedDateTime.parse(date.get(), DateTimeFormatter.RFC_1123_DATE_TIME);
      return Optional.of(Duration.between(now, due)).filter(wait -> !wait.isNegative());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
