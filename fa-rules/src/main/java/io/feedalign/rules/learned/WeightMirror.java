package io.feedalign.rules.learned;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.rules.formula.MirrorFormula;
import io.feedalign.rules.layerwise.FeedbackAlignment;
import io.feedalign.rules.layerwise.FeedbackInit;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;
import java.util.Optional;

/**
 * Weight mirror: beside learning, each layer is driven by noise of its own, and B learns from how
 * the noise and its echo go together, which is W on average. Source: Akrout, Wilson, Humphreys,
 * Lillicrap, Tweed 2019.
 *
 * @param start how B is drawn
 * @param mirroring how B grows
 * @param phase when, and by what noise
 * @param echo what answers the noise
 */
public record WeightMirror(
    FeedbackAlignment start, Mirroring mirroring, MirrorPhase phase, Echo echo)
    implements CreditAssignmentRule {
  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return new EdgeRule() {
      @Override
      public Value carry(Signals signals, Emitter emit) {
        return edge.pull(emit, signals.at(edge.output()), feedback(emit));
      }

      @Override
      public void rehearse(Emitter emit) {
        if (!edge.first()) {
          // B <- (1 - leak) B + rate correlate(x, y) / pairs;  E[y xT] = sigma^2 W
          Value x = emit.normal(phase.sigma(), edge.input().form(), context.fresh("noise"));
          Value driven = edge.drive(emit, x, edge.weight());
          Value y = echo.of(edge, context, driven, emit);
          Value b = feedback(emit);
          emit.assign(b, mirroring.next(emit, edge, b, edge.correlate(emit, x, y)));
        }
      }

      private Value feedback(Emitter emit) {
        return start.at(edge, context).apply(emit);
      }
    };
  }

  @Override
  public Cadence rehearsal() {
    return Cadence.steps(phase.every());
  }

  @Override
  public int rehearsalsBefore() {
    return phase.before();
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(
        new MirrorFormula(
            phase.sigma(),
            mirroring.rate(),
            mirroring.leak(),
            mirroring.average() == Mirroring.Average.PLACES,
            echo == Echo.THROUGH_ACTIVATION));
  }

  /** {@code wm}. */
  public static final class Provider implements RuleProvider {
    private static final Setting RATE =
        Setting.real("rate", 0.001, Setting.between(0, 1e6), "weight of each rehearsal in B");
    private static final Setting LEAK =
        Setting.real(
            "leak",
            0.002,
            Setting.between(0, 1),
            "part of B lost in each rehearsal; B comes to rate sigma^2 / leak times W");
    private static final Setting SIGMA =
        Setting.real("sigma", 1.0, Setting.between(0, 1e6), "deviation of the noise");
    private static final Setting AVERAGE =
        Setting.choice(
            "average",
            List.of("places", "samples"),
            "mean of the correlation over batch and places of a convolution, or the batch alone");
    private static final Setting CADENCE =
        Setting.whole(
            "cadence", 1L, Setting.between(1, 1_000_000), "learning steps between rehearsals");
    private static final Setting BEFORE =
        Setting.whole(
            "mirror_before",
            500L,
            Setting.between(0, 1_000_000),
            "rehearsals before the first learning step");

    private static final Setting SCALE =
        FeedbackAlignment.scale(
            0.1, "multiplies the feedback's draw, of which the leak leaves nothing in the end");

    @Override
    public String name() {
      return "wm";
    }

    @Override
    public String description() {
      return "Weight mirror: B learns from the layer's echo of noise. (Akrout et al. 2019)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(
          RATE,
          LEAK,
          SIGMA,
          AVERAGE,
          Echo.SETTING,
          CADENCE,
          BEFORE,
          FeedbackInit.SETTING,
          SCALE,
          LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      Mirroring.Average average =
          settings.text(AVERAGE.key()).equals("places")
              ? Mirroring.Average.PLACES
              : Mirroring.Average.SAMPLES;
      return LastLayer.asSet(
          settings,
          new WeightMirror(
              FeedbackAlignment.asSet(settings),
              new Mirroring(settings.real(RATE.key()), settings.real(LEAK.key()), average),
              new MirrorPhase(
                  settings.real(SIGMA.key()),
                  settings.size(CADENCE.key()),
                  settings.size(BEFORE.key())),
              Echo.asSet(settings)));
    }
  }
}
