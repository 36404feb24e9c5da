package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.testkit.DatasetContract;
import java.util.List;
import java.util.Map;

class SyntheticContractTest extends DatasetContract {
  @Override
  protected Dataset dataset() {
    Synthetic provider = new Synthetic();
    Map<String, Object> odd =
        Map.of("shape", List.of(3, 5, 7), "train", 501, "test", 97, "classes", 4);
    return provider.create(provider.settings().settings(odd));
  }
}
