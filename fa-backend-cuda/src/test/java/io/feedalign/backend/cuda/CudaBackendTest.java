package io.feedalign.backend.cuda;

import io.feedalign.backend.Backend;
import io.feedalign.testkit.BackendContract;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a real device. */
class CudaBackendTest extends BackendContract {
  @BeforeAll
  static void needsAGpu() {
    Gpu.isNeededBy(CudaBackendTest.class);
  }

  @Override
  protected Backend backend() {
    return Gpu.open();
  }
}
