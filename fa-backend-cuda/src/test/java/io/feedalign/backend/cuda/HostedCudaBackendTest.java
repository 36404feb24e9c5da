package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.testkit.BackendContract;
import io.feedalign.testkit.ContractPrograms;
import org.junit.jupiter.api.BeforeAll;

/** The contract on a host twin: the kernels that a GPU would run, compiled as C++. */
class HostedCudaBackendTest extends BackendContract {
  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    HostedBackends.prepare(ContractPrograms.all());
  }

  private final HostDevice[] last = new HostDevice[1];

  @Override
  protected Backend backend() {
    last[0] = HostDevice.open();
    return HostedBackends.on(last[0]);
  }

  /** The kernels need not run to see what running them leaves on the heap of this side. */
  @Override
  protected boolean allocatesNothing() {
    last[0].pretend();
    return true;
  }
}
