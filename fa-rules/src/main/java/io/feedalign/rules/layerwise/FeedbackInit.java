package io.feedalign.rules.layerwise;

import io.feedalign.ir.Form;
import io.feedalign.nn.Fans;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.Arrays;
import java.util.Locale;

/** The distribution from which feedback of its own is drawn. */
public enum FeedbackInit {
  /** As the layer's weight is. */
  WEIGHT {
    @Override
    Initializer forWeight(Parameter weight) {
      return weight.initializer();
    }
  },
  /** Evenly within sqrt(6 / (fan_in + fan_out)). (Glorot, Bengio 2010) */
  XAVIER_UNIFORM {
    @Override
    Initializer forWeight(Parameter weight) {
      double bound = Math.sqrt(6.0 / fans(weight));
      return (emit, shape, draw) -> emit.uniform(-bound, bound, Form.parameter(shape), draw);
    }
  },
  /** Gaussian of deviation sqrt(2 / (fan_in + fan_out)). (Glorot, Bengio 2010) */
  XAVIER_NORMAL {
    @Override
    Initializer forWeight(Parameter weight) {
      double deviation = Math.sqrt(2.0 / fans(weight));
      return (emit, shape, draw) -> emit.normal(deviation, Form.parameter(shape), draw);
    }
  };

  /** {@code init: weight | xavier-uniform | xavier-normal}. */
  public static final Setting SETTING =
      Setting.choice(
          "init",
          Arrays.stream(values()).map(FeedbackInit::word).toList(),
          "distribution of the feedback weights; 'weight' is the layer's own initializer");

  abstract Initializer forWeight(Parameter weight);

  /** The distribution that {@link #SETTING} names. */
  public static FeedbackInit asSet(Settings settings) {
    return valueOf(settings.text(SETTING.key()).toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static double fans(Parameter weight) {
    Fans fans = Fans.of(weight.shape());
    return (double) fans.in() + fans.out();
  }
}
