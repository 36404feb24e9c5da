package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.testkit.DatasetContract;

class FashionMnistMiniContractTest extends DatasetContract {
  @Override
  protected Dataset dataset() {
    FashionMnistMini provider = new FashionMnistMini();
    return provider.create(provider.settings().defaults());
  }
}
