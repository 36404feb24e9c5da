package io.feedalign.models.init;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.feedalign.ir.Draw;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Orthogonal draws by their definition. */
class OrthogonalTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "5, 7", "7, 5", "24, 24", "40, 10", "10, 90"})
  void rowsOrColumnsAreOrthonormalTimesTheGain(int rows, int columns) {
    for (long seed = 0; seed < 20; seed++) {
      double[] drawn = draw(seed, Shape.of(rows, columns));
      boolean wide = rows <= columns;
      int side = Math.min(rows, columns);
      for (int i = 0; i < side; i++) {
        for (int j = 0; j <= i; j++) {
          double expected = i == j ? 2.25 : 0;
          assertEquals(expected, product(drawn, new int[] {i, j, columns}, wide), 1e-5);
        }
      }
    }
  }

  @Test
  void aConvolutionIsTheMatrixOfItsOutputs() {
    double[] window = draw(3, Shape.of(4, 2, 3, 3));
    assertEquals(0, product(window, new int[] {0, 1, 18}, true), 1e-5);
    assertEquals(2.25, product(window, new int[] {3, 3, 18}, true), 1e-5);
  }

  @Test
  void signsAndSeedsVary() {
    assertNotEquals(draw(0, Shape.of(3, 3))[0], draw(1, Shape.of(3, 3))[0]);
    double mean =
        IntStream.range(0, 200).mapToDouble(seed -> draw(seed, Shape.of(1, 1))[0]).sum() / 200;
    // Single numbers are +1.5 or -1.5, each half of the time: five standard errors.
    assertEquals(0, mean, 5 * 1.5 / Math.sqrt(200));
  }

  /** Of two rows, or of two columns: at = {one, other, number of columns}. */
  private static double product(double[] matrix, int[] at, boolean rows) {
    int columns = at[2];
    int length = rows ? columns : matrix.length / columns;
    double sum = 0;
    for (int k = 0; k < length; k++) {
      double one = matrix[rows ? at[0] * columns + k : k * columns + at[0]];
      double other = matrix[rows ? at[1] * columns + k : k * columns + at[1]];
      sum += one * other;
    }
    return sum;
  }

  private static double[] draw(long seed, Shape shape) {
    Sketch sketch = new Sketch();
    Value step = sketch.integer(0);
    Value drawn = new Orthogonal(1.5).draw(sketch.emit(), shape, new Draw(seed, step));
    sketch.read(drawn);
    try (Rig rig = Rig.on(new ReferenceBackend(), sketch)) {
      rig.run();
      return rig.read(drawn);
    }
  }
}
