package io.feedalign.rules.update;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.List;

/**
 * The gradient over the root of its running mean square, with PyTorch's arithmetic. Source:
 * Tieleman, Hinton 2012.
 *
 * @param memory of the mean square, in [0, 1)
 * @param epsilon added to the root
 */
public record RootMeanSquare(double memory, double epsilon) implements UpdateRule {
  @Override
  public UpdateTraits traits() {
    return UpdateTraits.NONLINEAR;
  }

  @Override
  public Value apply(Emitter emit, UpdateContext context, Value update) {
    Value state = context.state("mean_square", Initializer.ZEROS);
    // v <- a v + (1 - a) g g;  change = g / (sqrt(v) + epsilon)
    Value square = emit.apply(Unary.Function.SQUARE, update);
    Value v = emit.add(emit.scale(state, memory), emit.scale(square, 1 - memory));
    emit.assign(state, v);
    return emit.divide(update, emit.affine(emit.apply(Unary.Function.SQRT, v), 1, epsilon));
  }

  /** {@code rmsprop}. */
  public static final class Provider implements UpdateRuleProvider {
    private static final Setting RATE =
        Setting.real("rate", 1e-3, Setting.between(0, 1e6), "learning rate");
    private static final Setting MEMORY =
        Setting.real("memory", 0.99, Setting.between(0, 0.999999), "memory of the mean square");
    private static final Setting EPSILON =
        Setting.real("epsilon", 1e-8, Setting.between(1e-30, 1), "added to the root");
    private static final Setting MOMENTUM =
        Setting.real(
            "momentum",
            0.0,
            Setting.between(0, 1),
            "how much of the last change lives on; 0 is none");

    @Override
    public String name() {
      return "rmsprop";
    }

    @Override
    public String description() {
      return "RMSprop with optional momentum behind it. (Tieleman, Hinton 2012)";
    }

    @Override
    public SettingsSpec settings() {
      return ChainSettings.spec(List.of(RATE, MEMORY, EPSILON, MOMENTUM), DecaySettings.ALL);
    }

    @Override
    public UpdateRule create(Settings settings) {
      RateSchedule rate = RateSchedule.asSet(settings.real(RATE.key()), settings);
      UpdateRule scaled =
          new RootMeanSquare(settings.real(MEMORY.key()), settings.real(EPSILON.key()));
      UpdateRule momentum = Momentum.asSet(settings.real(MOMENTUM.key()), false);
      return ChainSettings.around(scaled.then(momentum), rate, settings);
    }
  }
}
