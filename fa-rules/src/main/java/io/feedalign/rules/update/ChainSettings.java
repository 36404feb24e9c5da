package io.feedalign.rules.update;

import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.ArrayList;
import java.util.List;

/**
 * What all chains have in common: gradient settings, decay, and a rate with its course. A chain is
 * {@code [clip | manhattan] -> [coupled decay] -> own link -> rate -> [decoupled decay]}.
 */
final class ChainSettings {
  private ChainSettings() {}

  /** A chain's own settings, its decay, and the common ones. */
  static SettingsSpec spec(List<Setting> own, List<Setting> decay) {
    List<Setting> all = new ArrayList<>(own);
    all.addAll(decay);
    all.addAll(GradientSettings.ALL);
    all.addAll(RateSchedule.ALL);
    return new SettingsSpec(all);
  }

  /** The whole chain around a link of its own. */
  static UpdateRule around(UpdateRule own, RateSchedule rate, Settings settings) {
    return GradientSettings.aheadOf(DecaySettings.around(own, rate, settings), settings);
  }
}
