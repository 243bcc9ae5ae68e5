package dev.edgeagent.appdir;

import java.util.List;

/** How the Java in an AppImage is started. */
final class JavaOptions {
  /** The program. */
  static final String MAIN_CLASS = "dev.edgeagent.cli.Main";

  /**
   * What the start-up archive is made with as well, because the JVM refuses an archive that was
   * made with other settings: the collector and the compiler that start fastest (the heavy work is
   * in native code), and the permission to call that code.
   */
  static final List<String> ARCHIVED =
      List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "--enable-native-access=ALL-UNNAMED");

  /**
   * What only a start has:
   *
   * <ul>
   *   <li>a heap below 32 GB even on machines whose quarter is more: above, the JVM switches to
   *       uncompressed pointers and the start-up archive does not fit
   *   <li>the JVM's own warnings on stderr, because stdout is the answer; not those about the
   *       start-up archive, without which the start is slower and nothing else
   * </ul>
   */
  static final List<String> STARTED =
      List.of("-Xmx2g", "-Xlog:disable", "-Xlog:all=warning,cds=off,aot=off:stderr");

  private JavaOptions() {}
}
