package dev.edgeagent.fetch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.edgeagent.BuildFailure;
import dev.edgeagent.Sha256;
import dev.edgeagent.fetch.FakeHub.Refusal;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Downloads from a {@link FakeHub} over real connections; only the pauses are not waited for. */
final class DownloadTest {
  private static final int SIZE = 3_000_000;

  @TempDir Path directory;
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private FakeHub hub;

  @BeforeEach
  void start() throws IOException {
    hub = new FakeHub(SIZE);
  }

  @AfterEach
  void stop() {
    hub.close();
  }

  private ModelCache cache() {
    return new ModelCache(directory.resolve("cache"));
  }

  private Models models(Optional<String> token) {
    return models(token, Progress.NONE);
  }

  private Models models(Optional<String> token, Progress progress) {
    return models(token, progress, Duration.ofSeconds(30));
  }

  private Models models(Optional<String> token, Progress progress, Duration stall) {
    return new Models(
        cache(),
        hub.hub(token, directory.resolve("hub")),
        ProxySelector.of(null),
        progress,
        new DownloadSettings(4, 1 << 18, stall, pauses::add));
  }

  private Model fetch() throws Exception {
    return models(Optional.empty()).fetch(hub.pin(), directory, 0);
  }

  private Path blob() {
    return cache().blob(hub.sha256());
  }

  /** What is in the blob's directory, beside the lock. */
  private List<String> left() throws IOException {
    try (Stream<Path> files = Files.list(blob().getParent())) {
      return files
          .map(file -> file.getFileName().toString().replace(hub.sha256().hex(), "BLOB"))
          .filter(name -> !name.equals("BLOB.lock"))
          .sorted()
          .toList();
    }
  }

  private void assertComplete() throws IOException {
    assertThat(left()).containsExactly("BLOB");
    assertThat(blob()).hasBinaryContent(hub.content);
  }

  private void assertRefused(ModelPin pin, Optional<String> token, String message) {
    assertThatThrownBy(() -> models(token).fetch(pin, directory, 0))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(message.formatted(hub.endpoint()));
  }

  @Test
  void downloadsAllSegmentsOnceAndUsesTheBlobFromThenOn() throws Exception {
    Model model = fetch();

    assertThat(model).isEqualTo(new Model(blob(), "m.gguf", SIZE, hub.sha256()));
    assertComplete();
    assertThat(hub.requests())
        .hasSize(1 + 12)
        .startsWith("HEAD hub" + FakeHub.FILE, "GET cdn/blob bytes=0-262143")
        .contains("GET cdn/blob bytes=2883584-2999999");
    assertThat(hub.served).hasValue(SIZE);
    assertThat(fetch()).isEqualTo(model);
    assertThat(hub.requests()).hasSize(1 + 12);
  }

  @Test
  void sendsTheTokenToTheEndpointOnly() throws Exception {
    hub.renamed = true;
    models(Optional.of("hf_secret")).fetch(hub.pin(), directory, 0);

    assertThat(hub.requests())
        .startsWith(
            "HEAD hub/owner/name/resolve/main/m.gguf Bearer hf_secret",
            "HEAD hub/owner/new-name/resolve/main/m.gguf Bearer hf_secret",
            "GET cdn/blob bytes=0-262143")
        .filteredOn(line -> line.contains("cdn"))
        .noneMatch(line -> line.contains("secret"));
  }

  @Test
  void goesOnAfterTwentyCutConnectionsWithoutAskingForAnyByteTwice() throws Exception {
    hub.cuts.set(20);
    fetch();

    assertComplete();
    assertThat(hub.served).hasValue(SIZE);
    assertThat(pauses).hasSize(20).allMatch(Duration.ofSeconds(1)::equals);
  }

  @Test
  void asksForANewAddressWhenTheSignedOneExpires() throws Exception {
    hub.requestsPerSignature = 3;
    fetch();

    assertComplete();
    assertThat(hub.signed).hasValueBetween(4, 12);
    assertThat(hub.served).hasValue(SIZE);
    assertThat(pauses).isEmpty();
  }

