package io.feedalign.core.store;

import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/** Tensors in memory as files hold them and back, to the very bit. */
public final class TensorCopy {
  private TensorCopy() {}

  /**
   * The elements as they are: in single precision, or in double where a backend computes in it and
   * single would lose something.
   */
  public static StoredTensor of(Tensor tensor) {
    int count = Math.toIntExact(tensor.shape().elements());
    if (tensor.type() == DType.I32) {
      int[] elements = new int[count];
      tensor.read(IntBuffer.wrap(elements));
      return StoredTensor.ofInts(tensor.shape(), elements);
    }
    StoredTensor single = StoredTensor.ofFloats(tensor.shape(), tensor.toArray());
    if (!precise(tensor)) {
      return single;
    }
    double[] exact = new double[count];
    tensor.read(DoubleBuffer.wrap(exact));
    boolean same = IntStream.range(0, count).allMatch(i -> same(exact[i]));
    return same ? single : StoredTensor.ofDoubles(single.sizes(), exact);
  }

  /** Whether a tensor may have more than single precision: it has its own way to tell doubles. */
  private static boolean precise(Tensor tensor) {
    try {
      return !tensor.getClass().getMethod("read", DoubleBuffer.class).isDefault();
    } catch (NoSuchMethodException e) {
      return true;
    }
  }

  /** Fills a tensor of the same shape. */
  public static void fill(Tensor tensor, StoredTensor stored) {
    if (tensor.type() == DType.I32) {
      int[] elements = Arrays.stream(stored.toLongs()).mapToInt(Math::toIntExact).toArray();
      tensor.write(IntBuffer.wrap(elements));
    } else if (stored.type() == StoredType.F64) {
      tensor.write(DoubleBuffer.wrap(stored.toDoubles()));
    } else {
      tensor.write(FloatBuffer.wrap(stored.toFloats()));
    }
  }

  /** Whether a file of this type can fill the tensor. */
  public static boolean fits(Tensor tensor, StoredTensor stored) {
    boolean typed =
        tensor.type() == DType.I32
            ? stored.type() == StoredType.I32
            : stored.type() == StoredType.F32 || stored.type() == StoredType.F64;
    return typed && stored.has(tensor.shape());
  }

  private static boolean same(double exact) {
    return Double.doubleToRawLongBits(exact) == Double.doubleToRawLongBits((float) exact);
  }
}
