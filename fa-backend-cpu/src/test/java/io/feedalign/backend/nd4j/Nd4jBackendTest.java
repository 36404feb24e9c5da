package io.feedalign.backend.nd4j;

import io.feedalign.backend.Backend;
import io.feedalign.testkit.BackendContract;

class Nd4jBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    return new Nd4jProvider().create(new Nd4jProvider().settings().defaults());
  }
}