  @Test
  void throwsAwayAFileWithAWrongByte() throws Exception {
    hub.wrongByteAt = 1_234_567;
    byte[] wrong = hub.content.clone();
    wrong[1_234_567] ^= 1;
    Sha256 theirs = Sha256.of(Files.write(directory.resolve("wrong"), wrong));

    assertRefused(
        hub.pin(),
        Optional.empty(),
        hub.endpoint()
            + FakeHub.FILE
            + ": gave other bytes than those of m.gguf; they were thrown away\n"
            + "    their sha256  "
            + theirs
            + "\n"
            + "    variants.yaml "
            + hub.sha256()
            + "\n"
            + "  Fix: run this again; if it stays so, something on the way changes them: take"
            + " another source");
    assertThat(left()).isEmpty();
  }

  @Test
  void takesTheNextSourceWhenOneGivesWrongBytes() throws Exception {
    try (FakeHub mirror = new FakeHub(SIZE)) {
      mirror.plainMirror = true;
      hub.wrongByteAt = 0;
      models(Optional.of("hf_secret"))
          .fetch(hub.pin(FakeHub.ADDRESS, mirror.endpoint().resolve("/m.gguf")), directory, 0);

      assertThat(mirror.served).hasValue(SIZE);
      assertThat(mirror.requests()).noneMatch(line -> line.contains("secret"));
    }
    assertComplete();
  }

  @Test
  void namesEverySourceWhenNoneGivesTheFile() throws Exception {
    hub.endpointRefuses.add(Refusal.of(404, "X-Error-Code", "EntryNotFound"));
    hub.endpointRefuses.add(Refusal.of(404));
    URI mirror = hub.endpoint().resolve("/mirror/m.gguf");

    assertRefused(
        hub.pin(FakeHub.ADDRESS, mirror),
        Optional.empty(),
        """
        m.gguf: no source gave it
            %1$s/owner/name/resolve/main/m.gguf: the server answered 404
              Fix: check 'file' and its case: %1$s/owner/name lists the files
            %1$s/mirror/m.gguf: the server answered 404
              Fix: check the address; another source may still have the file
          Fix: mend one of them, or give -Dtea.model=FILE\
        """);
  }

  @Test
  void waitsAsLongAsTheHubAsks() throws Exception {
    hub.endpointRefuses.add(Refusal.of(429, "RateLimit", "\"resolvers\";r=0;t=55"));
    hub.endpointRefuses.add(Refusal.of(429, "Retry-After", "7"));
    hub.endpointRefuses.add(
        Refusal.of(429, "RateLimit", "\"resolvers\";r=0;t=55", "Retry-After", "90"));
    hub.endpointRefuses.add(Refusal.of(503));
    fetch();

    assertThat(pauses)
        .containsExactly(
            Duration.ofSeconds(56),
            Duration.ofSeconds(7),
            Duration.ofSeconds(90),
            Duration.ofSeconds(8));
    assertComplete();
  }

  @Test
  void waitsWhenTheCdnAsksInTheMiddle() throws Exception {
    for (int i = 0; i < 3; i++) {
      hub.cdnRefuses.add(Refusal.of(503, "Retry-After", "3"));
    }
    fetch();

    assertThat(pauses)
        .containsExactly(Duration.ofSeconds(3), Duration.ofSeconds(3), Duration.ofSeconds(3));
    assertComplete();
  }

  @Test
  void doesNotWaitForHours() {
    hub.endpointRefuses.add(Refusal.of(429, "Retry-After", "7200"));
    assertRefused(
        hub.pin(),
        Optional.empty(),
        hub.endpoint()
            + FakeHub.FILE
            + ": the server answered 429, and asks to wait 7200 s\n"
            + "  Fix: run this again then: it goes on where it stopped");
    assertThat(pauses).isEmpty();
  }

  @Test
  void givesUpAfterSixFailuresInARow() {
    for (int i = 0; i < 6; i++) {
      hub.endpointRefuses.add(Refusal.of(500));
    }
    assertRefused(
        hub.pin(),
        Optional.empty(),
        hub.endpoint()
            + FakeHub.FILE
            + ": the server answered 500, 6 times in a row\n"
            + "  Fix: check the network and the proxy, then run this again: it goes on where it"
            + " stopped");
    assertThat(pauses.stream().map(Duration::toSeconds)).containsExactly(1L, 2L, 4L, 8L, 16L);
  }

