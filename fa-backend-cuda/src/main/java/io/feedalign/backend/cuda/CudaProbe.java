package io.feedalign.backend.cuda;

import java.util.OptionalInt;

/** What can be learned about CUDA on this machine without loading any of it. */
interface CudaProbe {
  /** JavaCPP's name of this platform. */
  String platform();

  /** Whether the Java bindings and their native part are on the class path. */
  boolean bindings();

  /** Whether the driver, {@code libcuda.so.1}, is found. */
  boolean driver();

  /** The driver's version before the first dot, if the kernel tells it. */
  OptionalInt driverVersion();

  /** How many devices the kernel offers to this process. */
  int devices();

  /** Whether the environment hides every device from CUDA. */
  boolean hidden();

  /** Where libraries are looked for. */
  LibraryFolders folders();

  /** Whether a library is found in a folder, or a jar brings it. */
  boolean has(String library);
}
