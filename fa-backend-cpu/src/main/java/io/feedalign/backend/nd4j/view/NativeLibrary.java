package io.feedalign.backend.nd4j.view;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

/** ND4J's native library, and how many threads it computes with on the calling thread's behalf. */
public final class NativeLibrary {
  private static final String ANNOUNCE = "org.nd4j.log.initialization";

  private final NativeOps operations;
  private final int threads;

  private NativeLibrary(NativeOps operations, int threads) {
    this.operations = operations;
    this.threads = threads;
  }

  /**
   * Loads the library, which takes seconds the first time in a process.
   *
   * @param present how many threads OpenMP has by itself
   * @param threads how many this backend wants
   * @throws FaException (RESOURCES) if it does not load
   */
  public static NativeLibrary load(int present, int threads) {
    // Ten lines about the machine at level INFO; ours says the same in one.
    if (System.getProperty(ANNOUNCE) == null) {
      System.setProperty(ANNOUNCE, "false");
    }
    try {
      Nd4j.getExecutioner();
      NativeOps operations = NativeOpsHolder.getInstance().getDeviceNativeOps();
      // While it loads, ND4J sets the calling thread's number to a guess of its own.
      operations.setOmpNumThreads(present);
      Nd4j.factory().blas().setMaxThreads(threads);
      return new NativeLibrary(operations, threads);
    } catch (RuntimeException | LinkageError failure) {
      throw new FaException(
          ErrorKind.RESOURCES,
          "Backend 'nd4j' could not load its native library: "
              + root(failure)
              + ". Use backend: onednn, or a jar of nd4j-native made for this processor.",
          failure);
    }
  }

  /** Runs work with this backend's number of threads and leaves the caller's as it was. */
  public void run(Runnable work) {
    int before = operations.ompGetMaxThreads();
    operations.setOmpNumThreads(threads);
    try {
      work.run();
    } finally {
      operations.setOmpNumThreads(before);
    }
  }

  private static String root(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return message == null ? cause.getClass().getSimpleName() : message;
  }
}
