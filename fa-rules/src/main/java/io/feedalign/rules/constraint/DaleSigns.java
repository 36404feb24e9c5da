package io.feedalign.rules.constraint;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import java.util.Optional;

/**
 * {@code ei} by Dale's principle: all synapses that leave a unit (dense layers) or a channel
 * (convolutions) share its sign. The signs S are drawn for each layer, as the state {@code signs},
 * and weights start as S (*) abs(W_0). Layers that read the network's input go free, for pixels are
 * no neurons. Gains that multiply channels, as those of batch norm, stay positive: a negative one
 * would turn a unit's sign round. Source: Moskovitz, Litwin-Kumar, Abbott 2018.
 *
 * @param balance the share of excitatory units, 0 to 1
 */
public record DaleSigns(double balance) implements Constraint {
  @Override
  public Value project(Emitter emit, UpdateContext context, Value proposed) {
    if (context.parameter().role() == Parameter.Role.GAIN) {
      return Polarity.positive(emit, proposed);
    }
    // W <- S (*) max(S (*) W, epsilon)
    return signs(context).map(s -> Polarity.hold(emit, s, proposed)).orElse(proposed);
  }

  @Override
  public Value start(Emitter emit, UpdateContext context, Value drawn) {
    if (context.parameter().role() == Parameter.Role.GAIN) {
      return Polarity.positive(emit, drawn);
    }
    // W_0 <- S (*) abs(W_0)
    return signs(context).map(s -> emit.multiply(s, emit.abs(drawn))).orElse(drawn);
  }

  @Override
  public boolean signsByUnit(UpdateContext context) {
    return context.parameter().role() == Parameter.Role.WEIGHT && !context.first();
  }

  @Override
  public Optional<Value> signs(UpdateContext context) {
    return signsByUnit(context)
        ? Optional.of(context.state("signs", new DaleDraw(balance)))
        : Optional.empty();
  }

  @Override
  public Optional<String> breach(UpdateContext context, double[] start, double[] now) {
    return switch (context.parameter().role()) {
      case GAIN -> SignBreach.notPositive(now);
      case WEIGHT ->
          context.first()
              ? Optional.empty()
              : SignBreach.flipped(start, now)
                  .or(() -> SignBreach.ofUnits(context.parameter().shape().toArray(), now));
      default -> Optional.empty();
    };
  }
}
