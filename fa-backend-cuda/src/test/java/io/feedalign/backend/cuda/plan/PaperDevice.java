package io.feedalign.backend.cuda.plan;

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
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** A device that does nothing and keeps the sources that it is given. */
final class PaperDevice implements Device {
  private static final long ALIGNMENT = 1 << 12;
  private static final Runnable NOTHING = () -> {};

  private final List<String> sources = new ArrayList<>();
  private long next = ALIGNMENT;

  List<String> sources() {
    return List.copyOf(sources);
  }

  @Override
  public DeviceTraits traits() {
    return new DeviceTraits("paper", 9, 0, 132, Long.MAX_VALUE, "none");
  }

  @Override
  public long allocate(long bytes) {
    long address = next;
    next += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    return address;
  }

  @Override
  public void free(long address) {}

  @Override
  public PinnedBlock pinned(long bytes) {
    ByteBuffer all =
        ByteBuffer.allocateDirect(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    return new PinnedBlock() {
      @Override
      public ByteBuffer bytes() {
        return all;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void upload(ByteBuffer pinned, long address) {}

  @Override
  public void download(long address, ByteBuffer pinned) {}

  @Override
  public void copy(long from, long to, long bytes) {}

  @Override
  public CopyStream copies() {
    throw new UnsupportedOperationException("On paper nothing is copied.");
  }

  @Override
  public KernelModule compile(String source) {
    sources.add(source);
    return new KernelModule() {
      @Override
      public Runnable launch(String kernel, LaunchShape shape, long[] addresses) {
        return NOTHING;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public LibraryCall convolution(ConvolutionJob job) {
    return call();
  }

  @Override
  public LibraryCall product(ProductJob job) {
    return call();
  }

  private static LibraryCall call() {
    return new LibraryCall() {
      @Override
      public long workspaceBytes() {
        return 0;
      }

      @Override
      public String algorithm() {
        return "none";
      }

      @Override
      public Runnable bind(long[] addresses, long workspace) {
        return NOTHING;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public Graph capture(Runnable work) {
    return new Graph() {
      @Override
      public void launch() {}

      @Override
      public void close() {}
    };
  }

  @Override
  public void synchronize() {}

  @Override
  public void close() {}
}
