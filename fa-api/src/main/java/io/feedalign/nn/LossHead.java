package io.feedalign.nn;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Where a network's output meets its target: it gives the first teaching signal.
 *
 * <pre>{@code
 * LossHead.Outcome met = network.head().meet(emit, output, target);
 * Value signal = met.error(); // what the output's edges are asked to carry down
 * Optional<Value> hits = network.head().hits(emit, output, target, 5);
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface LossHead {
  /** The form of the target for an output of this shape, both with their batch axis. */
  Form target(Shape output);

  /** Writes loss and error. */
  Outcome meet(Emitter emit, Value output, Value target);

  /**
   * Writes in how many rows the target is among the k best; empty if that makes no sense here.
   *
   * @param k at least 1
   */
  Optional<Value> hits(Emitter emit, Value output, Value target, int k);

  /** The target as a value of the output's shape, for rules that teach with it. */
  Value teacher(Emitter emit, Value output, Value target);

  /**
   * Writes loss and error for rows with two targets: {@code share loss(first) + (1 - share)
   * loss(second)}, row by row. Empty if this head cannot.
   */
  default Optional<Outcome> meet(Emitter emit, Value output, MixedTarget target) {
    return Optional.empty();
  }

  /**
   * What a mixed target teaches with: {@code share teacher(first) + (1 - share) teacher(second)}.
   */
  default Value teacher(Emitter emit, Value output, MixedTarget target) {
    Value first = teacher(emit, output, target.first());
    Value second = teacher(emit, output, target.second());
    Value rest = emit.affine(target.share(), -1, 1);
    return emit.add(emit.scaleAxis(first, target.share(), 0), emit.scaleAxis(second, rest, 0));
  }

  /** Whether the errors of each row add up to 0, as those of a softmax do. */
  default boolean balanced() {
    return false;
  }

  /**
   * What a head yields.
   *
   * @param loss scalar, the mean over the batch
   * @param error like the output: the gradient of the loss there
   */
  record Outcome(Value loss, Value error) {}
}
