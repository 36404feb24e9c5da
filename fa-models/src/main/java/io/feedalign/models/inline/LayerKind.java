package io.feedalign.models.inline;

import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.layer.AvgPoolLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.BiasLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.DropoutLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SigmoidLayer;
import io.feedalign.models.layer.TanhLayer;
import io.feedalign.nn.Layer;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A word for a layer in an experiment file, with the settings that may stand under it.
 *
 * @param word as it is written, and as paths count it
 * @param maker makes the layer once the shape below is known
 */
record LayerKind(String word, SettingsSpec settings, Maker maker) {
  private static final int MOST = 1 << 20;

  /** Makes a layer for samples of a shape. */
  @FunctionalInterface
  interface Maker {
    Layer make(Settings settings, Shape input, WeightInit init);
  }

  /** All kinds, in the order in which messages list them. */
  static final List<LayerKind> ALL =
      List.of(
          new LayerKind("conv", convSettings(), LayerKind::conv),
          new LayerKind("dense", denseSettings(), LayerKind::dense),
          new LayerKind("bias", SettingsSpec.NONE, (s, in, init) -> BiasLayer.of(in.size(0))),
          new LayerKind("batchnorm", batchNormSettings(), LayerKind::batchNorm),
          plain("relu", new ReluLayer()),
          plain("tanh", new TanhLayer()),
          plain("sigmoid", new SigmoidLayer()),
          new LayerKind("maxpool", poolSettings(), (s, in, init) -> new MaxPoolLayer(window(s))),
          new LayerKind(
              "avgpool", poolSettings(), (s, in, init) -> new AvgPoolLayer(window(s), true)),
          plain("gap", new GlobalAvgPoolLayer()),
          plain("flatten", new FlattenLayer()),
          new LayerKind(
              "dropout",
              SettingsSpec.of(
                  Setting.real(
                      "rate", 0.5, Setting.between(0, 0.999), "share of the elements silenced")),
              (s, in, init) -> new DropoutLayer(s.real("rate"))));

  /** All words. */
  static List<String> words() {
    return ALL.stream().map(LayerKind::word).toList();
  }

  /** The kind of that word. */
  static Optional<LayerKind> of(String word) {
    return ALL.stream().filter(kind -> kind.word.equals(word)).findFirst();
  }

  private static LayerKind plain(String word, Layer layer) {
    return new LayerKind(word, SettingsSpec.NONE, (settings, input, init) -> layer);
  }

  private static SettingsSpec convSettings() {
    return SettingsSpec.of(
        size("out", null, "number of output channels"),
        size("kernel", null, "height and width of the window, in pixels"),
        size("stride", 1L, "step between windows, in pixels"),
        padding(),
        Setting.flag("bias", true, "whether a learnt number is added to each channel"),
        size("groups", 1L, "into how many separate convolutions the channels are cut"));
  }

  private static Layer conv(Settings settings, Shape input, WeightInit init) {
    Geometry geometry =
        Geometry.square(settings.size("kernel"), settings.size("stride"), settings.size("pad"))
            .withGroups(settings.size("groups"));
    Conv2dLayer conv = Conv2dLayer.of(input.size(0), settings.size("out"), geometry).starting(init);
    return settings.flag("bias") ? conv : conv.withoutBias();
  }

  private static SettingsSpec denseSettings() {
    return SettingsSpec.of(
        size("out", null, "number of output units"),
        Setting.flag("bias", true, "whether a learnt number is added to each unit"));
  }

  private static Layer dense(Settings settings, Shape input, WeightInit init) {
    int in = Math.toIntExact(input.elements());
    DenseLayer dense = DenseLayer.of(in, settings.size("out")).starting(init);
    return settings.flag("bias") ? dense : dense.withoutBias();
  }

  private static SettingsSpec batchNormSettings() {
    return SettingsSpec.of(
        Setting.real("epsilon", 1e-5, Setting.between(1e-12, 1), "added to the variance"),
        Setting.real(
            "momentum", 0.1, Setting.between(0, 1), "share of a batch in the running statistics"));
  }

  private static Layer batchNorm(Settings settings, Shape input, WeightInit init) {
    return new BatchNormLayer(input.size(0), settings.real("epsilon"), settings.real("momentum"));
  }

  private static SettingsSpec poolSettings() {
    return SettingsSpec.of(
        size("kernel", null, "height and width of the window, in pixels"),
        Setting.whole(
            "stride",
            0L,
            Setting.between(0, MOST),
            "step between windows, in pixels; 0 for the size of the kernel"),
        padding());
  }

  private static Geometry window(Settings settings) {
    int kernel = settings.size("kernel");
    int stride = settings.size("stride");
    return Geometry.square(kernel, stride == 0 ? kernel : stride, settings.size("pad"));
  }

  private static Setting padding() {
    return Setting.whole("pad", 0L, Setting.between(0, MOST), "pixels added on each side");
  }

  private static Setting size(String key, @Nullable Long fallback, String description) {
    return Setting.whole(key, fallback, Setting.between(1, MOST), description);
  }
}
