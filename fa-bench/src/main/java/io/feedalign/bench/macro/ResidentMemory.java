package io.feedalign.bench.macro;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process occupies of the machine's memory, as Linux counts it, in bytes. */
record ResidentMemory(long now, long peak) {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final Path RESET = Path.of("/proc/self/clear_refs");

  static ResidentMemory read() {
    try {
      long now = 0;
      long peak = 0;
      for (String line : Files.readAllLines(STATUS)) {
        now = line.startsWith("VmRSS:") ? bytes(line) : now;
        peak = line.startsWith("VmHWM:") ? bytes(line) : peak;
      }
      return new ResidentMemory(now, peak);
    } catch (IOException e) {
      throw unknown(e);
    }
  }

  /** Forgets the peak, so that it is from now on that it counts. */
  static void forgetPeak() {
    try {
      Files.writeString(RESET, "5");
    } catch (IOException e) {
      throw unknown(e);
    }
  }

  private static long bytes(String line) {
    return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
  }

  private static FaException unknown(IOException cause) {
    return new FaException(
        ErrorKind.RESOURCES,
        "The memory of this process is measured by /proc/self, which is not to be had here: "
            + cause.getMessage()
            + ". Measure on Linux, where a process may read its own status.",
        cause);
  }
}
