package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.Placement;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.nio.FloatBuffer;
import java.util.List;
import org.junit.jupiter.api.Test;

class CudaTensorTest {
  private final RecordingDevice device = new RecordingDevice();
  private final CudaBackend backend = RecordedPrograms.backend(device);

  private Tensor tensor(Form form) {
    Sketch sketch = new Sketch();
    Value state = sketch.state(form, new double[(int) form.shape().elements()]);
    Rig rig = new Rig(backend, sketch.program(), Placement.separate());
    device.told();
    return rig.tensor(state);
  }

  private static float[] numbers(Tensor tensor) {
    float[] numbers = new float[(int) tensor.shape().elements()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = i % 4099;
    }
    return numbers;
  }

  @Test
  void aLargeTensorGoesThroughPinnedMemoryInPieces() {
    int piece = Staging.PIECE / Float.BYTES;
    Tensor large = tensor(Form.parameter(Shape.of(2 * piece + 3)));
    float[] numbers = numbers(large);
    large.write(FloatBuffer.wrap(numbers));
    assertEquals(
        List.of("upload " + Staging.PIECE, "upload " + Staging.PIECE, "upload 12"), uploads());
    assertArrayEquals(numbers, large.toArray());
  }

  @Test
  void pinnedMemoryIsNotFilledAgainWhileItsContentsAreOnTheirWay() {
    Tensor larger = tensor(Form.parameter(Shape.of(11 * (Staging.PIECE / Float.BYTES))));
    float[] numbers = numbers(larger);
    larger.write(FloatBuffer.wrap(numbers));
    assertArrayEquals(numbers, larger.toArray());
  }

  private List<String> uploads() {
    return device.told().stream().filter(event -> event.startsWith("upload")).toList();
  }

  @Test
  void aLargeTensorOfImagesIsCutBetweenSamples() {
    Tensor images = tensor(Form.activation(Shape.of(5, 3, 400, 400)));
    float[] numbers = numbers(images);
    images.write(FloatBuffer.wrap(numbers));
    int sample = 3 * 400 * 400 * Float.BYTES;
    assertEquals(
        List.of("upload " + 2 * sample, "upload " + 2 * sample, "upload " + sample), uploads());
    assertArrayEquals(numbers, images.toArray());
  }

  @Test
  void aSampleLargerThanAPieceIsOnePiece() {
    Tensor images = tensor(Form.activation(Shape.of(2, 3, 700, 700)));
    float[] numbers = numbers(images);
    images.write(FloatBuffer.wrap(numbers));
    assertEquals(2, uploads().size());
    assertArrayEquals(numbers, images.toArray());
  }

  @Test
  void weightsLieChannelsLastAndAreWrittenInTheirOwnLayoutAllTheSame() {
    Tensor weight = tensor(Form.parameter(Shape.of(4, 3, 2, 5)));
    float[] numbers = numbers(weight);
    weight.writeInLayout(FloatBuffer.wrap(numbers));
    assertArrayEquals(numbers, weight.toArray());
    Tensor image = tensor(Form.activation(Shape.of(1, 2, 1, 3)));
    image.writeInLayout(FloatBuffer.wrap(new float[] {0, 10, 1, 11, 2, 12}));
    assertArrayEquals(new float[] {0, 1, 2, 10, 11, 12}, image.toArray());
  }

  @Test
  void brainFloatsAreRoundedToEvenOnTheWay() {
    Tensor brain = tensor(Form.activation(Shape.of(1, 2, 1, 2)).withType(DType.BF16));
    brain.write(FloatBuffer.wrap(new float[] {1, 1.00390625f, 1.01171875f, -3}));
    assertEquals(List.of("upload 8"), uploads());
    assertArrayEquals(new float[] {1, 1, 1.015625f, -3}, brain.toArray());
  }

  @Test
  void aRefusedExchangeTouchesNothing() {
    Tensor five = tensor(Form.parameter(Shape.of(5)));
    FaException refusal =
        assertThrows(FaException.class, () -> five.write(FloatBuffer.allocate(4)));
    assertTrue(String.valueOf(refusal.getMessage()).contains("holds 5 elements of type F32"));
    assertEquals(List.of(), device.told());
  }

  @Test
  void pinnedMemoryIsReusedAndBounded() {
    Tensor tensor = tensor(Form.parameter(Shape.of(3 * Staging.PIECE / Float.BYTES)));
    for (int i = 0; i < 20; i++) {
      tensor.write(FloatBuffer.wrap(numbers(tensor)));
    }
    List<String> pinned = device.open().stream().filter(e -> e.startsWith("pinned")).toList();
    assertEquals(1, pinned.size());
    assertTrue(
        Long.parseLong(pinned.get(0).substring("pinned ".length())) <= 8L * Staging.PIECE,
        pinned.get(0));
    assertArrayEquals(numbers(tensor), tensor.toArray());
  }
}
