package dev.edgeagent;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two builds apart that make the same file: in this process by a lock of the JVM, between
 * processes by one of the file system, which ends with the process that holds it.
 */
public final class BuildLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BuildLock.class);

  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();
  private static final int POLL_MILLIS = 100;

  private final ReentrantLock inProcess;
  private final FileChannel channel;

  private BuildLock(ReentrantLock inProcess, FileChannel channel) {
    this.inProcess = inProcess;
    this.channel = channel;
  }

  /**
   * Waits until no other build holds the lock, and says so if it has to wait.
   *
   * @param file made if it is not there, and left there
   * @param other what is waited for, for example "another build of the same image"
   */
  public static BuildLock acquire(Path file, String other) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Files.createDirectories(path.getParent());
    ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(path, key -> new ReentrantLock());
    if (!inProcess.tryLock()) {
      sayThatItWaits(path, other);
      inProcess.lock();
    }
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      lock(channel, path, other);
      return new BuildLock(inProcess, channel);
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      inProcess.unlock();
      throw e;
    }
  }

  private static void lock(FileChannel channel, Path path, String other) throws IOException {
    boolean said = false;
    while (true) {
      try {
        if (channel.tryLock() != null) {
          return;
        }
        if (!said) {
          sayThatItWaits(path, other);
        }
        channel.lock();
        return;
      } catch (OverlappingFileLockException e) {
        // This class a second time in the JVM: Maven loads a plugin once for each set of
        // extensions.
        if (!said) {
          sayThatItWaits(path, other);
          said = true;
        }
        sleep();
      }
    }
  }

  private static void sleep() throws InterruptedIOException {
    try {
      Thread.sleep(POLL_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a lock");
    }
  }

  private static void sayThatItWaits(Path path, String other) {
    log.info("waiting for {} ({})", other, path);
  }

  @Override
  public void close() throws IOException {
    try {
      channel.close();
    } finally {
      inProcess.unlock();
    }
  }
}
