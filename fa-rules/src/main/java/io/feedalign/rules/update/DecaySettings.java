package io.feedalign.rules.update;

import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.List;

/** Where decay stands in a chain, as its settings say. */
final class DecaySettings {
  static final Setting DECAY =
      Setting.real("decay", 0.0, Setting.between(0, 1), "weight decay; 0 is none");
  private static final Setting MODE =
      Setting.choice(
          "decay_mode",
          List.of("coupled", "decoupled"),
          "coupled: added to the gradient (L2); decoupled: W shrinks by 'decay' in each step, "
              + "times what the schedule makes of the rate");
  static final Setting ON =
      Setting.choice("decay_on", List.of("all", "weights"), "which tensors decay");

  static final List<Setting> ALL = List.of(DECAY, MODE, ON);

  private DecaySettings() {}

  /** The chain with decay around it. */
  static UpdateRule around(UpdateRule momentum, RateSchedule rate, Settings settings) {
    UpdateRule chain = momentum.then(new Rate(rate));
    double decay = settings.real(DECAY.key());
    if (decay == 0) {
      return chain;
    }
    Decay.On on = Decay.On.named(settings.text(ON.key()));
    return settings.text(MODE.key()).equals("coupled")
        ? new Decay(Schedule.constant(decay), on).then(chain)
        : chain.then(new Decay(progress -> decay * rate.factor(progress), on));
  }
}
