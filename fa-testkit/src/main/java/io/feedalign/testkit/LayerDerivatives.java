package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import java.util.Map;

/** A layer's pullbacks against central differences, with batch statistics and dropout in force. */
final class LayerDerivatives {

  /** Of the largest element: differences in double precision are good to about 1e-9. */
  private static final double TOLERANCE = 1e-7;

  /** Larger tensors are varied along random directions only. */
  private static final long MOST_ELEMENTS = 600;

  private LayerDerivatives() {}

  static void elementByElement(LayerCase subject) {
    LayerBench bench = new LayerBench(subject, Mode.OBSERVE);
    Map<Value, Value> pulls = bench.pulls();
    try (Rig rig = Rig.on(new ReferenceBackend(), bench.sketch)) {
      Differences differences = differences(rig, bench);
      pulls.forEach(
          (at, pulled) -> {
            if (at.shape().elements() <= MOST_ELEMENTS) {
              rig.run();
              double[] claimed = rig.read(pulled);
              assertClose("derivative at " + at, differences.gradient(at), claimed, TOLERANCE);
            }
          });
    }
  }

  private static Differences differences(Rig rig, LayerBench bench) {
    return new Differences(rig, bench.trace.output(), rig.read(bench.signal));
  }

  /** {@code <J v, s> = <v, pull(s)>} for random directions v. */
  static void adjoint(LayerCase subject) {
    LayerBench bench = new LayerBench(subject, Mode.LEARN);
    Map<Value, Value> pulls = bench.pulls();
    try (Rig rig = Rig.on(new ReferenceBackend(), bench.sketch)) {
      Differences differences = differences(rig, bench);
      pulls.forEach(
          (at, pulled) -> {
            for (long key = 1; key <= 3; key++) {
              rig.run();
              double[] claimed = rig.read(pulled);
              double[] direction = Numbers.normal(key, at.shape());
              check(at, differences.along(at, direction), direction, claimed);
            }
          });
    }
  }

  private static void check(Value at, double slope, double[] direction, double[] pulled) {
    double claimed = Numbers.dot(direction, pulled);
    double size = Math.max(Numbers.norm(direction) * Numbers.norm(pulled), Math.abs(slope));
    assertTrue(
        Math.abs(slope - claimed) <= TOLERANCE * size,
        () -> "<v, pull> at " + at + " is " + claimed + ", but <J v, s> is " + slope);
  }
}
