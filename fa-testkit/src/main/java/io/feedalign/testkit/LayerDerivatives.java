package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import java.util.Map;
import java.util.function.Supplier;

/** A layer's pullbacks against central differences, with batch statistics and dropout in force. */
final class LayerDerivatives {

  /** Of the largest element: differences in double precision are good to about 1e-9. */
  private static final double TOLERANCE = 1e-7;

  /** Larger tensors are varied along random directions only. */
  private static final long MOST_ELEMENTS = 600;

  private LayerDerivatives() {}

  static void elementByElement(LayerCase subject) {
    forEachPull(
        new LayerBench(subject, Mode.OBSERVE),
        (at, pulled, differences) -> {
          if (at.shape().elements() <= MOST_ELEMENTS) {
            double[] claimed = pulled.get();
            assertClose("derivative at " + at, differences.gradient(at), claimed, TOLERANCE);
          }
        });
  }

  /** {@code <J v, s> = <v, pull(s)>} for random directions v. */
  static void adjoint(LayerCase subject) {
    forEachPull(
        new LayerBench(subject, Mode.LEARN),
        (at, pulled, differences) -> {
          for (long key = 1; key <= 3; key++) {
            double[] claimed = pulled.get();
            double[] direction = Numbers.normal(key, at.shape());
            check(at, differences.along(at, direction), direction, claimed);
          }
        });
  }

  /** A check of what is pulled back to a value; each time it is asked for, the layer runs. */
  private interface Check {
    void of(Value at, Supplier<double[]> pulled, Differences differences);
  }

  private static void forEachPull(LayerBench bench, Check check) {
    Map<Value, Value> pulls = bench.pulls();
    try (Rig rig = Rig.on(new ReferenceBackend(), bench.sketch)) {
      Differences differences = new Differences(rig, bench.trace.output(), rig.read(bench.signal));
      pulls.forEach(
          (at, pulled) ->
              check.of(
                  at,
                  () -> {
                    rig.run();
                    return rig.read(pulled);
                  },
                  differences));
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
