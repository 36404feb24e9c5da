package io.feedalign.core.run;

import io.feedalign.ir.Value;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at a network's parameters every few steps, since a loss may stay finite for a whole epoch
 * after a weight is not: rectifiers make zero of what is not a number. They are summed up where
 * they are, for no sum of a number that is not finite is; only parameters with such a sum are read.
 *
 * @param program which sums up
 * @param sums by the path of the parameter
 */
record WeightWatch(CompiledNetwork network, BoundProgram program, Map<String, Value> sums) {
  private static final int EVERY = 10;

  /** The path of a parameter that is not finite, if this step is one to look at them. */
  Optional<String> broken(long step) {
    if (step % EVERY != 0) {
      return Optional.empty();
    }
    program.run();
    return sums.entrySet().stream()
        .filter(sum -> !Double.isFinite(program.scalar(sum.getValue())))
        .map(Map.Entry::getKey)
        .filter(this::broken)
        .findFirst();
  }

  /** Finite numbers may have a sum beyond the largest. */
  private boolean broken(String path) {
    return !Finite.all(Objects.requireNonNull(network.tensors().get(path)).toArray());
  }
}
