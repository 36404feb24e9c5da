package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Sha256;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredDatasetTest {
  private static final byte[][] CONTENT = {
    IdxBytes.counting(Shape.of(40, 4, 4), 251),
    IdxBytes.counting(Shape.of(40), 10),
    IdxBytes.counting(Shape.of(20, 4, 4), 251),
    IdxBytes.counting(Shape.of(20), 10)
  };
  private static final Publication TINY =
      new Publication(
          "tiny",
          "Tiny.",
          new IdxFormat(10),
          List.of(known("ti", 0), known("tl", 1)),
          List.of(known("vi", 2), known("vl", 3)),
          new Normalisation(0.5, 0.5),
          10);

  @TempDir Path root;
  private StoredDataset stored;

  @BeforeEach
  void store() throws IOException {
    Files.createDirectory(root.resolve("tiny"));
    for (int i = 0; i < 4; i++) {
      Files.write(root.resolve("tiny").resolve(TINY.files().get(i).name()), CONTENT[i]);
    }
    stored = new StoredDataset(TINY, List.of(), new DataStore(root)) {};
  }

  @Test
  void opensWhatIsThere() throws IOException {
    Dataset dataset = open();
    assertEquals(30, dataset.size(Split.TRAIN));
    assertEquals(10, dataset.size(Split.VALIDATION));
    assertEquals(20, dataset.size(Split.TEST));
    Files.delete(root.resolve("tiny/tl"));
    Files.write(root.resolve("tiny/tl.gz"), IdxBytes.gzip(CONTENT[1]));
    assertEquals(dataset.description(), open().description());
  }

  @Test
  void aMissingFileSaysWhereAndHowToGetIt() throws IOException {
    Files.delete(root.resolve("tiny/vi"));
    refused("Data set 'tiny' is not on this machine", root.resolve("tiny/vi").toString());
  }

  @Test
  void aTruncatedFileIsNamedWithItsEnd() throws IOException {
    Files.write(root.resolve("tiny/ti"), Arrays.copyOf(CONTENT[0], 100));
    refused(root.resolve("tiny/ti").toString(), "ends at byte 100");
  }

  @Test
  void aFlippedBitIsNoticed() throws IOException {
    byte[] flipped = CONTENT[2].clone();
    flipped[77] ^= 4;
    Files.write(root.resolve("tiny/vi"), flipped);
    refused(root.resolve("tiny/vi").toString(), "not the published one");
  }

  @Test
  void filesOfTwoDataSetsDoNotMix() throws IOException {
    Files.write(root.resolve("tiny/vi"), IdxBytes.counting(Shape.of(20, 5, 4), 251));
    refused(root.resolve("tiny/vi").toString(), "not the published one");
  }

  @Test
  void theRealSetsSayHowToGetThem() {
    DataStore empty = new DataStore(root.resolve("empty"));
    for (StoredDataset provider :
        List.of(
            new FashionMnist(empty), new Mnist(empty), new Cifar10(empty), new Cifar100(empty))) {
      FaException e =
          assertThrows(FaException.class, () -> provider.create(provider.settings().defaults()));
      assertTrue(e.getMessage().endsWith("fa data get " + provider.name()), e.getMessage());
      assertFalse(provider.files().orElseThrow().verify().isEmpty());
      assertEquals(empty.root().resolve(provider.name()), provider.files().orElseThrow().where());
      assertEquals(5000, provider.settings().defaults().size("validation"));
    }
  }

  @Test
  void aCropIsWhatTheDataSetShows() {
    SettingsSpec spec = TINY.settings();
    Dataset dataset = stored.create(spec.settings(Map.of("crop", 3, "flip", true, "pad", 1)));
    assertEquals(Shape.of(1, 3, 3), dataset.imageShape());
    assertEquals(Shape.of(1, 4, 4), open().imageShape());
    FaException e =
        assertThrows(FaException.class, () -> stored.create(spec.settings(Map.of("crop", 5))));
    assertEquals(
        "Setting 'crop' of data set 'tiny' is 5, but its images are only [1x4x4].", e.getMessage());
  }

  private Dataset open() {
    return stored.create(TINY.settings().defaults());
  }

  private void refused(String... parts) {
    FaException e = assertThrows(FaException.class, this::open);
    assertEquals(ErrorKind.USER, e.kind());
    for (String part : parts) {
      assertTrue(e.getMessage().contains(part), e.getMessage());
    }
    assertTrue(e.getMessage().endsWith("fa data get tiny"), e.getMessage());
  }

  private static KnownFile known(String name, int i) {
    return new KnownFile(name, CONTENT[i].length, Sha256.of(CONTENT[i]));
  }
}
