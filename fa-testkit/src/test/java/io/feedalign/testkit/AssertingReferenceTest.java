package io.feedalign.testkit;

import io.feedalign.backend.Backend;

/** Watching changes nothing: the reference passes its contract under an asserting backend too. */
class AssertingReferenceTest extends BackendContract {

  @Override
  protected Backend backend() {
    return AssertingBackend.stepByStep(new ReferenceBackend());
  }

  @Override
  protected boolean allocatesNothing() {
    return false;
  }
}
