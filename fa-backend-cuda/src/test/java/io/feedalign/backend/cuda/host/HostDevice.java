package io.feedalign.backend.cuda.host;

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
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A device made of another process on this machine. It is as lazy and as unforgiving as the port
 * allows: uploads happen when somebody waits, workspaces are spoilt, blocks end at forbidden pages,
 * and closing it with memory allocated is an error. Uploads of a second stream happen as late as
 * they may, or as early.
 */
public final class HostDevice implements Device {
  private final HostTwin twin;
  private final Machine machine;
  private final boolean early;
  private final List<HostCopies> copies = new ArrayList<>();
  private final HostQueue queue = new HostQueue();
  private @Nullable List<Integer> recording;
  private boolean pretending;
  private boolean closed;

  private HostDevice(HostTwin twin, boolean early) {
    this.twin = twin;
    this.early = early;
    this.machine = twin.machine();
  }

  /** A device that nobody else uses, kernels cached in the module's target folder. */
  public static HostDevice open() {
    return new HostDevice(HostTwin.free(), false);
  }

  /** One whose second stream does everything as early as it may. */
  public static HostDevice early() {
    return new HostDevice(HostTwin.free(), true);
  }

  /** Why there is none; empty if there is. */
  public static String missing() {
    return Compiler.missing();
  }

  /** Compiles the kernels of many sources at once: much faster than one after the other. */
  public static void prepare(List<String> sources) {
    HostTwin.kernels().prepare(sources);
  }

  /** From now on nothing that is enqueued happens: for whoever looks at this side only. */
  public void pretend() {
    pretending = true;
  }

  /** Bytes allocated now. */
  public long used() {
    return twin.memory().used();
  }

  @Override
  public DeviceTraits traits() {
    return new DeviceTraits("host twin", 9, 0, 7, Machine.BYTES, "plain loops");
  }

  @Override
  public long allocate(long bytes) {
    notWhileCapturing("allocate");
    return twin.memory().allocate(bytes);
  }

  @Override
  public void free(long address) {
    notWhileCapturing("free");
    synchronize();
    twin.memory().free(address);
  }

  @Override
  public PinnedBlock pinned(long bytes) {
    return new HostPinned(
        ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder()));
  }

  @Override
  public void upload(ByteBuffer pinned, long address) {
    later(arrival(pinned, address));
  }

  /** What happens when the upload of pinned memory does. */
  Runnable arrival(ByteBuffer pinned, long address) {
    notWhileCapturing("upload");
    pinnedOnly(pinned);
    ByteBuffer from = pinned.duplicate();
    twin.memory().bytes(address, from.remaining());
    return () -> {
      if (!pretending) {
        machine.ask(HostTwin.SYNC);
        twin.memory().bytes(address, from.remaining()).put(from);
      }
    };
  }

  @Override
  public CopyStream copies() {
    notWhileCapturing("open a stream");
    HostCopies opened = new HostCopies(this, early);
    copies.add(opened);
    return opened;
  }

  void forget(HostCopies stream) {
    copies.remove(stream);
  }

  @Override
  public void download(long address, ByteBuffer pinned) {
    notWhileCapturing("download");
    pinnedOnly(pinned);
    synchronize();
    pinned.duplicate().put(twin.memory().bytes(address, pinned.remaining()));
  }

  private static void pinnedOnly(ByteBuffer buffer) {
    if (!buffer.isDirect()) {
      throw FaException.internal("Copies need pinned memory, not an array.");
    }
  }

  @Override
  public void copy(long from, long to, long bytes) {
    twin.memory().bytes(from, bytes);
    twin.memory().bytes(to, bytes);
    work("copy " + from + " " + to + " " + bytes).run();
  }

  @Override
  public KernelModule compile(String source) {
    Map<String, HostKernels.Found> kernels = HostTwin.kernels().of(source);
    return new KernelModule() {
      @Override
      public Runnable launch(String kernel, LaunchShape shape, long[] addresses) {
        HostKernels.Found found = kernels.get(kernel);
        if (found == null) {
          throw FaException.internal("There is no kernel " + kernel + ": " + kernels.keySet());
        }
        if (shape.blocks() < 1 || shape.threads() < 1 || shape.threads() > 1024) {
          throw FaException.internal("Kernel " + kernel + " cannot be launched as " + shape);
        }
        return work(
            String.format(
                "kernel %d %s %s %d %d %d%s",
                twin.library(found.library()),
                found.symbol(),
                kernel,
                shape.blocks(),
                shape.threads(),
                addresses.length,
                list(addresses)));
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public LibraryCall convolution(ConvolutionJob job) {
    return new HostCall(this::work, "convolution " + JobText.of(job));
  }

  @Override
  public LibraryCall product(ProductJob job) {
    return new HostCall(this::work, "product " + JobText.of(job));
  }

  static String list(long[] addresses) {
    StringBuilder text = new StringBuilder();
    for (long address : addresses) {
      text.append(' ').append(address);
    }
    return text.toString();
  }

  /** Something that the machine can be told to do, again and again. */
  private Runnable work(String command) {
    int id = machine.ask(command);
    byte[] line = ("run " + id + "\n").getBytes(StandardCharsets.UTF_8);
    Runnable now = () -> machine.tell(line);
    return () -> {
      if (recording == null) {
        later(now);
      } else {
        recording.add(id);
      }
    };
  }

  void later(Runnable step) {
    if (queue.full()) {
      synchronize();
    }
    queue.add(step);
  }

  HostQueue queue() {
    return queue;
  }

  /** Does its own work as far as the second stream waits for it. */
  void workUntil(long end) {
    while (queue.begun() < end) {
      Runnable next = queue.next();
      if (!pretending) {
        next.run();
        for (int i = 0; i < copies.size(); i++) {
          copies.get(i).proceed();
        }
      }
    }
  }

  @Override
  public Graph capture(Runnable work) {
    notWhileCapturing("capture");
    List<Integer> steps = new ArrayList<>();
    recording = steps;
    try {
      work.run();
    } finally {
      recording = null;
    }
    StringBuilder command = new StringBuilder("graph");
    steps.forEach(step -> command.append(' ').append(step));
    Runnable whole = work(command.toString());
    return new Graph() {
      @Override
      public void launch() {
        whole.run();
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void synchronize() {
    notWhileCapturing("synchronize");
    try {
      workUntil(queue.told());
      if (!queue.empty() && !pretending) {
        machine.ask(HostTwin.SYNC);
      }
    } finally {
      queue.clear();
    }
  }

  private void notWhileCapturing(String what) {
    if (closed) {
      throw FaException.internal("The device is closed; nobody may " + what + " now.");
    }
    if (recording != null) {
      throw FaException.internal("A graph is being captured; nobody may " + what + " now.");
    }
  }

  @Override
  public void close() {
    if (closed) {
      return;
    }
    try {
      synchronize();
    } finally {
      closed = true;
      twin.giveBack();
    }
    if (!copies.isEmpty()) {
      throw FaException.internal("A device was closed with a stream open.");
    }
  }
}
