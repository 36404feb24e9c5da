package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.DeviceTraits;
import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.cuda.global.cudnn;
import org.bytedeco.javacpp.SizeTPointer;

/** The devices that CUDA shows to this process. */
final class NvidiaDevices {
  /** The oldest compute capability that CUDA 13 compiles for, times ten. */
  private static final int OLDEST = 75;

  /** Less than this is not worth beginning with: libraries alone take half of it. */
  private static final long LEAST_FREE = 1L << 30;

  private static final int MAJOR = 13;
  private static final int NAME = 256;

  private NvidiaDevices() {}

  /** Makes a device the one that this thread's calls are about. */
  static void use(int index) {
    CudaStatus.check(cudart.cudaSetDevice(index), "choosing the device");
  }

  /** Fails unless there are so many devices. */
  static void requireIndex(int index) {
    int[] count = new int[1];
    CudaStatus.check(cudart.cudaGetDeviceCount(count), "counting devices");
    if (index >= count[0]) {
      throw FaException.user(
          "Backend 'cuda' was asked for device "
              + index
              + ", but CUDA shows "
              + count[0]
              + " here, counted from 0. Set device to less, or see CUDA_VISIBLE_DEVICES.");
    }
  }

  /**
   * What the device in use is.
   *
   * @param libraries versions
   */
  static DeviceTraits traits(int index, String libraries) {
    return new DeviceTraits(
        name(index),
        attribute(cudart.cudaDevAttrComputeCapabilityMajor, index),
        attribute(cudart.cudaDevAttrComputeCapabilityMinor, index),
        attribute(cudart.cudaDevAttrMultiProcessorCount, index),
        memory().bytes(),
        libraries);
  }

  /** From the driver: what the runtime has for this differs from version to version. */
  private static String name(int index) {
    int[] device = new int[1];
    CudaStatus.check(cudart.cuDeviceGet(device, index), "finding the device");
    byte[] name = new byte[NAME];
    CudaStatus.check(cudart.cuDeviceGetName(name, name.length, device[0]), "asking for its name");
    return new String(name, StandardCharsets.UTF_8).split("\0", 2)[0];
  }

  private static int attribute(int attribute, int index) {
    int[] value = new int[1];
    CudaStatus.check(
        cudart.cudaDeviceGetAttribute(value, attribute, index), "asking what device it is");
    return value[0];
  }

  /** Fails if a device is too old or too full. */
  static void requireFit(DeviceTraits traits) {
    if (traits.major() * 10 + traits.minor() < OLDEST) {
      throw FaException.resources(
          "The device "
              + traits.name()
              + " has compute capability "
              + traits.major()
              + "."
              + traits.minor()
              + "; CUDA 13 needs 7.5 or newer. Choose another device, or use backend: onednn.");
    }
    long free = memory().free();
    if (free < LEAST_FREE) {
      throw FaException.resources(
          "The device "
              + traits.name()
              + " has "
              + free
              + " of its "
              + traits.bytes()
              + " bytes free; "
              + LEAST_FREE
              + " are the least to begin with. End what else uses it (nvidia-smi), choose another"
              + " device, or use backend: onednn.");
    }
  }

  /** Fails unless cuDNN was built for this CUDA; its files have the same names for every one. */
  static void requireCudnn() {
    long built = cudnn.cudnnGetCudartVersion() / 1000;
    if (built != MAJOR) {
      throw FaException.resources(
          "The cuDNN found here was built for CUDA "
              + built
              + ". Install cuDNN 9 for CUDA "
              + MAJOR
              + ", put its folder first on LD_LIBRARY_PATH, or use backend: onednn.");
    }
  }

  private record Memory(long free, long bytes) {}

  private static Memory memory() {
    try (SizeTPointer free = new SizeTPointer(1);
        SizeTPointer total = new SizeTPointer(1)) {
      CudaStatus.check(cudart.cudaMemGetInfo(free, total), "asking for free memory");
      return new Memory(free.get(), total.get());
    }
  }

  /** Versions of driver and runtime, each as CUDA counts them. */
  static String versions() {
    int[] driver = new int[1];
    int[] runtime = new int[1];
    CudaStatus.check(cudart.cudaDriverGetVersion(driver), "asking for the driver's version");
    CudaStatus.check(cudart.cudaRuntimeGetVersion(runtime), "asking for the runtime's version");
    return "driver for CUDA " + dotted(driver[0]) + ", CUDA " + dotted(runtime[0]);
  }

  private static String dotted(int version) {
    return version / 1000 + "." + version % 1000 / 10;
  }
}
