package io.feedalign.backend.cuda.device;

/**
 * What a device is.
 *
 * @param name as its maker says, such as {@code NVIDIA H100 80GB HBM3}
 * @param major compute capability before the dot
 * @param minor compute capability after the dot
 * @param processors streaming multiprocessors
 * @param bytes its memory
 * @param libraries versions of driver, runtime, cuDNN and cuBLASLt in one line, for provenance
 */
public record DeviceTraits(
    String name, int major, int minor, int processors, long bytes, String libraries) {
  /** The architecture to compile for, such as {@code sm_90}. */
  public String architecture() {
    return "sm_" + major + minor;
  }
}
