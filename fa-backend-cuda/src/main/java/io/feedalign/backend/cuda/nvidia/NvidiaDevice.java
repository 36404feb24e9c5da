package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.CopyStream;
import io.feedalign.backend.cuda.device.Device;
import io.feedalign.backend.cuda.device.DeviceTraits;
import io.feedalign.backend.cuda.device.Graph;
import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import org.bytedeco.cuda.global.cudart;

/** A GPU of NVIDIA's, through CUDA. Every call may come from another thread than the last. */
public final class NvidiaDevice implements Device {
  private final int index;
  private final DeviceTraits traits;
  private final NvidiaStream stream;
  private final KernelCompiler kernels;
  private final Convolutions convolutions;
  private final Products products;
  private boolean open = true;

  private NvidiaDevice(int index, NvidiaStream stream, NvidiaMath math, CacheFolder cache) {
    this.index = index;
    this.stream = stream;
    DeviceTraits bare = NvidiaDevices.traits(index, "");
    kernels = new KernelCompiler(new KernelCache(cache), bare.architecture(), stream);
    LibraryRoom room =
        new LibraryRoom(stream, math, bare.name(), new AlgorithmChoices(cache), kernels::compile);
    NvidiaDevices.requireCudnn();
    convolutions = new CudnnConvolutions(room);
    products = new CublasLtProducts(room);
    String libraries =
        String.join(
            ", ",
            NvidiaDevices.versions(),
            Nvrtc.version(),
            convolutions.version(),
            products.version());
    traits = NvidiaDevices.traits(index, libraries);
  }

  /**
   * Opens a device.
   *
   * @param index counted from 0 among those that CUDA shows
   * @throws FaException (RESOURCES or USER) if it is not there, too old or too full
   */
  public static NvidiaDevice open(int index, NvidiaMath math) {
    NvidiaDevices.requireIndex(index);
    NvidiaDevices.use(index);
    NvidiaDevices.requireFit(NvidiaDevices.traits(index, ""));
    NvidiaStream stream = NvidiaStream.open();
    try {
      return new NvidiaDevice(index, stream, math, CacheFolder.of(System.getenv()));
    } catch (RuntimeException | Error failure) {
      stream.close();
      throw failure;
    }
  }

  @Override
  public DeviceTraits traits() {
    return traits;
  }

  @Override
  public long allocate(long bytes) {
    use();
    long address = NvidiaMemory.allocate(bytes);
    CudaStatus.check(
        cudart.cudaMemsetAsync(new DevicePointer(address), 0, bytes, stream.handle()),
        "zeroing memory");
    return address;
  }

  @Override
  public void free(long address) {
    use();
    NvidiaMemory.free(address);
  }

  @Override
  public PinnedBlock pinned(long bytes) {
    use();
    return NvidiaPinned.allocate(bytes);
  }

  @Override
  public void upload(ByteBuffer pinned, long address) {
    use();
    NvidiaMemory.upload(pinned, address, stream);
  }

  @Override
  public void download(long address, ByteBuffer pinned) {
    use();
    NvidiaMemory.download(address, pinned, stream);
    stream.synchronize();
  }

  @Override
  public void copy(long from, long to, long bytes) {
    use();
    NvidiaMemory.copy(from, to, bytes, stream);
  }

  @Override
  public CopyStream copies() {
    return NvidiaCopies.beside(stream, this::use);
  }

  @Override
  public KernelModule compile(String source) {
    use();
    return kernels.compile(source);
  }

  @Override
  public LibraryCall convolution(ConvolutionJob job) {
    use();
    return convolutions.of(job);
  }

  @Override
  public LibraryCall product(ProductJob job) {
    use();
    return products.of(job);
  }

  @Override
  public Graph capture(Runnable work) {
    use();
    return NvidiaGraph.capture(work, stream);
  }

  @Override
  public void synchronize() {
    use();
    stream.synchronize();
  }

  /** CUDA remembers the current device by thread. */
  private void use() {
    if (!open) {
      throw FaException.internal("The device was closed; nothing can be done on it any more.");
    }
    NvidiaDevices.use(index);
  }

  @Override
  public void close() {
    if (open) {
      use();
      open = false;
      products.close();
      convolutions.close();
      stream.close();
    }
  }
}
