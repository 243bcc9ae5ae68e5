package dev.edgeagent.fetch;

import dev.edgeagent.Sha256;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * The one file that is wanted, and where it may be.
 *
 * @param name file name
 * @param bytes size in bytes
 * @param places files of this machine that should be it, in the order in which they are looked for
 * @param addresses where it can be downloaded
 */
public record ModelPin(
    String name, long bytes, Sha256 sha256, List<Path> places, List<URI> addresses) {
  public ModelPin {
    places = List.copyOf(places);
    addresses = List.copyOf(addresses);
  }
}
