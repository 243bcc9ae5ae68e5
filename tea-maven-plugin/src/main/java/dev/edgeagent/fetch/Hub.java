package dev.edgeagent.fetch;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import java.io.IOException;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * How this user reaches Hugging Face: the variables that huggingface_hub reads, with its meanings.
 *
 * @param endpoint where the hub is, without a slash at the end
 * @param token who the user is, sent to the endpoint and to nobody else
 * @param offline whether there must be no request
 * @param cache the hub's own cache, which may not exist
 */
public record Hub(URI endpoint, Optional<String> token, boolean offline, Path cache) {
  private static final String PUBLIC = "https://huggingface.co";
  private static final Pattern TOKEN = Pattern.compile("[!-~]+");
  private static final List<String> TRUE = List.of("1", "ON", "YES", "TRUE");

  /**
   * Reads HF_ENDPOINT, HF_TOKEN, HUGGING_FACE_HUB_TOKEN, HF_TOKEN_PATH, HF_HOME, HF_HUB_CACHE and
   * HF_HUB_OFFLINE.
   *
   * @throws BuildFailure when the endpoint or the token cannot be one
   */
  public static Hub of(Map<String, String> environment) throws BuildFailure, IOException {
    Path home = home(environment);
    Path cache = path(environment, "HF_HUB_CACHE").orElse(home.resolve("hub"));
    String offline = environment.getOrDefault("HF_HUB_OFFLINE", "").toUpperCase(Locale.ROOT);
    return new Hub(
        endpoint(environment.getOrDefault("HF_ENDPOINT", "").strip()),
        token(environment, path(environment, "HF_TOKEN_PATH").orElse(home.resolve("token"))),
        TRUE.contains(offline),
        cache);
  }

  private static Path home(Map<String, String> environment) {
    Optional<Path> own = path(environment, "HF_HOME");
    if (own.isPresent()) {
      return own.get();
    }
    Path cache =
        path(environment, "XDG_CACHE_HOME")
            .orElse(
                Path.of(
                    environment.getOrDefault("HOME", System.getProperty("user.home")), ".cache"));
    return cache.resolve("huggingface");
  }

  private static Optional<Path> path(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    return value.isEmpty() ? Optional.empty() : Optional.of(Path.of(value).toAbsolutePath());
  }

  private static URI endpoint(String text) throws BuildFailure {
    String address = text.isEmpty() ? PUBLIC : text.replaceFirst("/+$", "");
    try {
      URI uri = URI.create(address);
      if (uri.getHost() != null && List.of("http", "https").contains(uri.getScheme())) {
        return uri;
      }
    } catch (IllegalArgumentException e) {
      // Said below.
    }
    throw new BuildFailure(
        "HF_ENDPOINT: '" + text + "' is not the address of a hub",
        "give it as https://HOST, or unset it for " + PUBLIC);
  }

  private static Optional<String> token(Map<String, String> environment, Path file)
      throws BuildFailure, IOException {
    for (String name : List.of("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN")) {
      String value = environment.getOrDefault(name, "").strip();
      if (!value.isEmpty()) {
        return Optional.of(checked(value, name));
      }
    }
    if (Files.isReadable(file) && Files.isRegularFile(file)) {
      String value = Files.readString(file).strip();
      return value.isEmpty() ? Optional.empty() : Optional.of(checked(value, file.toString()));
    }
    return Optional.empty();
  }

  private static String checked(String token, String where) throws BuildFailure {
    if (!TOKEN.matcher(token).matches()) {
      throw new BuildFailure(
          where + ": is not a token: it has spaces or other characters that tokens never have",
          "copy it again from " + PUBLIC + "/settings/tokens");
    }
    return token;
  }

  /** The same hub, never asked if Maven is offline. */
  public Hub offlineIf(boolean mavenIsOffline) {
    return new Hub(endpoint, token, offline || mavenIsOffline, cache);
  }

  /** An address of huggingface.co at this endpoint; any other as it is. */
  URI here(URI address) {
    String text = address.toString();
    return text.startsWith(PUBLIC + "/")
        ? URI.create(endpoint + text.substring(PUBLIC.length()))
        : address;
  }

  /** The token, if this address is at the endpoint: the same scheme, host and port. */
  Optional<String> tokenFor(URI address) {
    return sameOrigin(endpoint, address) ? token : Optional.empty();
  }

  static boolean sameOrigin(URI one, URI other) {
    return one.getScheme().equalsIgnoreCase(other.getScheme())
        && one.getHost().equalsIgnoreCase(other.getHost())
        && port(one) == port(other);
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  /** Files in the hub's cache that should be this blob, whichever repository they came with. */
  List<Path> blobs(Sha256 sha256) throws IOException {
    if (!Files.isDirectory(cache)) {
      return List.of();
    }
    List<Path> blobs = new ArrayList<>();
    try (DirectoryStream<Path> repositories = Files.newDirectoryStream(cache, "models--*")) {
      for (Path repository : repositories) {
        Path blob = repository.resolve("blobs").resolve(sha256.hex());
        if (Files.isRegularFile(blob)) {
          blobs.add(blob);
        }
      }
    }
    blobs.sort(null);
    return blobs;
  }

  /** Without the token. */
  @Override
  public String toString() {
    return "Hub[" + endpoint + (offline ? ", offline" : "") + ", " + cache + "]";
  }
}
