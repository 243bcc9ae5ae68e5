package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address of a file, and where it leads to at the moment. What the server tells about the file
 * is compared with the pin before a byte is asked for.
 */
final class Source {
  private static final Logger log = LoggerFactory.getLogger(Source.class);

  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> NO_HEAD = Set.of(405, 501);
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final int HOPS = 10;

  private final Http http;
  private final URI address;
  private final ModelPin pin;
  private final Refusals refusals;
  private Optional<Location> current = Optional.empty();
  private Optional<String> validator = Optional.empty();

  Source(Http http, URI address, ModelPin pin) {
    this.http = http;
    this.address = address;
    this.pin = pin;
    this.refusals = new Refusals(http.hub(), address);
  }

  URI address() {
    return address;
  }

  Refusals refusals() {
    return refusals;
  }

  /**
   * Asks the server, unless its last answer is still good.
   *
   * @throws Interruption also when the file is no longer the one that was asked for before
   * @throws BuildFailure when the server refuses, or has another file
   */
  synchronized Location location() throws Interruption, BuildFailure, InterruptedException {
    if (current.isEmpty()) {
      Location fresh = resolve();
      if (validator.isPresent() && !validator.get().equals(fresh.validator())) {
        validator = Optional.empty();
        throw Interruption.now(Interruption.Kind.CHANGED, "the file changed meanwhile");
      }
      validator = Optional.of(fresh.validator());
      current = Optional.of(fresh);
    }
    return current.get();
  }

  /** This location is no longer good. */
  synchronized void expired(Location location) {
    current = current.filter(now -> now != location);
  }

  private Location resolve() throws Interruption, BuildFailure, InterruptedException {
    URI url = address;
    for (int hop = 0; hop < HOPS; hop++) {
      HttpResponse<Void> answer = http.head(url);
      HttpHeaders headers = answer.headers();
      int status = answer.statusCode();
      if (REDIRECTS.contains(status)) {
        URI next = target(url, headers);
        boolean described = headers.firstValue("X-Linked-Etag").isPresent();
        if (described || !Hub.sameOrigin(url, next)) {
          return located(next, headers, OptionalLong.empty());
        }
        // A repository that was renamed.
        log.debug("{}: is now {}", url, next);
        url = next;
      } else if (status == 200) {
        return located(url, headers, headers.firstValueAsLong("Content-Length"));
      } else if (NO_HEAD.contains(status)) {
        return new Location(url, "address " + address);
      } else {
        throw refusals.refuse(status, headers);
      }
    }
    throw new BuildFailure(
        address + ": leads through more than " + HOPS + " redirects", "check the address");
  }

  private Location located(URI url, HttpHeaders headers, OptionalLong length) throws BuildFailure {
    headers
        .firstValue("X-Repo-Commit")
        .ifPresent(commit -> log.debug("{}: is at commit {}", address, commit));
    OptionalLong linked = headers.firstValueAsLong("X-Linked-Size");
    OptionalLong size = linked.isPresent() ? linked : length;
    // Some servers answer HEAD with a length of 0.
    if (size.orElse(0) > 0 && size.getAsLong() != pin.bytes()) {
      throw other("has " + size.getAsLong() + " bytes, but " + pin.name() + " has " + pin.bytes());
    }
    Optional<String> etag =
        headers.firstValue("X-Linked-Etag").or(() -> headers.firstValue("ETag"));
    String bare = etag.orElse("").replaceFirst("^W/", "").replace("\"", "");
    if (headers.firstValue("X-Linked-Etag").isPresent() && SHA256.matcher(bare).matches()) {
      if (!bare.equals(pin.sha256().hex())) {
        throw other(
            "is not the pinned %s\n    its sha256    %s\n    variants.yaml %s"
                .formatted(pin.name(), bare, pin.sha256()));
      }
      return new Location(url, "sha256 " + bare);
    }
    boolean sayable = !bare.isEmpty() && bare.chars().noneMatch(Character::isISOControl);
    return new Location(url, "address " + address + (sayable ? " etag " + bare : ""));
  }

  private BuildFailure other(String what) {
    return new BuildFailure(
        address + ": " + what,
        "the file was replaced there: pin the revision that has the right one, or, if you trust the"
            + " new one, write its bytes and sha256 into variants.yaml");
  }

  /** Where a redirect leads to. */
  URI target(URI from, HttpHeaders headers) throws BuildFailure {
    String location = headers.firstValue("Location").orElse("");
    try {
      URI target = from.resolve(location);
      if (target.getHost() != null && Set.of("http", "https").contains(target.getScheme())) {
        return target;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new BuildFailure(
        address + ": redirects to nowhere", "check the address; a proxy may be in between");
  }

  static boolean isRedirect(int status) {
    return REDIRECTS.contains(status);
  }
}
