package io.feedalign.datasets.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageFolderTest {
  @TempDir Path folder;

  @BeforeEach
  void write() throws IOException {
    Photos.folders(folder);
  }

  private Dataset open(Map<String, Object> more) {
    Map<String, Object> values = new HashMap<>(more);
    values.putIfAbsent("path", folder.toString());
    values.put("crop", 20);
    values.put("shorter_side", 24);
    ImageFolder provider = new ImageFolder();
    return provider.create(provider.settings().settings(values));
  }

  /** All that some passes give: training, and all three parts for scoring. */
  static float[] everything(Dataset data) {
    float[] all = pass(data, Split.TRAIN, StreamOptions.learning(3, 7, 2));
    for (Split split : Split.values()) {
      float[] more = pass(data, split, StreamOptions.scoring(5));
      int old = all.length;
      all = Arrays.copyOf(all, old + more.length);
      System.arraycopy(more, 0, all, old, more.length);
    }
    return all;
  }

  /** Pixels and targets of a pass, one behind the other. */
  static float[] pass(Dataset data, Split split, StreamOptions options) {
    Batch batch = Batch.allocate(options.batch(), data.imageShape());
    int pixels = batch.images().capacity();
    int row = pixels + options.batch();
    try (BatchStream stream = data.stream(split, options)) {
      float[] all = new float[stream.batches() * row];
      for (int i = 0; stream.next(batch); i++) {
        batch.images().get(0, all, i * row, pixels);
        for (int j = 0; j < options.batch(); j++) {
          all[i * row + pixels + j] = batch.targets().get(j);
        }
      }
      return all;
    }
  }

  @Test
  void neitherWorkersNorTheNamesOfFoldersAboveAreSeenInTheBits() throws IOException {
    float[] one = everything(open(Map.of("workers", 1)));
    assertArrayEquals(one, everything(open(Map.of("workers", 3))));
    assertArrayEquals(one, everything(open(Map.of("workers", 8))));
    Path elsewhere = Files.createDirectory(folder.resolveSibling(folder.getFileName() + "-b"));
    Photos.folders(elsewhere);
    assertArrayEquals(one, everything(open(Map.of("path", elsewhere.toString()))));
  }

  @Test
  void learningLooksElsewhereInEachEpochAndScoringNever() {
    Dataset data = open(Map.of());
    assertFalse(
        Arrays.equals(
            pass(data, Split.TRAIN, StreamOptions.learning(5, 7, 0)),
            pass(data, Split.TRAIN, StreamOptions.learning(5, 7, 1))));
    assertArrayEquals(
        pass(data, Split.TEST, StreamOptions.scoring(5)),
        pass(data, Split.TEST, StreamOptions.scoring(5)));
  }

  @Test
  void skippingBatchesGivesTheRestAsItIs() {
    Dataset data = open(Map.of());
    StreamOptions options = StreamOptions.learning(3, 1, 0);
    float[] all = pass(data, Split.TRAIN, options);
    Batch batch = Batch.allocate(3, data.imageShape());
    try (BatchStream stream = data.stream(Split.TRAIN, options)) {
      stream.skip(2, batch);
      assertTrue(stream.next(batch));
      int row = batch.images().capacity() + 3;
      assertEquals(all[2 * row + 11], batch.images().get(11));
      stream.skip(1_000, batch);
      assertFalse(stream.next(batch));
    }
  }

  @Test
  void foldersOfTheirOwnAreTheParts() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    for (String part : List.of("train", "val", "test")) {
      Photos.folders(parts.resolve(part));
    }
    Files.delete(parts.resolve("val/n03/p0.JPEG"));
    Files.delete(parts.resolve("test/n03/p0.JPEG"));
    Files.delete(parts.resolve("test/n010/p1.JPEG"));
    Dataset data = open(Map.of("path", parts.toString()));
    assertEquals(4 * Photos.EACH, data.size(Split.TRAIN));
    assertEquals(4 * Photos.EACH - 1, data.size(Split.VALIDATION));
    assertEquals(4 * Photos.EACH - 2, data.size(Split.TEST));
    assertEquals(4, data.classes());
  }

  @Test
  void withoutThemEachImageIsInOnePart() {
    Dataset data = open(Map.of("validation", 0.25, "test", 0.25));
    assertEquals(8, data.size(Split.TEST));
    assertEquals(8, data.size(Split.VALIDATION));
    assertEquals(16, data.size(Split.TRAIN));
  }

  @Test
  void aBadImageIsAnErrorThatNamesIt() throws IOException {
    Path bad = folder.resolve("n010/p2.JPEG");
    Files.write(bad, Arrays.copyOf(Files.readAllBytes(bad), 700));
    FaException error = assertThrows(FaException.class, () -> everything(open(Map.of())));
    assertTrue(error.getMessage().contains(bad.toString()), error.getMessage());
    assertTrue(error.getMessage().contains("cut off"), error.getMessage());
  }

  @Test
  void aSkippedImageIsListedAndMovesNoLabel() throws IOException {
    Dataset whole = open(Map.of());
    float[] before = pass(whole, Split.TRAIN, StreamOptions.scoring(1));
    for (int i = 0; i < Photos.EACH; i++) {
      Files.writeString(folder.resolve("n010/p" + i + ".JPEG"), "no picture at all");
    }
    Dataset data = open(Map.of("on_bad_image", "skip", "workers", 3));
    float[] after = pass(data, Split.TRAIN, StreamOptions.scoring(1));
    int row = 20 * 20 * 3 + 1;
    int skipped = 0;
    for (int end = row - 1; end < before.length; end += row) {
      boolean bad = before[end] == 0; // n010 comes first, character by character
      assertEquals(bad ? -1 : before[end], after[end]);
      assertEquals(bad ? 0 : before[end - 5], after[end - 5]);
      skipped += bad ? 1 : 0;
    }
    assertEquals(skipped, data.skipped().size());
    assertTrue(data.skipped().get(0).contains("n010"), data.skipped().toString());
    Dataset strict = open(Map.of("on_bad_image", "skip:<=2"));
    FaException error = assertThrows(FaException.class, () -> everything(strict));
    assertTrue(error.getMessage().contains("more bad pictures than the 2"), error.getMessage());
  }

  @Test
  void mistakesSayWhatToDo() throws IOException {
    refused(Map.of("path", "/no/such/folder"), "no folder here");
    refused(Map.of("path", ""), "no folder here");
    refused(Map.of("on_bad_image", "ignore"), "skip:<=10");
    Path empty = Files.createDirectory(folder.resolve("empty"));
    refused(Map.of("path", empty.toString()), "has no class folders");
    Files.createDirectories(empty.resolve("train/a"));
    refused(Map.of("path", empty.toString()), "There are no pictures");
    Files.write(empty.resolve("train/a/x.png"), new byte[3]);
    refused(Map.of("path", empty.toString()), "one class only");
    Files.createDirectories(empty.resolve("val/b"));
    refused(Map.of("path", empty.toString()), "no training folder");
  }

  private void refused(Map<String, Object> values, String why) {
    FaException error = assertThrows(FaException.class, () -> open(values));
    assertTrue(error.getMessage().contains(why), error.getMessage());
  }
}
