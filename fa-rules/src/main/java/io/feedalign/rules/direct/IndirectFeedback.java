package io.feedalign.rules.direct;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.rules.formula.DirectFormulas;
import io.feedalign.rules.layerwise.LastLayer;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;
import java.util.Optional;

/**
 * Indirect feedback alignment: the error enters at the first hidden layer and is pushed on forwards
 * through the weights. Source: Nøkland 2016.
 */
public final class IndirectFeedback implements CreditAssignmentRule {
  private static final Pathway PATHWAY = new Pathway(Pathway.Tap.BLOCK, Pathway.Skips.CUT, false);

  private final Projection projection;
  private final Budget budget;

  private IndirectFeedback(Projection projection, Budget budget) {
    this.projection = projection;
    this.budget = budget;
  }

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    List<Edge> chain = HiddenChain.of(context.edges()).synapses();
    int place = chain.indexOf(edge);
    if (place == 0) {
      return (signals, emit) -> emit.fill(0, edge.input().form());
    }
    if (place == 1) {
      return entrance(new Site(Site.Plan.of(PATHWAY, context), edge.input(), context));
    }
    return pushed(chain.get(place - 2), chain.get(place - 1), edge);
  }

  @Override
  public Optional<Formula> formula() {
    return Optional.of(DirectFormulas.indirect());
  }

  private EdgeRule entrance(Site site) {
    Projected error = new Projected(Teaching.ERROR, projection);
    budget.check(
        site.plan(), Projected.needs(site.plan().outputs(), List.of(site.tap()), projection));
    return (signals, emit) -> error.arrive(site, signals, emit);
  }

  /** {@code g_(l+1) = W_(l+1) delta_l}, which the layers in between turn into delta_(l+1). */
  private static EdgeRule pushed(Edge before, Edge through, Edge to) {
    return (signals, emit) -> push(signals.at(before.output()), through, to, emit);
  }

  private static Value push(Value delta, Edge through, Edge to, Emitter emit) {
    Value source = emit.reshape(delta, through.input().shape());
    Value driven = through.drive(emit, source, through.weight());
    return emit.reshape(driven, to.input().shape());
  }

  /** {@code ifa}. */
  public static final class Provider implements RuleProvider {
    @Override
    public String name() {
      return "ifa";
    }

    @Override
    public String description() {
      return "Indirect feedback alignment: random feedback to the first hidden layer, pushed"
          + " forwards from there. (Nøkland 2016)";
    }

    @Override
    public SettingsSpec settings() {
      return SettingsSpec.of(Projection.SCALE, Budget.SETTING, LastLayer.SETTING);
    }

    @Override
    public CreditAssignmentRule create(Settings settings) {
      Projection dense = new DenseProjection(settings.real(Projection.SCALE.key()));
      return LastLayer.asSet(settings, new IndirectFeedback(dense, Budget.asSet(settings)));
    }
  }
}
