package io.feedalign.backend.onednn;

import io.feedalign.backend.Backend;
import io.feedalign.testkit.BackendContract;

class OneDnnBackendTest extends BackendContract {
  @Override
  protected Backend backend() {
    OneDnnProvider provider = new OneDnnProvider();
    return provider.create(provider.settings().defaults());
  }
}
