package io.feedalign.rules.update;

import io.feedalign.error.FaException;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.List;

/** Stochastic gradient descent: a chain of decay, momentum and rate, with PyTorch's arithmetic. */
public final class Sgd {
  private static final Setting RATE =
      Setting.real("rate", 0.05, Setting.between(0, 1e6), "learning rate");
  private static final Setting MOMENTUM =
      Setting.real(
          "momentum",
          0.9,
          Setting.between(0, 1),
          "how much of the last change lives on; 0 is none");
  private static final Setting NESTEROV =
      Setting.flag("nesterov", false, "whether momentum looks one step ahead");

  private Sgd() {}

  /** Plain descent at a constant rate. */
  public static UpdateRule plain(double rate) {
    return new Rate(progress -> rate);
  }

  /** Descent with momentum at a constant rate. */
  public static UpdateRule withMomentum(double rate, double mu) {
    return new Momentum(mu, false).then(plain(rate));
  }

  /** {@code sgd}. */
  public static final class Provider implements UpdateRuleProvider {
    @Override
    public String name() {
      return "sgd";
    }

    @Override
    public String description() {
      return "Stochastic gradient descent with momentum, Nesterov's too, and weight decay.";
    }

    @Override
    public SettingsSpec settings() {
      return ChainSettings.spec(List.of(RATE, MOMENTUM, NESTEROV), DecaySettings.ALL);
    }

    @Override
    public UpdateRule create(Settings settings) {
      RateSchedule rate = RateSchedule.asSet(settings.real(RATE.key()), settings);
      return ChainSettings.around(momentum(settings), rate, settings);
    }

    private static UpdateRule momentum(Settings settings) {
      double mu = settings.real(MOMENTUM.key());
      boolean nesterov = settings.flag(NESTEROV.key());
      if (mu == 0 && nesterov) {
        throw FaException.user(
            "'nesterov: true' needs a momentum above 0, but it is 0. Give one, such as 0.9.");
      }
      return Momentum.asSet(mu, nesterov);
    }
  }
}
