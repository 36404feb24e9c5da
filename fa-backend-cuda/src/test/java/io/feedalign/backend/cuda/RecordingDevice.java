package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.CopyStream;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.backend.cuda.device.DeviceTraits;
import io.feedalign.backend.cuda.device.Graph;
import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A device that computes nothing, but keeps memory and writes down everything that it is told.
 * Uploads take place when the device is waited for, so that whoever reuses memory too soon is
 * found.
 */
final class RecordingDevice implements Device {
  static final long MEMORY = 64 << 20;
  static final long LIBRARY_WORKSPACE = 1000;

  final List<String> events = new ArrayList<>();
  private final Map<Long, ByteBuffer> memory = new TreeMap<>();
  private final List<Runnable> pending = new ArrayList<>();
  private final List<String> open = new ArrayList<>();
  private List<String> notes = events;
  private long next = 4096;
  private String failing = "";
  private ErrorKind failure = ErrorKind.INTERNAL;

  /** From now on, what is called this fails. */
  void fail(String thing) {
    failing = thing;
  }

  /** From now on, there is not enough for what is called this. */
  void lack(String thing) {
    failing = thing;
    failure = ErrorKind.RESOURCES;
  }

  /** What was opened and not closed, memory included. */
  List<String> open() {
    return open;
  }

  /** What happened since the last call. */
  List<String> told() {
    List<String> told = List.copyOf(events);
    events.clear();
    return told;
  }

  private void note(String event) {
    notes.add(event);
    if (!failing.isEmpty() && event.contains(failing)) {
      throw new FaException(failure, "The device failed.", null);
    }
  }

  @Override
  public DeviceTraits traits() {
    return new DeviceTraits("recorder", 9, 0, 4, MEMORY, "no libraries");
  }

  @Override
  public long allocate(long bytes) {
    long address = next;
    next += (bytes / 4096 + 2) * 4096;
    memory.put(address, ByteBuffer.allocate((int) bytes).order(ByteOrder.nativeOrder()));
    note("allocate " + bytes);
    open.add("memory " + address);
    return address;
  }

  @Override
  public void free(long address) {
    note("free");
    release("memory " + address);
    memory.remove(address);
  }

  private void release(String thing) {
    if (!open.remove(thing)) {
      throw new AssertionError(thing + " was closed twice or never opened");
    }
  }

  private ByteBuffer place(long address, int bytes) {
    for (Map.Entry<Long, ByteBuffer> block : memory.entrySet()) {
      long offset = address - block.getKey();
      if (offset >= 0 && offset + bytes <= block.getValue().capacity()) {
        return block.getValue().slice((int) offset, bytes);
      }
    }
    throw new AssertionError("No memory at " + address);
  }

  @Override
  public PinnedBlock pinned(long bytes) {
    ByteBuffer block = ByteBuffer.allocateDirect((int) bytes).order(ByteOrder.nativeOrder());
    String name = "pinned " + bytes;
    note(name);
    open.add(name);
    return new PinnedBlock() {
      @Override
      public ByteBuffer bytes() {
        return block;
      }

      /** Whoever still copies from it copies rubbish. */
      @Override
      public void close() {
        block.clear();
        for (int i = 0; i < block.capacity(); i += Long.BYTES) {
          block.put(i, (byte) -1);
        }
        release(name);
      }
    };
  }

  @Override
  public void upload(ByteBuffer pinned, long address) {
    note("upload " + pinned.remaining());
    ByteBuffer from = pinned.duplicate();
    pending.add(() -> place(address, from.remaining()).put(from));
  }

  @Override
  public void download(long address, ByteBuffer pinned) {
    note("download " + pinned.remaining());
    settle();
    pinned.duplicate().put(place(address, pinned.remaining()));
  }

  private void settle() {
    pending.forEach(Runnable::run);
    pending.clear();
  }

  @Override
  public void copy(long from, long to, long bytes) {
    note("copy " + bytes);
    pending.add(() -> place(to, (int) bytes).put(place(from, (int) bytes)));
  }

  /** A stream whose uploads take place when it or whoever joined them is waited for. */
  @Override
  public CopyStream copies() {
    note("stream");
    open.add("stream");
    List<Runnable> ahead = new ArrayList<>();
    return new CopyStream() {
      private void arrive(List<Runnable> uploads) {
        uploads.stream().filter(ahead::remove).forEach(Runnable::run);
      }

      @Override
      public void upload(ByteBuffer pinned, long address) {
        note("land " + pinned.remaining());
        ByteBuffer from = pinned.duplicate();
        ahead.add(() -> place(address, from.remaining()).put(from));
      }

      @Override
      public void join() {
        note("join");
        List<Runnable> sofar = List.copyOf(ahead);
        pending.add(() -> arrive(sofar));
      }

      @Override
      public void follow() {
        note("follow");
      }

      @Override
      public void synchronize() {
        note("synchronize stream");
        arrive(List.copyOf(ahead));
      }

      @Override
      public void close() {
        release("stream");
      }
    };
  }

  @Override
  public KernelModule compile(String source) {
    note("compile");
    open.add("module");
    return new KernelModule() {
      @Override
      public Runnable launch(String kernel, LaunchShape shape, long[] addresses) {
        return () -> note(kernel);
      }

      @Override
      public void close() {
        release("module");
      }
    };
  }

  @Override
  public LibraryCall convolution(ConvolutionJob job) {
    return call("convolution");
  }

  @Override
  public LibraryCall product(ProductJob job) {
    return call("product");
  }

  private LibraryCall call(String name) {
    note("choose " + name);
    open.add(name);
    return new LibraryCall() {
      @Override
      public long workspaceBytes() {
        return LIBRARY_WORKSPACE;
      }

      @Override
      public String algorithm() {
        return "none";
      }

      @Override
      public Runnable bind(long[] addresses, long workspace) {
        place(workspace, (int) LIBRARY_WORKSPACE);
        return () -> note(name);
      }

      @Override
      public void close() {
        release(name);
      }
    };
  }

  @Override
  public Graph capture(Runnable work) {
    List<String> captured = new ArrayList<>();
    notes = captured;
    try {
      work.run();
    } finally {
      notes = events;
    }
    note("capture " + captured);
    open.add("graph");
    return new Graph() {
      @Override
      public void launch() {
        note("launch " + captured);
      }

      @Override
      public void close() {
        release("graph");
      }
    };
  }

  @Override
  public void synchronize() {
    note("synchronize");
    settle();
  }

  @Override
  public void close() {
    note("close");
  }
}
