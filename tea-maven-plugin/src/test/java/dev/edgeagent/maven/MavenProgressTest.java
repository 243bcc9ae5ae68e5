package dev.edgeagent.maven;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.aether.DefaultRepositorySystemSession;
import org.eclipse.aether.transfer.AbstractTransferListener;
import org.eclipse.aether.transfer.TransferEvent;
import org.junit.jupiter.api.Test;

final class MavenProgressTest {
  private static final URI ADDRESS = URI.create("https://huggingface.co/a/b/resolve/c/m.gguf");

  /** Writes down what Maven would show. */
  private static final class Notes extends AbstractTransferListener {
    private final List<String> lines = new ArrayList<>();

    @Override
    public void transferInitiated(TransferEvent event) {
      var resource = event.getResource();
      lines.add(
          "from %s: %s %s"
              .formatted(
                  resource.getRepositoryId(),
                  resource.getRepositoryUrl(),
                  resource.getResourceName()));
    }

    @Override
    public void transferProgressed(TransferEvent event) {
      lines.add(event.getTransferredBytes() + "/" + event.getResource().getContentLength());
    }

    @Override
    public void transferSucceeded(TransferEvent event) {
      lines.add("done");
    }

    @Override
    public void transferFailed(TransferEvent event) {
      lines.add("failed: " + event.getException().getMessage());
    }
  }

  @Test
  void tellsMavensListenerOncePerMebibyte() {
    Notes notes = new Notes();
    MavenProgress progress =
        new MavenProgress(new DefaultRepositorySystemSession().setTransferListener(notes));
    progress.started(ADDRESS, 3_000_000, 0);
    for (long present = 100_000; present <= 3_000_000; present += 100_000) {
      progress.advanced(present);
    }
    progress.finished();
    progress.failed(new IOException("cut"));

    assertThat(notes.lines)
        .containsExactly(
            "from huggingface.co: https://huggingface.co/ a/b/resolve/c/m.gguf",
            "1100000/3000000",
            "2200000/3000000",
            "3000000/3000000",
            "done",
            "failed: cut");
  }

  @Test
  void isSilentWhereMavenHasNoListener() {
    MavenProgress progress = new MavenProgress(new DefaultRepositorySystemSession());
    progress.started(ADDRESS, 1, 0);
    progress.advanced(1);
    progress.finished();
  }
}
