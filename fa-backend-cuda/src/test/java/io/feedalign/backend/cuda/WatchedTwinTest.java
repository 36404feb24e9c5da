package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.testkit.AssertingBackend;
import io.feedalign.testkit.BackendContract;
import io.feedalign.testkit.ContractPrograms;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** No kernel reads what is dead or writes beside its outputs: each is watched alone. */
@Tag("nightly")
class WatchedTwinTest extends BackendContract {
  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    HostedBackends.prepare(ContractPrograms.all());
  }

  @Override
  protected Backend backend() {
    return AssertingBackend.stepByStep(HostedBackends.open());
  }

  @Override
  protected boolean allocatesNothing() {
    return false;
  }
}