  @Test
  void saysHowToGetAtAGatedModel() {
    Refusal gated =
        Refusal.of(
            401, "X-Error-Code", "GatedRepo", "X-Error-Message", "Access to it is restricted.");
    hub.endpointRefuses.add(gated);
    hub.endpointRefuses.add(gated);
    assertRefused(
        hub.pin(),
        Optional.empty(),
        """
        %1$s/owner/name/resolve/main/m.gguf: the server answered 401: Access to it is restricted.
          Fix: accept the licence at %1$s/owner/name, then set HF_TOKEN to a token (%1$s/settings/tokens)\
        """);
    assertRefused(
        hub.pin(),
        Optional.of("hf_secret"),
        """
        %1$s/owner/name/resolve/main/m.gguf: the server answered 401: Access to it is restricted.
          Fix: the account of your token has no access yet: accept the licence at %1$s/owner/name\
        """);
  }

  @Test
  void saysWhatIsMisspelt() {
    hub.endpointRefuses.add(Refusal.of(401, "X-Error-Code", "RepoNotFound"));
    hub.endpointRefuses.add(Refusal.of(404, "X-Error-Code", "RevisionNotFound"));
    assertRefused(
        hub.pin(),
        Optional.empty(),
        """
        %1$s/owner/name/resolve/main/m.gguf: the server answered 401
          Fix: check 'repository'; if it is a private one, set HF_TOKEN to a token (%1$s/settings/tokens)\
        """);
    assertRefused(
        hub.pin(),
        Optional.empty(),
        """
        %1$s/owner/name/resolve/main/m.gguf: the server answered 404
          Fix: check 'revision': a commit or a branch of %1$s/owner/name\
        """);
  }

  @Test
  void asksForNoByteOfAFileThatWasReplaced() {
    hub.etag = "ab".repeat(32);
    assertRefused(
        hub.pin(),
        Optional.empty(),
        hub.endpoint()
            + FakeHub.FILE
            + ": is not the pinned m.gguf\n"
            + "    its sha256    "
            + hub.etag
            + "\n"
            + "    variants.yaml "
            + hub.sha256()
            + "\n"
            + "  Fix: the file was replaced there: pin the revision that has the right one, or, if"
            + " you trust the new one, write its bytes and sha256 into variants.yaml");
    assertThat(hub.requests()).containsExactly("HEAD hub" + FakeHub.FILE);
  }

  @Test
  void takesOneStreamFromAServerWithoutRanges() throws Exception {
    hub.ranges = false;
    hub.cuts.set(3);
    fetch();

    assertComplete();
    assertThat(hub.requests().get(hub.requests().size() - 1)).isEqualTo("GET cdn/blob");
  }

  @Test
  void givesUpAConnectionThatSendsNothingAndAsksAgain() throws Exception {
    hub.hangs.set(2);
    models(Optional.empty(), Progress.NONE, Duration.ofSeconds(1)).fetch(hub.pin(), directory, 0);

    assertComplete();
    assertThat(hub.hangs).hasValue(0);
  }

  @Test
  void waitsForAServerThatIsSlow() throws Exception {
    hub.onServed = total -> LockSupport.parkNanos(5_000_000);
    fetch();

    assertComplete();
    assertThat(hub.served).hasValue(SIZE);
  }

  @Test
  void takesAMirrorThatDoesNotKnowHead() throws Exception {
    hub.plainMirror = true;
    hub.knowsHead = false;
    fetch();

    assertComplete();
  }

  @Test
  void goesOnWhereAFailedRunStopped() throws Exception {
    failAfterSomeBytes();
    long before = hub.served.get();
    assertThat(left()).containsExactly("BLOB.part", "BLOB.part.state");

    List<String> told = new ArrayList<>();
    models(Optional.empty(), new ProgressLog(told)).fetch(hub.pin(), directory, 0);

    assertComplete();
    assertThat(hub.served).hasValue(SIZE);
    assertThat(told)
        .startsWith("started " + hub.endpoint() + FakeHub.FILE + " " + SIZE + " " + before)
        .endsWith("advanced " + SIZE, "finished");
  }

  private void failAfterSomeBytes() {
    hub.cuts.set(5);
    hub.onServed =
        total -> {
          synchronized (hub.cdnRefuses) {
            if (total >= 300_000 && hub.cdnRefuses.isEmpty()) {
              for (int i = 0; i < 1000; i++) {
                hub.cdnRefuses.add(Refusal.of(500));
              }
            }
          }
        };
    assertThatThrownBy(this::fetch).isInstanceOf(BuildFailure.class);
    hub.onServed = total -> {};
    synchronized (hub.cdnRefuses) {
      hub.cdnRefuses.clear();
    }
    hub.cuts.set(0);
    pauses.clear();
  }

