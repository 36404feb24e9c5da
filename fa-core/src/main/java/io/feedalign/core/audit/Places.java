package io.feedalign.core.audit;

import io.feedalign.core.run.TensorNumbers;
import io.feedalign.credit.Edge;
import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** Names of what is in a step, and what of it persists. */
final class Places {
  static final String X = "x";
  static final String TARGET = "target";
  static final String SECOND = "second_target";
  static final String SHARE = "share";

  /** All that a batch fills. */
  static final Set<String> BATCH = Set.of(X, TARGET, SECOND, SHARE);

  private Places() {}

  /** The name of an edge: its layer's path, and its slot if that reads several values. */
  static String of(Edge edge) {
    return edge.path() + (edge.slot() == 0 ? "" : "#" + edge.slot());
  }

  /** Puts a batch in its places. */
  static void feed(Map<String, Tensor> inputs, Batch batch) {
    in(inputs, X).writeInLayout(batch.images().duplicate().rewind());
    in(inputs, TARGET).write(batch.targets().duplicate().rewind());
    batch
        .mixture()
        .ifPresent(
            mixture -> {
              in(inputs, SECOND).write(mixture.seconds().duplicate().rewind());
              in(inputs, SHARE).write(mixture.shares().duplicate().rewind());
            });
  }

  /** The place of a feed. */
  static Tensor in(Map<String, Tensor> inputs, String feed) {
    Tensor tensor = inputs.get(feed);
    if (tensor == null) {
      throw FaException.internal("The audited step has no feed '" + feed + "'.");
    }
    return tensor;
  }

  /** What persists, without the batch. */
  static Map<String, double[]> states(Map<String, Tensor> inputs) {
    Map<String, double[]> states = new LinkedHashMap<>();
    inputs.forEach(
        (path, tensor) -> {
          if (!BATCH.contains(path)) {
            states.put(path, TensorNumbers.read(tensor));
          }
        });
    return states;
  }
}
