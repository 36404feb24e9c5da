package io.feedalign.backend.nd4j;

import io.feedalign.backend.Executable;
import io.feedalign.backend.WorkingMemory;
import io.feedalign.backend.nd4j.view.NativeLibrary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.function.IntConsumer;

/** A bound program that runs with its backend's number of threads. */
final class Nd4jExecutable implements Executable {
  private final Executable kernels;
  private final NativeLibrary library;
  private final Runnable work;

  Nd4jExecutable(Executable kernels, NativeLibrary library) {
    this.kernels = kernels;
    this.library = library;
    this.work = kernels::run;
  }

  @Override
  public void run() {
    library.run(work);
  }

  @Override
  public void run(IntConsumer progress) {
    library.run(() -> kernels.run(progress));
  }

  @Override
  public Tensor tensor(Value value) {
    return kernels.tensor(value);
  }

  @Override
  public WorkingMemory working() {
    return kernels.working();
  }

  @Override
  public void close() {
    kernels.close();
  }
}
