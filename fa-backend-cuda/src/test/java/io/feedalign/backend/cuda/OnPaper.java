package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.CopyStream;
import io.feedalign.backend.cuda.device.Graph;
import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.nvidia.NvidiaDevice;
import io.feedalign.backend.cuda.nvidia.NvidiaMath;
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A process in which the bindings meet libraries that only write down what they are asked. */
public final class OnPaper {
  private static final int FLOATS = 16;

  private OnPaper() {}

  /** The one argument is the folder of the libraries. */
  public static void main(String... arguments) {
    Path folder = Path.of(arguments[0]);
    new NativeLibraries(new LibraryFolders(folder, Map.of("LD_LIBRARY_PATH", folder.toString())))
        .load();
    refused("device", () -> open(1));
    refused("open", () -> all(open(0)));
  }

  private static void all(NvidiaDevice opened) {
    try (NvidiaDevice device = opened) {
      say(device.traits().toString());
      use(device);
      ahead(device);
      refused("too much", () -> device.allocate(1L << 40));
      refused("compiler", () -> device.compile("wrong"));
      section("close");
    }
  }

  private static NvidiaDevice open(int index) {
    return NvidiaDevice.open(index, new NvidiaMath(false, true));
  }

  /** Doubles four numbers that lie in the middle of pinned memory. */
  private static void use(NvidiaDevice device) {
    section("memory");
    long from = device.allocate(1000);
    long to = device.allocate(FLOATS);
    try (PinnedBlock pinned = device.pinned(4 * FLOATS)) {
      ByteBuffer bytes = pinned.bytes();
      for (int i = 0; i < FLOATS; i++) {
        bytes.putFloat(i * Float.BYTES, i);
      }
      device.upload(bytes.limit(2 * FLOATS).position(FLOATS), from);
      section("compile");
      try (KernelModule kernels = device.compile("text");
          KernelModule again = device.compile("text")) {
        long[] addresses = {from, to};
        section("capture");
        Runnable twice = kernels.launch("twice", new LaunchShape(7, 256), addresses);
        try (Graph graph = device.capture(twice)) {
          section("launch");
          say("before: " + first(device, to, bytes));
          graph.launch();
          device.synchronize();
          say("after: " + first(device, to, bytes));
        }
        device.copy(to, from, FLOATS);
        say("copied: " + first(device, from, bytes));
        LaunchShape one = new LaunchShape(1, 1);
        refused("kernel", () -> again.launch("missing", one, addresses));
        refused("broken", again.launch("broken", one, addresses));
        refused("captured", () -> device.capture(again.launch("broken", one, addresses)).close());
      }
    }
    device.free(from);
    device.free(to);
  }

  /** Lands four numbers beside the device's work, which then goes on with them. */
  private static void ahead(NvidiaDevice device) {
    section("ahead");
    long landing = device.allocate(FLOATS);
    long place = device.allocate(FLOATS);
    try (PinnedBlock pinned = device.pinned(4 * FLOATS);
        CopyStream copies = device.copies()) {
      ByteBuffer bytes = pinned.bytes();
      bytes.putFloat(FLOATS, 7);
      copies.follow();
      copies.upload(bytes.limit(2 * FLOATS).position(FLOATS), landing);
      copies.join();
      device.copy(landing, place, FLOATS);
      copies.follow();
      copies.synchronize();
      say("landed: " + first(device, place, bytes));
    }
    device.free(landing);
    device.free(place);
  }

  private static float first(NvidiaDevice device, long address, ByteBuffer bytes) {
    device.download(address, bytes.limit(4 * FLOATS).position(3 * FLOATS));
    return bytes.getFloat(3 * FLOATS);
  }

  private static void refused(String section, Runnable attempt) {
    section(section);
    try {
      attempt.run();
    } catch (FaException refusal) {
      say(refusal.kind() + ": " + refusal.getMessage());
    }
  }

  private static void section(String name) {
    say("= " + name);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
