package io.feedalign.backend.nd4j.view;

import io.feedalign.backend.cpu.Views;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataBuffer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Dense ND4J arrays over memory that somebody else owns.
 *
 * <p>Only dense arrays are made: several ND4J operations read strided ones wrongly without saying
 * so.
 */
public final class NdArrays {
  private NdArrays() {}

  /** A value in its memory order: (N, H, W, C) for channels-last images. */
  public static INDArray of(Views views, Value value) {
    return of(views.pointer(value), memorySizes(value));
  }

  /** A dense row-major array of floats at a place. */
  public static INDArray of(BytePointer place, long... sizes) {
    long elements = Arrays.stream(sizes).reduce(1, Math::multiplyExact);
    FloatPointer floats = new FloatPointer(place).capacity(elements);
    DataBuffer buffer = Nd4j.createBuffer(floats, elements, DataType.FLOAT);
    return Nd4j.create(buffer, sizes, strides(sizes), 0, 'c', DataType.FLOAT);
  }

  /** A new array with the given elements in row-major order, which nobody may write to. */
  public static INDArray constant(float[] elements, long... sizes) {
    return Nd4j.create(elements, sizes, strides(sizes), 'c', DataType.FLOAT);
  }

  private static long[] memorySizes(Value value) {
    Shape shape = value.shape();
    if (value.layout() == Layout.CHANNELS_LAST) {
      return new long[] {shape.size(0), shape.size(2), shape.size(3), shape.size(1)};
    }
    return Arrays.stream(shape.toArray()).asLongStream().toArray();
  }

  private static long[] strides(long[] sizes) {
    long[] strides = new long[sizes.length];
    long step = 1;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      strides[axis] = step;
      step *= sizes[axis];
    }
    return strides;
  }
}
