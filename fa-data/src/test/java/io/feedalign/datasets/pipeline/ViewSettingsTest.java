package io.feedalign.datasets.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.augment.SampleDraw;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.spi.Setting;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ViewSettingsTest {
  private static final SettingsSpec SPEC = spec();
  private static final SampleDraw DRAW = new SampleDraw(1, 2, 3);

  @Test
  void byDefaultImagesStayAsTheyAre() {
    View view = view(Map.of());
    Pixels image = Pixels.black(32, 32, 3);
    assertSame(image, view.learning().apply(image, DRAW));
    assertEquals(Shape.of(3, 32, 32), view.shape());
    assertEquals(
        new Normalisation(List.of(.1, .2, .3), List.of(1.0, 2.0, 3.0)), view.normalisation());
  }

  @Test
  void aCropHasItsSizeForLearningAndForScoring() {
    View view = view(Map.of("crop", 24));
    assertEquals(Shape.of(3, 24, 24), view.shape());
    for (int epoch = 0; epoch < 50; epoch++) {
      Pixels seen = view.learning().apply(Pixels.black(32, 32, 3), new SampleDraw(1, epoch, 3));
      assertEquals(24, seen.height());
      assertEquals(24, seen.width());
    }
    byte[] bytes = new byte[32 * 32 * 3];
    bytes[(4 * 32 + 4) * 3] = 9;
    Pixels image = Pixels.in(bytes, 0, 32, 32, 3);
    assertEquals(9, view.scoring().apply(image, DRAW).value(0, 0, 0), "the middle");
  }

  @Test
  void aResizedCropHasTheSizeOfTheImage() {
    View view = view(Map.of("min_area", 0.2));
    assertEquals(32, view.learning().apply(Pixels.black(32, 32, 3), DRAW).width());
    assertEquals(Shape.of(3, 32, 32), view.shape());
  }

  @Test
  void whatDoesNotFitIsRefusedByName() {
    refused(Map.of("crop", 33), "Setting 'crop' of data set 'some' is 33, but its images are only");
    refused(Map.of("min_area", 0.5, "pad", 4), "Setting 'pad' of data set 'some' is 4, but a");
    refused(Map.of("mean", List.of(1, 1)), "Setting 'mean' of data set 'some' is [1.0, 1.0], but");
    refused(Map.of("std", List.of()), "a number for each of the 3 channels, or one for all");
    refused(Map.of("std", List.of(0)), "std");
    refused(Map.of("std", 1), "list of finite numbers");
    refused(Map.of("hue", 0.6), "hue");
    refused(Map.of("pad", -1), "pad");
    refused(Map.of("crops", 24), "Did you mean 'crop'?");
  }

  @Test
  void oneMeanMayServeAllChannels() {
    View view = view(Map.of("mean", List.of(0.5), "std", List.of(1)));
    assertEquals(new Normalisation(0.5, 1), view.normalisation());
  }

  private static void refused(Map<String, Object> given, String message) {
    FaException e = assertThrows(FaException.class, () -> view(given));
    assertEquals(ErrorKind.USER, e.kind());
    assertTrue(e.getMessage().contains(message), e.getMessage());
  }

  private static View view(Map<String, Object> given) {
    return ViewSettings.read("some", SPEC.settings(given), Shape.of(3, 32, 32));
  }

  private static SettingsSpec spec() {
    List<Setting> all = new ArrayList<>(ViewSettings.windows());
    all.addAll(ViewSettings.colours());
    all.addAll(
        ViewSettings.normalisation(new Normalisation(List.of(.1, .2, .3), List.of(1.0, 2.0, 3.0))));
    return new SettingsSpec(all);
  }
}
