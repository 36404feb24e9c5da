package io.feedalign.rules.direct;

import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.tensor.Shape;
import java.util.List;

/** How B, the fixed random map from the output's units to a tap's, is built and stored. */
interface Projection {
  /** {@code projection: dense | shared | channel | sparse}. */
  Setting SETTING =
      Setting.choice(
          "projection",
          List.of("dense", "shared", "channel", "sparse"),
          "form of the feedback: a matrix for each tap, one for all taps, one number for each"
              + " channel, or a few connections to each unit");

  /** {@code nonzeros}. */
  Setting NONZEROS =
      Setting.whole(
          "nonzeros",
          1L,
          Setting.between(1, 1 << 24),
          "how many output units reach each unit of a tap under projection: sparse");

  /** {@code scale}. */
  Setting SCALE =
      Setting.real("scale", 1.0, Setting.between(0, 1e6), "multiplies the feedback weights");

  /** Columns of the matrix kept for a tap. */
  default long columns(Value tap) {
    return Site.units(tap);
  }

  /** Whether all taps read the same matrix. */
  default boolean shared() {
    return false;
  }

  /** Writes {@code rows B} in the form of the tap. */
  Value project(Emitter emit, Value rows, Site site);

  /** The projection that the settings name. */
  static Projection asSet(Settings settings) {
    double scale = settings.real(SCALE.key());
    return switch (settings.text(SETTING.key())) {
      case "dense" -> new DenseProjection(scale);
      case "shared" -> new SharedProjection(scale);
      case "channel" -> new ChannelProjection(scale);
      case "sparse" -> new SparseProjection(scale, settings.size(NONZEROS.key()));
      default -> throw FaException.internal("No projection was written for " + settings + ".");
    };
  }

  /** {@code scale U(-1/sqrt n, 1/sqrt n)}. */
  static Initializer uniform(double scale, int n) {
    double bound = scale / Math.sqrt(n);
    return (emit, shape, draw) -> emit.uniform(-bound, bound, Form.parameter(shape), draw);
  }

  /** {@code rows b}, in the form of the tap. */
  static Value product(Emitter emit, Value rows, Value b, Site site) {
    return emit.reshape(emit.matmul(rows, b), site.tap().shape());
  }

  /** The matrix (rows, n) of a tap under its usual name. */
  static Value matrix(Site site, int columns, Initializer init) {
    Shape shape = Shape.of(site.plan().outputs(), columns);
    return site.context().state("feedback", shape, init);
  }
}
