package io.feedalign.rules.update;

import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.List;

/** Adam whose decay goes past the root of the mean square, straight to the weight. */
public final class AdamW {
  private static final Setting DECAY =
      Setting.real("decay", 0.01, Setting.between(0, 1), "decoupled weight decay; 0 is none");
  private static final Setting UNIT =
      Setting.choice(
          "decay_unit",
          List.of("rate", "step"),
          "rate: W shrinks by rate times 'decay' in each step, as in PyTorch; step: by 'decay', "
              + "times what the schedule makes of the rate, as in the paper");

  private AdamW() {}

  /** {@code adamw}. */
  public static final class Provider implements UpdateRuleProvider {
    @Override
    public String name() {
      return "adamw";
    }

    @Override
    public String description() {
      return "Adam with decoupled decay. (Loshchilov, Hutter 2019)";
    }

    @Override
    public SettingsSpec settings() {
      return ChainSettings.spec(Adam.SETTINGS, List.of(DECAY, UNIT, DecaySettings.ON));
    }

    @Override
    public UpdateRule create(Settings settings) {
      RateSchedule rate = Adam.rate(settings);
      UpdateRule chain = Adam.asSet(settings).then(new Rate(rate));
      double decay = settings.real(DECAY.key());
      if (decay > 0) {
        Schedule part =
            settings.text(UNIT.key()).equals("rate")
                ? progress -> decay * rate.at(progress)
                : progress -> decay * rate.factor(progress);
        chain = chain.then(new Decay(part, Decay.On.named(settings.text(DecaySettings.ON.key()))));
      }
      return GradientSettings.aheadOf(chain, settings);
    }
  }
}
