package io.feedalign.rules.constraint;

import io.feedalign.optim.Constraint;
import io.feedalign.spi.ConstraintProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;

/**
 * Excitation and inhibition kept apart: no weight ever changes its sign. Whose the sign is decides
 * between {@link SynapseSigns} and {@link DaleSigns}.
 */
public final class ExcitatoryInhibitory {
  private ExcitatoryInhibitory() {}

  /** {@code ei}. */
  public static final class Provider implements ConstraintProvider {
    private static final Setting MODE =
        Setting.choice(
            "mode",
            List.of("synapse", "dale"),
            "whose the sign is: each synapse's own, that of its draw; or the presynaptic unit's or"
                + " channel's, drawn anew");
    private static final Setting BALANCE =
        Setting.choice(
            "balance",
            List.of("50/50", "80/20"),
            "excitatory to inhibitory units of each layer under 'dale'; without effect under"
                + " 'synapse'");

    @Override
    public String name() {
      return "ei";
    }

    @Override
    public String description() {
      return "Keeps each weight's sign, excitatory or inhibitory. (Moskovitz et al. 2018)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(MODE, BALANCE);
    }

    @Override
    public Constraint create(Settings settings) {
      return settings.text(MODE.key()).equals("synapse")
          ? new SynapseSigns()
          : new DaleSigns(settings.text(BALANCE.key()).equals("80/20") ? 0.8 : 0.5);
    }
  }
}
