package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.testkit.DatasetContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.io.TempDir;

class Cifar100ContractTest extends DatasetContract {
  @TempDir Path root;

  @Override
  protected Dataset dataset() {
    try {
      StoredDataset little = CifarBytes.stored(new CifarFormat(2, 100), root);
      return little.create(little.settings().settings(settings()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** How images are seen: as they are. */
  protected Map<String, Object> settings() {
    return Map.of();
  }
}
