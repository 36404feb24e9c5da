package io.feedalign.core.audit;

import io.feedalign.credit.Edge;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Names of what is in a step, and its numbers. */
final class Places {
  static final String X = "x";
  static final String TARGET = "target";

  private Places() {}

  /** The name of an edge: its layer's path, and its slot if that reads several values. */
  static String of(Edge edge) {
    return edge.path() + (edge.slot() == 0 ? "" : "#" + edge.slot());
  }

  static double[] read(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    if (tensor.type() == DType.I32) {
      int[] whole = new int[numbers.length];
      tensor.read(IntBuffer.wrap(whole));
      for (int i = 0; i < whole.length; i++) {
        numbers[i] = whole[i];
      }
    } else {
      tensor.read(DoubleBuffer.wrap(numbers));
    }
    return numbers;
  }

  static void write(Tensor tensor, double[] numbers) {
    if (tensor.type() == DType.I32) {
      int[] whole = new int[numbers.length];
      for (int i = 0; i < whole.length; i++) {
        whole[i] = (int) numbers[i];
      }
      tensor.write(IntBuffer.wrap(whole));
    } else {
      tensor.write(DoubleBuffer.wrap(numbers));
    }
  }

  /** What persists, without the batch. */
  static Map<String, double[]> states(Map<String, Tensor> inputs) {
    Map<String, double[]> states = new LinkedHashMap<>();
    inputs.forEach(
        (path, tensor) -> {
          if (!path.equals(X) && !path.equals(TARGET)) {
            states.put(path, read(tensor));
          }
        });
    return states;
  }
}
