package io.feedalign.datasets.image;

import io.feedalign.data.Dataset;
import io.feedalign.testkit.DatasetContract;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderContractTest extends DatasetContract {
  @TempDir static Path folder;

  @BeforeAll
  static void write() throws IOException {
    Photos.folders(folder);
  }

  @Override
  protected Dataset dataset() {
    ImageFolder provider = new ImageFolder();
    return provider.create(
        provider
            .settings()
            .settings(
                Map.of(
                    "path",
                    folder.toString(),
                    "crop",
                    20,
                    "shorter_side",
                    24,
                    "validation",
                    0.3,
                    "test",
                    0.3)));
  }

  @Override
  protected int batch() {
    return 7;
  }

  @Override
  protected boolean augments() {
    return true;
  }
}
