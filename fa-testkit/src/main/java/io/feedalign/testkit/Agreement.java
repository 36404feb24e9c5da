package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertClose;
import static io.feedalign.testkit.Closeness.assertSameBits;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.util.LinkedHashMap;
import java.util.Map;

/** The checks that a backend must pass for each program. */
final class Agreement {

  private static final int RUNS = 2;

  private Agreement() {}

  /** What the program reads and its states hold after each of two runs. */
  static Map<String, double[]> results(
      Backend backend, Sketch sketch, Program program, Placement placement) {
    Map<String, double[]> results = new LinkedHashMap<>();
    try (Rig rig = new Rig(backend, program, placement)) {
      rig.write(sketch.numbers());
      for (int run = 1; run <= RUNS; run++) {
        rig.run();
        for (Value value : program.reads()) {
          if (value.type() != DType.U8) {
            results.put(value + ", run " + run, rig.read(value));
          }
        }
        for (Value value : program.states()) {
          results.put(value + ", run " + run, rig.read(value));
        }
      }
    }
    return results;
  }

  /** As it stands, every value at its own place. */
  static void matchesReference(Backend backend, ProgramCase check) {
    Sketch sketch = check.sketch();
    Program program = sketch.program();
    compare(
        check.tolerance(),
        expected(sketch),
        results(backend, sketch, program, Placement.separate()));
  }

  /** With chains where neighbours are pointwise, in memory as tight as it gets. */
  static void matchesReferenceChained(Backend backend, ProgramCase check) {
    Sketch sketch = check.sketch();
    Program program = Fusion.chains(sketch.program());
    compare(
        check.tolerance(),
        expected(sketch),
        results(backend, sketch, program, Placement.compact()));
  }

  /**
   * Bound twice and run twice each, everything is the same to the bit; so it is in tight memory.
   */
  static void sameBits(Backend backend, ProgramCase check) {
    Sketch sketch = check.sketch();
    Program program = sketch.program();
    Map<String, double[]> first = results(backend, sketch, program, Placement.separate());
    Map<String, double[]> again = results(backend, sketch, program, Placement.separate());
    Map<String, double[]> tight = results(backend, sketch, program, Placement.compact());
    first.forEach(
        (what, numbers) -> assertSameBits(what + ", bound again", numbers, of(again, what)));
    first.forEach(
        (what, numbers) -> assertSameBits(what + ", tight memory", numbers, of(tight, what)));
    if (program.states().isEmpty()) {
      for (Value value : program.reads()) {
        String second = value + ", run 2";
        if (first.containsKey(second)) {
          assertSameBits(second, of(first, value + ", run 1"), of(first, second));
        }
      }
    }
  }

  private static Map<String, double[]> expected(Sketch sketch) {
    try (Backend reference = new ReferenceBackend()) {
      return results(reference, sketch, sketch.program(), Placement.separate());
    }
  }

  private static void compare(
      double tolerance, Map<String, double[]> expected, Map<String, double[]> actual) {
    expected.forEach((what, numbers) -> assertClose(what, numbers, of(actual, what), tolerance));
  }

  private static double[] of(Map<String, double[]> results, String what) {
    return Checks.known(results.get(what), "A backend gave no " + what);
  }
}
