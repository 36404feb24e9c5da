package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.List;

/**
 * Adam's change before the rate: the mean gradient over the root of its mean square. It divides out
 * any factor that a rule puts on a whole layer's signal. Source: Kingma, Ba 2015.
 */
public final class Adam implements UpdateRule {
  private static final Setting RATE =
      Setting.real("rate", 1e-3, Setting.between(0, 1e6), "learning rate");
  private static final Setting BETA1 =
      Setting.real("beta1", 0.9, Setting.between(0, 0.999999), "memory of the mean gradient");
  private static final Setting BETA2 =
      Setting.real("beta2", 0.999, Setting.between(0, 0.999999), "memory of its mean square");
  private static final Setting EPSILON =
      Setting.real("epsilon", 1e-8, Setting.between(1e-30, 1), "added to the root");

  /** What Adam and AdamW have in common. */
  static final List<Setting> SETTINGS = List.of(RATE, BETA1, BETA2, EPSILON);

  private final double beta1;
  private final double beta2;
  private final double epsilon;
  private final Schedule meanCorrection;
  private final Schedule squareCorrection;

  /**
   * Adam's link.
   *
   * @param beta1 memory of the mean, in [0, 1)
   * @param beta2 memory of the mean square, in [0, 1)
   * @param epsilon added to the root
   */
  public Adam(double beta1, double beta2, double epsilon) {
    this.beta1 = beta1;
    this.beta2 = beta2;
    this.epsilon = epsilon;
    this.meanCorrection = correction(beta1);
    this.squareCorrection = correction(beta2);
  }

  static Adam asSet(Settings settings) {
    return new Adam(
        settings.real(BETA1.key()), settings.real(BETA2.key()), settings.real(EPSILON.key()));
  }

  static RateSchedule rate(Settings settings) {
    return RateSchedule.asSet(settings.real(RATE.key()), settings);
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    Value square = emit.apply(Unary.Function.SQUARE, update);
    // m <- b1 m + (1 - b1) g;  v <- b2 v + (1 - b2) g g
    Value m = blend(emit, context.state("mean", Initializer.ZEROS), update, beta1);
    Value v = blend(emit, context.state("mean_square", Initializer.ZEROS), square, beta2);
    // change = mHat / (sqrt(vHat) + epsilon)
    Value mHat = emit.multiply(m, context.scheduled("mean_correction", meanCorrection));
    Value vHat = emit.multiply(v, context.scheduled("square_correction", squareCorrection));
    Value root = emit.affine(emit.apply(Unary.Function.SQRT, vHat), 1, epsilon);
    return emit.divide(mHat, root);
  }

  @Override
  public UpdateTraits traits() {
    return UpdateTraits.NONLINEAR;
  }

  private static Value blend(Emitter emit, Value state, Value news, double beta) {
    Value next = emit.add(emit.scale(state, beta), emit.scale(news, 1 - beta));
    emit.assign(state, next);
    return next;
  }

  /** 1 / (1 - beta^t), t counted from 1: undoes the start from zero. */
  private static Schedule correction(double beta) {
    return progress -> 1 / (1 - Math.pow(beta, progress.step() + 1.0));
  }

  /** {@code adam}. */
  public static final class Provider implements UpdateRuleProvider {
    @Override
    public String name() {
      return "adam";
    }

    @Override
    public String description() {
      return "Adam, with coupled or decoupled decay. (Kingma, Ba 2015; Loshchilov, Hutter 2019)";
    }

    @Override
    public SettingsSpec settings() {
      return ChainSettings.spec(SETTINGS, DecaySettings.ALL);
    }

    @Override
    public UpdateRule create(Settings settings) {
      return ChainSettings.around(asSet(settings), rate(settings), settings);
    }
  }
}
