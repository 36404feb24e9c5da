package io.feedalign.testkit;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tensors by name as plain arrays. */
final class Tensors {

  private Tensors() {}

  static double[] read(Tensor tensor) {
    double[] numbers = new double[Math.toIntExact(tensor.shape().elements())];
    if (tensor.type() == DType.I32) {
      IntBuffer whole = IntBuffer.allocate(numbers.length);
      tensor.read(whole);
      for (int i = 0; i < numbers.length; i++) {
        numbers[i] = whole.get(i);
      }
    } else {
      tensor.read(DoubleBuffer.wrap(numbers));
    }
    return numbers;
  }

  static void write(Tensor tensor, double... numbers) {
    if (tensor.type() == DType.I32) {
      IntBuffer whole = IntBuffer.allocate(numbers.length);
      for (double number : numbers) {
        whole.put((int) number);
      }
      tensor.write(whole.flip());
    } else {
      tensor.write(DoubleBuffer.wrap(numbers));
    }
  }

  static Map<String, double[]> readAll(Map<String, Tensor> tensors) {
    Map<String, double[]> numbers = new LinkedHashMap<>();
    tensors.forEach((name, tensor) -> numbers.put(name, read(tensor)));
    return numbers;
  }
}
