package dev.edgeagent.appimage;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps two builds of one image apart: in this process by a lock of the JVM, between processes by
 * one of the file system, which ends with the process that holds it.
 */
final class BuildLock implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(BuildLock.class);

  private static final Map<Path, ReentrantLock> IN_PROCESS = new ConcurrentHashMap<>();

  private final ReentrantLock inProcess;
  private final FileChannel channel;

  private BuildLock(ReentrantLock inProcess, FileChannel channel) {
    this.inProcess = inProcess;
    this.channel = channel;
  }

  /** Waits until no other build holds the lock. */
  static BuildLock acquire(Path file) throws IOException {
    Path path = file.toAbsolutePath().normalize();
    Files.createDirectories(path.getParent());
    ReentrantLock inProcess = IN_PROCESS.computeIfAbsent(path, key -> new ReentrantLock());
    inProcess.lock();
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock free = channel.tryLock();
      if (free == null) {
        log.info("waiting for another build of the same image ({})", path);
        channel.lock();
      }
      return new BuildLock(inProcess, channel);
    } catch (IOException e) {
      if (channel != null) {
        channel.close();
      }
      inProcess.unlock();
      throw e;
    }
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
