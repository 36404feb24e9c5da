package io.feedalign.models.init;

import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.models.init.VarianceScaling.Fan;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Initializer;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.Setting;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * How a network's weights and biases start, by name: the {@code init} setting of every model.
 *
 * <p>The default is {@code he-uniform}: our networks are built of ReLUs, through which only He's
 * variance keeps activity alive in depth (Xavier's halves it at each layer of even width), and
 * bounded draws spare small layers the rare outlier. Recipes that reproduce BioTorch say {@code
 * xavier-uniform}.
 */
public enum WeightInit {
  /** {@link VarianceScaling#heUniform}, biases 0. */
  HE_UNIFORM(VarianceScaling.heUniform(Fan.IN)),
  /** {@link VarianceScaling#heNormal}, biases 0. */
  HE_NORMAL(VarianceScaling.heNormal(Fan.IN)),
  /** {@link VarianceScaling#heUniform} that keeps signals backwards, biases 0. */
  HE_UNIFORM_FAN_OUT(VarianceScaling.heUniform(Fan.OUT)),
  /** {@link VarianceScaling#heNormal} that keeps signals backwards, biases 0: torchvision's. */
  HE_NORMAL_FAN_OUT(VarianceScaling.heNormal(Fan.OUT)),
  /** {@link VarianceScaling#xavierUniform()}, biases 0. */
  XAVIER_UNIFORM(VarianceScaling.xavierUniform()),
  /** {@link VarianceScaling#xavierNormal()}, biases 0. */
  XAVIER_NORMAL(VarianceScaling.xavierNormal()),
  /** {@link VarianceScaling#xavierUniform(Fan)} of the outputs, biases 0. */
  XAVIER_UNIFORM_FAN_OUT(VarianceScaling.xavierUniform(Fan.OUT)),
  /** {@link VarianceScaling#xavierNormal(Fan)} of the outputs, biases 0. */
  XAVIER_NORMAL_FAN_OUT(VarianceScaling.xavierNormal(Fan.OUT)),
  /** {@link VarianceScaling#lecunUniform}, biases 0. */
  LECUN_UNIFORM(VarianceScaling.lecunUniform()),
  /** {@link VarianceScaling#lecunNormal}, biases 0. */
  LECUN_NORMAL(VarianceScaling.lecunNormal()),
  /** {@link Orthogonal} with the gain of ReLU, biases 0. */
  ORTHOGONAL(new Orthogonal(Math.sqrt(2))),
  /** {@link VarianceScaling#torchUniform}, biases from the same range as the weights. */
  TORCH(VarianceScaling.torchUniform());

  private final Initializer weight;

  WeightInit(Initializer weight) {
    this.weight = weight;
  }

  /** The name in files, such as {@code he-uniform}. */
  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Where weights start. */
  public Initializer weight() {
    return weight;
  }

  /** Where the biases start of a layer whose weight has these fans. */
  public Initializer bias(Fans fans) {
    if (this != TORCH) {
      return Initializer.ZEROS;
    }
    double bound = 1 / Math.sqrt(fans.in());
    return (emit, shape, draw) -> emit.uniform(-bound, bound, Form.parameter(shape), draw);
  }

  /** The names, the default first. */
  public static List<String> keys() {
    return Arrays.stream(values()).map(WeightInit::key).toList();
  }

  /** The one of that name. */
  public static WeightInit of(String key) {
    return Arrays.stream(values())
        .filter(init -> init.key().equals(key))
        .findFirst()
        .orElseThrow(
            () ->
                FaException.user(
                    "Unknown init '"
                        + key
                        + "'. Available: "
                        + String.join(", ", keys())
                        + "."
                        + NearestName.hint(key, keys())));
  }

  /** The setting that chooses one. */
  public static Setting setting() {
    return Setting.choice("init", keys(), "distribution from which the weights start");
  }
}
