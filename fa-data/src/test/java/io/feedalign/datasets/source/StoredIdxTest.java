package io.feedalign.datasets.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import io.feedalign.spi.DatasetProvider;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredIdxTest {
  private static final byte[][] CONTENT = {
    IdxBytes.counting(Shape.of(40, 4, 4), 251),
    IdxBytes.counting(Shape.of(40), 10),
    IdxBytes.counting(Shape.of(20, 4, 4), 251),
    IdxBytes.counting(Shape.of(20), 10)
  };
  private static final List<KnownFile> FILES =
      List.of(known("ti", 0), known("tl", 1), known("vi", 2), known("vl", 3));
  private static final IdxCollection COLLECTION =
      new IdxCollection("tiny", FILES, new Normalisation(0.5, 0.5), 10);

  @TempDir Path root;
  private StoredIdx stored;

  @BeforeEach
  void store() throws IOException {
    Files.createDirectory(root.resolve("tiny"));
    for (int i = 0; i < 4; i++) {
      Files.write(root.resolve("tiny").resolve(FILES.get(i).name()), CONTENT[i]);
    }
    stored = new StoredIdx(COLLECTION, List.of(), new DataStore(root));
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
    for (DatasetProvider provider : List.of(new FashionMnist(empty), new Mnist(empty))) {
      FaException e =
          assertThrows(FaException.class, () -> provider.create(provider.settings().defaults()));
      assertTrue(e.getMessage().endsWith("fa data get " + provider.name()), e.getMessage());
      assertEquals(4, provider.files().orElseThrow().verify().size());
      assertEquals(empty.root().resolve(provider.name()), provider.files().orElseThrow().where());
      assertEquals(5000, provider.settings().defaults().size("validation"));
    }
  }

  private Dataset open() {
    return stored.open(COLLECTION.settings().defaults());
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