  @Test
  void beginsAgainWhenTheEtagChanged() throws Exception {
    hub.plainMirror = true;
    leaveAPartWithEtag("another");
    fetch();

    assertComplete();
    assertThat(hub.served).hasValue(SIZE);
  }

  /** A part file of another version, all of whose bytes are wrong. */
  private void leaveAPartWithEtag(String etag) throws IOException {
    Files.createDirectories(blob().getParent());
    PartFile part =
        PartFile.open(
            blob(), SIZE, "address " + hub.endpoint() + FakeHub.FILE + " etag " + etag, 1 << 18);
    Files.write(part.file(), new byte[500_000]);
    part.wrote(0, 1 << 18);
    part.save();
  }

  @Test
  void throwsAwayAPartFileThatDamagedBytesAreIn() throws Exception {
    Files.createDirectories(blob().getParent());
    PartFile part = PartFile.open(blob(), SIZE, "sha256 " + hub.sha256(), 1 << 18);
    Files.write(part.file(), new byte[500_000]);
    part.wrote(0, 1 << 18);
    part.save();

    assertThatThrownBy(this::fetch).hasMessageContaining("they were thrown away");
    assertThat(left()).isEmpty();
    fetch();
    assertComplete();
  }

  @Test
  void beginsAgainWhenTheStateIsNotReadable() throws Exception {
    failAfterSomeBytes();
    Files.writeString(blob().resolveSibling(hub.sha256() + ".part.state"), "tea part file 1\n\n");
    hub.served.set(0);
    fetch();

    assertComplete();
    assertThat(hub.served).hasValue(SIZE);
  }

  @Test
  void beginsAgainWhenTheServerKnowsNoSuchRange() throws Exception {
    hub.cdnRefuses.add(Refusal.of(416));
    fetch();

    assertComplete();
  }

  @Test
  void downloadsADamagedBlobAgain() throws Exception {
    Files.createDirectories(blob().getParent());
    Files.write(blob(), new byte[SIZE]);
    fetch();

    assertComplete();
  }

  @Test
  void takesABlobOfTheHubsOwnCacheOnlyIfItsBytesAreRight() throws Exception {
    Path damaged = directory.resolve("hub/models--a--a/blobs/" + hub.sha256());
    Path good = directory.resolve("hub/models--owner--name/blobs/" + hub.sha256());
    Files.createDirectories(damaged.getParent());
    Files.createDirectories(good.getParent());
    Files.write(damaged, new byte[SIZE]);
    Files.write(good, hub.content);

    assertThat(fetch().file()).isEqualTo(good);
    assertThat(hub.requests()).isEmpty();
    assertThat(damaged).exists();
  }

  @Test
  void asksNobodyWhenOffline() {
    Models offline =
        new Models(
            cache(),
            hub.hub(Optional.empty(), directory).offlineIf(true),
            ProxySelector.of(null),
            Progress.NONE);
    assertThatThrownBy(() -> offline.fetch(hub.pin(), directory, 0))
        .isInstanceOf(BuildFailure.class)
        .hasMessage(
            """
            m.gguf: not found; looked for
                %1$s/models/m.gguf
                %2$s
              Fix: run this without -o and HF_HUB_OFFLINE, or download %3$s (3.00 MB)
                   to %1$s/models/m.gguf, or give -Dtea.model=FILE\
            """,
            cache().directory(), blob(), FakeHub.ADDRESS);
    assertThat(hub.requests()).isEmpty();
  }

  @Test
  void writesNothingWhenTheDiskIsTooSmall() throws Exception {
    assertThatThrownBy(
            () ->
                models(Optional.empty())
                    .fetch(hub.pin(), directory.resolve("target"), Long.MAX_VALUE / 2))
        .isInstanceOf(BuildFailure.class)
        .hasMessageStartingWith(blob().getParent() + ": m.gguf and the image with it need ");
    assertThat(left()).isEmpty();
    assertThat(hub.requests()).isEmpty();
  }

  /** Notes what it is told, the last of many advances only. */
  private record ProgressLog(List<String> told) implements Progress {
    @Override
    public void started(URI address, long bytes, long present) {
      told.add("started " + address + " " + bytes + " " + present);
    }

    @Override
    public void advanced(long present) {
      told.removeIf(line -> line.startsWith("advanced"));
      told.add("advanced " + present);
    }

    @Override
    public void finished() {
      told.add("finished");
    }

    @Override
    public void failed(Exception reason) {
      told.add("failed " + reason.getMessage());
    }
  }
}
