package io.feedalign.backend.cpu;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * How many threads the native libraries of this process compute with. OpenMP reads that from the
 * environment once, when it is loaded, so it is written there before; afterwards it cannot change.
 */
public final class OpenMpThreads {
  private static final String COUNT = "OMP_NUM_THREADS";
  // About 80 microseconds. By default OpenMP's idle threads keep their cores busy for some
  // milliseconds, in which the threads that run our own kernels would have to share them.
  private static final String SPIN = "GOMP_SPINCOUNT";
  private static final String SPINS = "2000";

  private OpenMpThreads() {}

  /**
   * Settles the number of threads, to be called before any OpenMP library is loaded.
   *
   * @param asked 0 for what the environment says, or else all cores
   * @return how many threads there are
   * @throws FaException (USER) if OpenMP already runs with another number
   */
  public static int settle(int asked) {
    // JavaCPP refuses to allocate once the process is twice as large as the Java heap, which our
    // arenas make it. Read when its first pointer is made.
    System.getProperties().putIfAbsent("org.bytedeco.javacpp.maxPhysicalBytes", "0");
    int present = present();
    int wanted = asked > 0 ? asked : present;
    boolean open = ProcessEnvironment.writable() && !loaded();
    if (wanted != present && !open) {
      throw FaException.user(
          "Setting 'threads' is "
              + wanted
              + ", but OpenMP in this process already has "
              + present
              + " threads, which cannot change any more. Set "
              + COUNT
              + "="
              + wanted
              + " before starting, or use one number of threads in a process.");
    }
    if (open) {
      ProcessEnvironment.set(COUNT, Integer.toString(wanted));
      if (ProcessEnvironment.read(SPIN).isEmpty()) {
        ProcessEnvironment.set(SPIN, SPINS);
      }
    }
    return wanted;
  }

  private static int present() {
    String value = ProcessEnvironment.read(COUNT).orElse("");
    boolean number = value.matches("[1-9][0-9]{0,3}");
    return number ? Integer.parseInt(value) : Runtime.getRuntime().availableProcessors();
  }

  private static boolean loaded() {
    try (Stream<String> maps = Files.lines(Path.of("/proc/self/maps"))) {
      return maps.anyMatch(line -> line.contains("libgomp"));
    } catch (IOException | UncheckedIOException unreadable) {
      return true; // then nothing is changed any more
    }
  }
}
