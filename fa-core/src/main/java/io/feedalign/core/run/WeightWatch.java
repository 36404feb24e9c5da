package io.feedalign.core.run;

import io.feedalign.nn.Node;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Looks at a network's parameters every few steps, since a loss may stay finite for a whole epoch
 * after a weight is not: rectifiers make zero of what is not a number.
 */
final class WeightWatch {
  private static final int EVERY = 10;

  private final Map<String, Tensor> weights = new LinkedHashMap<>();
  private final float[] numbers;

  WeightWatch(CompiledNetwork network) {
    Map<String, Tensor> tensors = network.tensors();
    for (Node node : network.network().nodes()) {
      node.layer().parameters().stream()
          .map(node::pathOf)
          .forEach(path -> weights.put(path, Objects.requireNonNull(tensors.get(path), path)));
    }
    numbers = new float[weights.values().stream().mapToInt(WeightWatch::size).max().orElse(0)];
  }

  private static int size(Tensor tensor) {
    return Math.toIntExact(tensor.shape().elements());
  }

  /** The path of a parameter that is not finite, if this step is one to look at them. */
  Optional<String> broken(long step) {
    return step % EVERY == 0
        ? weights.keySet().stream().filter(this::broken).findFirst()
        : Optional.empty();
  }

  private boolean broken(String path) {
    Tensor weight = Objects.requireNonNull(weights.get(path));
    weight.read(FloatBuffer.wrap(numbers, 0, size(weight)));
    return !Finite.all(numbers, size(weight));
  }
}
