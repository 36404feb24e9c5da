package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.ir.Dot;
import io.feedalign.ir.Form;
import io.feedalign.ir.LeastInColumn;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How sums are cut: from their shapes alone. */
class ReductionLoweringsTest {
  private static final LaunchShape BLOCK = new LaunchShape(1, 256);

  @Test
  void reductionsAreAsTheyWereRead() {
    OnTape tape = new OnTape();
    tape.with(new Sum(1), OnTape.image(DType.BF16, 128, 16, 32, 32));
    tape.with(new Sum(Sum.ALL), OnTape.image(DType.F32, 5, 3, 111, 113));
    Value weight = tape.feed(OnTape.floats(512, 64, 3, 3));
    Value feedback = tape.feed(OnTape.floats(512, 64, 3, 3));
    tape.write(new Dot(Sum.ALL), weight, feedback);
    tape.write(new Dot(0), weight, weight);
    tape.with(new Sum(1), OnTape.floats(3, 5, 7));
    tape.with(new LeastInColumn(3), OnTape.floats(10, 700));
    Golden.check("reductions", tape.program());
  }

  @Test
  void oneElementIsOneLaunch() {
    for (int axis = Sum.ALL; axis <= 1; axis++) {
      assertEquals(List.of(BLOCK), OnTape.launches(new Sum(axis), OnTape.floats(1, 1)));
      assertEquals(
          List.of(BLOCK), OnTape.launches(new Sum(axis), OnTape.image(DType.BF16, 1, 1, 1, 1)));
    }
  }

  @Test
  void gradientsOfSmallLayersAreOneLaunch() {
    assertEquals(List.of(BLOCK), OnTape.launches(new Sum(1), OnTape.floats(128, 10)));
    assertEquals(1, OnTape.launches(new Sum(1), OnTape.floats(64, 1000)).size());
  }

  @Test
  void oneChannelIsSummedAsARow() {
    Lowered lowered = OnTape.lowered(new Sum(1), OnTape.image(DType.F32, 64, 1, 28, 28));
    assertTrue(lowered.source().contains("segment_sums<1LL, 50176LL, "));
  }

  @Test
  void partsOfHugeRowsMeetInWorkspace() {
    Form row = OnTape.floats(1, 1 << 30);
    Lowered lowered = OnTape.lowered(new Sum(0), row);
    assertEquals(List.of(new LaunchShape(1024, 256), BLOCK), OnTape.launches(new Sum(0), row));
    assertEquals(1024 * Float.BYTES, lowered.workspaceBytes());
    assertEquals(
        lowered.stages().get(0).operands().get(1), lowered.stages().get(1).operands().get(0));
  }

  @Test
  void channelsLieLastWhateverTheLayout() {
    Lowered weights = OnTape.lowered(new Sum(1), OnTape.floats(6, 24, 3, 3));
    assertTrue(weights.source().contains("column_sums<ColumnWalk<54LL, 24, 4, "));
  }

  @Test
  void aSquareIsReadOnce() {
    OnTape tape = new OnTape();
    Value x = tape.feed(OnTape.floats(100));
    tape.write(new Dot(Sum.ALL), x, x);
    Lowered lowered = tape.lowered();
    assertEquals(2, lowered.stages().get(0).operands().size());
    assertTrue(lowered.source().contains("Squares<float>{p0}"));
  }

  @Test
  void otherRanksAreSummedInTwoSteps() {
    Lowered lowered = OnTape.lowered(new Sum(1), OnTape.floats(2, 3, 4, 5, 6));
    assertEquals(2, lowered.stages().size());
    assertTrue(lowered.source().contains("segment_sums<6LL, 120LL, "));
    assertTrue(lowered.source().contains("column_sums<ColumnWalk<2LL, 3, "));
  }
}
