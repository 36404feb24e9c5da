package io.feedalign.datasets.packed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.image.ImageFolder;
import io.feedalign.datasets.image.Photos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MixedPicturesTest {
  @TempDir Path root;

  private Dataset open(Map<String, Object> more) {
    ImageFolder provider = new ImageFolder();
    Map<String, Object> values = new HashMap<>();
    values.put("crop", 20);
    values.put("shorter_side", 24);
    values.put("validation", 0.2);
    values.put("mixup", 0.5);
    values.putAll(more);
    return provider.create(provider.settings().settings(values));
  }

  /** Every number of an epoch of learning. */
  private static List<Number> epoch(Dataset data) {
    List<Number> all = new ArrayList<>();
    Batch batch = Batch.allocate(4, data);
    Batch.Mixture mixture = batch.mixture().orElseThrow();
    try (BatchStream stream = data.stream(Split.TRAIN, StreamOptions.learning(4, 7, 1))) {
      while (stream.next(batch)) {
        for (int i = 0; i < batch.images().capacity(); i++) {
          all.add(batch.images().get(i));
        }
        for (int i = 0; i < batch.size(); i++) {
          all.addAll(
              List.of(batch.targets().get(i), mixture.seconds().get(i), mixture.shares().get(i)));
        }
      }
    }
    return all;
  }

  @Test
  void neitherWorkersNorThePackedFileAreSeenInMixtures() throws IOException {
    Path folders = root.resolve("folders");
    Photos.folders(folders);
    Map<String, Object> files = Map.of("path", folders.toString(), "resize", 24, "shrink", false);
    Map<String, Object> alone = new HashMap<>(files);
    alone.put("workers", 1);
    Map<String, Object> many = new HashMap<>(files);
    many.put("workers", 5);
    List<Number> expected = epoch(open(alone));
    assertEquals(expected, epoch(open(many)));

    ImageFolder provider = new ImageFolder();
    Path file = root.resolve("photos.packed");
    Map<String, Object> packing = Map.of("path", folders.toString(), "resize", 24);
    provider.packer().orElseThrow().pack(provider.settings().settings(packing), file, said -> {});
    assertEquals(expected, epoch(open(Map.of("packed", file.toString()))));
    assertNotEquals(expected, epoch(open(Map.of("packed", file.toString(), "mixup", 0.6))));
  }
}
