package io.feedalign.backend.cuda.source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Form;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values of four axes lie channels-last, whatever their layout. */
class DeviceOrderTest {
  private static final Shape SHAPE = Shape.of(3, 5, 2, 7);
  private static final int ELEMENTS = 210;

  /** Where an element lies, by its four indices. */
  private static int place(int n, int c, int h, int w) {
    return ((n * 2 + h) * 7 + w) * 5 + c;
  }

  @Test
  void weightsAndImagesLieChannelsLast() {
    for (Form form : new Form[] {Form.parameter(SHAPE), Form.activation(SHAPE)}) {
      DeviceOrder order = DeviceOrder.of(form);
      int logical = 0;
      for (int n = 0; n < 3; n++) {
        for (int c = 0; c < 5; c++) {
          for (int h = 0; h < 2; h++) {
            for (int w = 0; w < 7; w++, logical++) {
              assertEquals(place(n, c, h, w), order.stored(logical));
              assertEquals(logical, order.logicalOf(place(n, c, h, w)));
            }
          }
        }
      }
    }
  }

  @Test
  void whatHasNotFourAxesLiesAsItIsCounted() {
    DeviceOrder order = DeviceOrder.of(Form.parameter(Shape.of(4, 3, 2)));
    assertTrue(order.isLogical());
    assertEquals(17, order.stored(17));
    assertEquals(24, order.elements());
    assertTrue(DeviceOrder.of(Form.SCALAR).isLogical());
    assertTrue(DeviceOrder.of(Form.activation(Shape.of(9, 4, 1, 1))).isLogical());
    assertTrue(DeviceOrder.of(Form.activation(Shape.of(9, 1, 4, 3))).isLogical());
    assertFalse(DeviceOrder.of(Form.activation(Shape.of(1, 2, 1, 2))).isLogical());
  }

  @Test
  void neighboursShareAnIndexOfAnAxis() {
    Form form = Form.parameter(SHAPE);
    int[] index = new int[4];
    for (index[0] = 0; index[0] < 3; index[0]++) {
      for (index[1] = 0; index[1] < 5; index[1]++) {
        for (index[2] = 0; index[2] < 2; index[2]++) {
          for (index[3] = 0; index[3] < 7; index[3]++) {
            int place = place(index[0], index[1], index[2], index[3]);
            for (int axis = 0; axis < 4; axis++) {
              long inner = DeviceOrder.inner(form, axis);
              assertEquals(index[axis], place / inner % SHAPE.size(axis), "axis " + axis);
            }
          }
        }
      }
    }
    assertEquals(6, DeviceOrder.inner(Form.parameter(Shape.of(4, 3, 2)), 0));
    assertEquals(2, DeviceOrder.inner(Form.parameter(Shape.of(4, 3, 2)), 1));
  }

  @Test
  void floatsComeBackFromWhereTheyWerePut() {
    DeviceOrder order = DeviceOrder.of(Form.parameter(SHAPE));
    FloatBuffer numbers = FloatBuffer.allocate(ELEMENTS + 1);
    for (int i = 0; i <= ELEMENTS; i++) {
      numbers.put(i, i - 0.5f);
    }
    ByteBuffer stored = ByteBuffer.allocate(4 * ELEMENTS).order(ByteOrder.nativeOrder());
    order.write(numbers.duplicate().position(1), stored, DType.F32);
    for (int i = 0; i < ELEMENTS; i++) {
      assertEquals(i + 0.5f, stored.getFloat(4 * (int) order.stored(i)));
    }
    FloatBuffer back = FloatBuffer.allocate(ELEMENTS + 1);
    order.read(stored, DType.F32, back.position(1));
    numbers.put(0, 0);
    assertArrayEquals(numbers.array(), back.array());
    assertFalse(back.hasRemaining());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 16_384, 50_000})
  void brainFloatsAreRoundedToEven(int length) {
    DeviceOrder order = DeviceOrder.of(Form.parameter(Shape.of(length)));
    float[] numbers = new float[length];
    for (int i = 0; i < length; i++) {
      numbers[i] = 1 + i % 4 * 0x1p-8f;
    }
    numbers[length - 1] = Float.NaN;
    ByteBuffer stored = ByteBuffer.allocateDirect(2 * length).order(ByteOrder.nativeOrder());
    order.write(FloatBuffer.wrap(numbers), stored, DType.BF16);
    float[] back = new float[length];
    order.read(stored, DType.BF16, FloatBuffer.wrap(back));
    float[] rounded = {1, 1, 1 + 0x1p-7f, 1 + 0x1p-6f};
    for (int i = 0; i < length - 1; i++) {
      assertEquals(rounded[i % 4], back[i]);
    }
    assertTrue(Float.isNaN(back[length - 1]));
  }

  @Test
  void integersAreReorderedToo() {
    DeviceOrder order = DeviceOrder.of(Form.integers(SHAPE));
    int[] numbers = new int[ELEMENTS];
    for (int i = 0; i < ELEMENTS; i++) {
      numbers[i] = i + 16_777_217;
    }
    ByteBuffer stored = ByteBuffer.allocate(4 * ELEMENTS).order(ByteOrder.nativeOrder());
    order.write(IntBuffer.wrap(numbers), stored);
    assertEquals(numbers[1], stored.getInt(4 * (int) order.stored(1)));
    int[] back = new int[ELEMENTS];
    order.read(stored, IntBuffer.wrap(back));
    assertArrayEquals(numbers, back);
  }
}
