package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.datasets.pipeline.ImageDataset.Identity;
import io.feedalign.datasets.pipeline.ImageDataset.Validation;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Order and augmentation depend on seed, epoch and image, and on nothing else. */
class ViewedImagesTest {
  private static final Shape STORED = Shape.of(3, 8, 8);
  private static final int COUNT = 60;
  private static final ByteImages IMAGES = images();
  private static final Map<String, Object> MUCH =
      Map.of(
          "pad",
          2,
          "crop",
          6,
          "flip",
          true,
          "cutout",
          3,
          "hue",
          .2,
          "brightness",
          .3,
          "contrast",
          .3,
          "saturation",
          .3);

  @Test
  void anyNumberOfThreadsInAnyOrderMakesTheSameBits() {
    Samples learning = new ViewedImages(IMAGES, view(MUCH)).learning(11, 4);
    int size = (int) view(MUCH).shape().elements();
    float[] alone = new float[COUNT * size];
    for (int position = 0; position < COUNT; position++) {
      learning.decode(position, FloatBuffer.wrap(alone), position * size);
    }
    float[] together = new float[COUNT * size];
    IntStream.range(0, COUNT)
        .parallel()
        .map(i -> (i * 7 + 3) % COUNT)
        .forEach(
            position ->
                new ViewedImages(IMAGES, view(MUCH))
                    .learning(11, 4)
                    .decode(position, FloatBuffer.wrap(together), position * size));
    assertArrayEquals(alone, together);
  }

  @Test
  void theBatchSizeChangesNoImage() {
    assertEquals(
        byTarget(StreamOptions.learning(1, 5, 2), 50),
        byTarget(StreamOptions.learning(10, 5, 2), 50));
  }

  @Test
  void anEpochThatGoesOnIsTheSameEpoch() {
    Dataset data = dataset(MUCH);
    StreamOptions options = StreamOptions.learning(10, 5, 2);
    Batch whole = Batch.allocate(10, data.imageShape());
    Batch rest = Batch.allocate(10, data.imageShape());
    BatchStream begun = data.stream(Split.TRAIN, options);
    BatchStream resumed = data.stream(Split.TRAIN, options);
    resumed.skip(3, rest);
    for (int i = 0; i < 4; i++) {
      begun.next(whole);
    }
    resumed.next(rest);
    assertEquals(whole.images(), rest.images());
    assertEquals(whole.targets(), rest.targets());
  }

  @Test
  void epochsAndSeedsSeeEachImageOtherwise() {
    Map<Integer, List<Float>> first = byTarget(StreamOptions.learning(1, 5, 2), 50);
    assertEquals(first, byTarget(StreamOptions.learning(1, 5, 2), 50));
    for (StreamOptions other :
        List.of(StreamOptions.learning(1, 5, 3), StreamOptions.learning(1, 6, 2))) {
      Map<Integer, List<Float>> seen = byTarget(other, 50);
      long same = first.keySet().stream().filter(k -> first.get(k).equals(seen.get(k))).count();
      assertEquals(0, same);
    }
  }

  @Test
  void imagesOfOneEpochAreChangedEachInItsOwnWay() {
    ByteImages alike = new ByteImages(new byte[COUNT * 192], new int[COUNT], STORED);
    for (int i = 0; i < COUNT * 192; i++) {
      alike.pixels(0).bytes()[i] = (byte) (i % 192);
    }
    Samples learning = new ViewedImages(alike, view(MUCH)).learning(1, 1);
    long different =
        IntStream.range(0, COUNT)
            .mapToObj(i -> Arrays.toString(decode(learning, i)))
            .distinct()
            .count();
    assertEquals(COUNT, different);
  }

  @Test
  void scoringIsNeverRandom() {
    Dataset augmented = dataset(MUCH);
    Dataset plain = dataset(Map.of("crop", 6));
    for (Split split : Split.values()) {
      assertEquals(
          first(plain, split, StreamOptions.scoring(3)),
          first(augmented, split, StreamOptions.scoring(3)));
    }
    for (Split split : List.of(Split.VALIDATION, Split.TEST)) {
      StreamOptions shuffled = StreamOptions.learning(3, 1, 0);
      assertEquals(first(plain, split, shuffled), first(augmented, split, shuffled));
    }
    StreamOptions shuffled = StreamOptions.learning(3, 1, 0);
    assertFalse(
        first(plain, Split.TRAIN, shuffled).equals(first(augmented, Split.TRAIN, shuffled)));
  }

  @Test
  void whatIsSwitchedOffChangesNothingElse() {
    Samples both = new ViewedImages(IMAGES, view(MUCH)).learning(1, 1);
    Map<String, Object> less = new HashMap<>(MUCH);
    less.remove("cutout");
    Samples uncut = new ViewedImages(IMAGES, view(less)).learning(1, 1);
    for (int position = 0; position < COUNT; position++) {
      float[] cut = decode(both, position);
      float[] whole = decode(uncut, position);
      long changed = IntStream.range(0, cut.length).filter(i -> cut[i] != whole[i]).count();
      assertEquals(0, Math.max(0, changed - 27), "at most the 3x3 square");
    }
  }

  private static float[] decode(Samples samples, int position) {
    float[] values = new float[3 * 6 * 6];
    samples.decode(position, FloatBuffer.wrap(values), 0);
    return values;
  }

  /** What each of the first images of a pass looks like, by its label, which is its position. */
  private static Map<Integer, List<Float>> byTarget(StreamOptions options, int count) {
    Dataset data = dataset(MUCH);
    Map<Integer, List<Float>> seen = new HashMap<>();
    Batch batch = Batch.allocate(options.batch(), data.imageShape());
    int size = (int) data.imageShape().elements();
    try (BatchStream pass = data.stream(Split.TRAIN, options)) {
      while (seen.size() < count && pass.next(batch)) {
        for (int row = 0; row < options.batch(); row++) {
          List<Float> image = new ArrayList<>();
          for (int i = 0; i < size; i++) {
            image.add(batch.images().get(row * size + i));
          }
          seen.put(batch.targets().get(row), image);
        }
      }
    }
    return seen;
  }

  private static String first(Dataset data, Split split, StreamOptions options) {
    Batch batch = Batch.allocate(options.batch(), data.imageShape());
    data.stream(split, options).next(batch);
    float[] values = new float[batch.images().capacity()];
    batch.images().get(0, values);
    return Arrays.toString(values);
  }

  private static Dataset dataset(Map<String, Object> settings) {
    View view = view(settings);
    Samples samples = new ViewedImages(IMAGES, view);
    Identity identity = new Identity("little", "Little.", view.shape(), COUNT);
    return new ImageDataset(identity, samples, samples, new Validation(10, 0));
  }

  private static View view(Map<String, Object> given) {
    List<Setting> all = new ArrayList<>(ViewSettings.windows());
    all.addAll(ViewSettings.colours());
    all.addAll(ViewSettings.normalisation(new Normalisation(0.5, 0.25)));
    Settings settings = new SettingsSpec(all).settings(given);
    return ViewSettings.read("little", settings, STORED);
  }

  private static ByteImages images() {
    byte[] pixels = new byte[COUNT * 192];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = (byte) (i * 37 + i * i / 7 + i / 192 * 11);
    }
    return new ByteImages(pixels, IntStream.range(0, COUNT).toArray(), STORED);
  }
}
