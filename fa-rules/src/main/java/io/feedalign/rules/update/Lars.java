package io.feedalign.rules.update;

import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.List;

/**
 * Layer-wise adaptive rates: {@code [clip | manhattan] -> decay and trust ratio -> rate ->
 * momentum}. The rate stands ahead of momentum, as the paper has it.
 */
public final class Lars {
  private static final Setting RATE =
      Setting.real(
          "rate", 1.0, Setting.between(0, 1e6), "learning rate, multiplied by each layer's own");
  private static final Setting MOMENTUM =
      Setting.real(
          "momentum",
          0.9,
          Setting.between(0, 1),
          "how much of the last change lives on; 0 is none");
  private static final Setting TRUST =
      Setting.real(
          "trust",
          1e-3,
          Setting.between(0, 1e3),
          "part of the weight's norm that a change may have at rate 1");
  private static final Setting TRUST_ON =
      Setting.choice(
          "trust_on",
          List.of("weights", "all"),
          "which tensors have a rate of their own; others change as under descent");

  private Lars() {}

  /** {@code lars}. */
  public static final class Provider implements UpdateRuleProvider {
    @Override
    public String name() {
      return "lars";
    }

    @Override
    public String description() {
      return "Descent whose rate fits each layer's weight and gradient norms. (You et al. 2017)";
    }

    @Override
    public SettingsSpec settings() {
      return ChainSettings.spec(
          List.of(RATE, MOMENTUM, TRUST, TRUST_ON), List.of(DecaySettings.DECAY, DecaySettings.ON));
    }

    @Override
    public UpdateRule create(Settings settings) {
      Decay decay =
          new Decay(
              Schedule.constant(settings.real(DecaySettings.DECAY.key())),
              Decay.On.named(settings.text(DecaySettings.ON.key())));
      UpdateRule ratio =
          new TrustRatio(
              settings.real(TRUST.key()), decay, Decay.On.named(settings.text(TRUST_ON.key())));
      RateSchedule rate = RateSchedule.asSet(settings.real(RATE.key()), settings);
      UpdateRule momentum = Momentum.asSet(settings.real(MOMENTUM.key()), false);
      return GradientSettings.aheadOf(ratio.then(new Rate(rate)).then(momentum), settings);
    }
  }
}
