package io.feedalign.backend.cuda;

/** What can be learned about CUDA on this machine without loading any of it. */
interface CudaProbe {
  /** JavaCPP's name of this platform. */
  String platform();

  /** Whether the Java bindings and their native part are on the class path. */
  boolean bindings();

  /** Whether the dynamic linker knows the driver, {@code libcuda.so.1}. */
  boolean driver();

  /** How many devices the kernel offers to this process. */
  int devices();

  /** Whether the dynamic linker knows cuDNN 9, or a jar brings it. */
  boolean cudnn();
}
