package io.feedalign.testkit;

import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A small program that every backend must agree on with the reference.
 *
 * @param name in plain words, for the test report
 * @param tolerance as {@link Closeness} has it
 * @param writing writes the program on a fresh sketch
 */
record ProgramCase(String name, double tolerance, Consumer<Sketch> writing) {

  /** Single precision with sums of some thousand terms. */
  static final double SINGLE = 1e-5;

  /** Operations that only move numbers. */
  static final double EXACT = 0;

  /**
   * bf16 keeps eight bits: half a unit in the last place is 2e-3, and sums in f32 may round twice.
   */
  static final double BRAIN = 1.2e-2;

  static ProgramCase single(String name, Consumer<Sketch> writing) {
    return new ProgramCase(name, SINGLE, writing);
  }

  static ProgramCase exact(String name, Consumer<Sketch> writing) {
    return new ProgramCase(name, EXACT, writing);
  }

  Sketch sketch() {
    Sketch sketch = new Sketch();
    writing.accept(sketch);
    return sketch;
  }

  /** Everything that runs in single precision. */
  static List<ProgramCase> all() {
    return Stream.of(
            ConvCases.all(),
            PoolCases.all(),
            NormCases.all(),
            AlgebraCases.all(),
            PointwiseCases.all(),
            LossCases.all(),
            MemoryCases.all())
        .flatMap(List::stream)
        .toList();
  }
}
