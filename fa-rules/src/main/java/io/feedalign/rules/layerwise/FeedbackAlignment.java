package io.feedalign.rules.layerwise;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.rules.formula.LayerwiseFormulas;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.Optional;
import java.util.function.Function;

/**
 * Feedback alignment: B is drawn once, like a weight, and never changes; W comes to agree with it.
 * Source: Lillicrap, Cownden, Tweed, Akerman 2016.
 *
 * @param init from which distribution B is drawn
 * @param scale multiplies the draw; the stored B is already scaled
 */
public record FeedbackAlignment(FeedbackInit init, double scale) implements FeedbackWeight {
  /** B drawn as the weights themselves are. */
  public FeedbackAlignment() {
    this(FeedbackInit.WEIGHT, 1);
  }

  /** {@code scale}, with the default and the meaning that it has in a rule. */
  public static Setting scale(double usual, String meaning) {
    return Setting.real("scale", usual, Setting.between(0, 1e6), meaning);
  }

  /** Drawn as {@link FeedbackInit#SETTING} and {@link #scale} say. */
  public static FeedbackAlignment asSet(Settings settings) {
    return new FeedbackAlignment(FeedbackInit.asSet(settings), settings.real("scale"));
  }

  @Override
  public Function<Emitter, Value> at(Edge edge, RuleContext context) {
    Parameter weight = edge.weightParameter();
    // B_0 = scale draw, fixed
    Initializer drawn = init.forWeight(weight);
    Initializer scaled = (emit, shape, draw) -> emit.scale(drawn.draw(emit, shape, draw), scale);
    Value b = context.state("feedback", weight.shape(), scaled);
    return emit -> b;
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(LayerwiseFormulas.fixed());
  }

  /** {@code fa}. */
  public static final class Provider implements RuleProvider {
    private static final Setting SCALE = scale(1, "multiplies the feedback weights");

    @Override
    public String name() {
      return "fa";
    }

    @Override
    public String description() {
      return "Feedback alignment: B is random and fixed. (Lillicrap et al. 2016)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(FeedbackInit.SETTING, SCALE, LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      return LastLayer.asSet(settings, new Layerwise(asSet(settings)));
    }
  }
}
