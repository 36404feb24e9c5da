package io.feedalign.backend.cuda.host;

import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** A machine with its memory and the libraries that it has loaded, used by one device at a time. */
final class HostTwin {
  static final byte[] SYNC = "sync\n".getBytes(StandardCharsets.UTF_8);

  private static final Path FOLDER = Path.of("target", "host-twin");
  private static final HostKernels KERNELS = new HostKernels(FOLDER);
  private static final Deque<HostTwin> IDLE = new ArrayDeque<>();

  private final Machine machine = new Machine(FOLDER);
  private final HostMemory memory = new HostMemory(machine);
  private final Map<Path, Integer> libraries = new HashMap<>();

  private HostTwin() {}

  /** One that nobody uses now. */
  static HostTwin free() {
    synchronized (IDLE) {
      return IDLE.isEmpty() ? new HostTwin() : IDLE.pop();
    }
  }

  static HostKernels kernels() {
    return KERNELS;
  }

  Machine machine() {
    return machine;
  }

  HostMemory memory() {
    return memory;
  }

  int library(Path path) {
    return libraries.computeIfAbsent(path, file -> machine.ask("library " + file));
  }

  /** For the next device, unless something is left behind: that is an error. */
  void giveBack() {
    if (machine.crashed()) {
      machine.close();
      return;
    }
    long bytes = memory.used();
    if (memory.blocks() > 0) {
      machine.close();
      throw FaException.internal(
          "A device was closed with " + memory.blocks() + " blocks of " + bytes + " bytes.");
    }
    machine.ask("forget");
    synchronized (IDLE) {
      IDLE.push(this);
    }
  }
}
