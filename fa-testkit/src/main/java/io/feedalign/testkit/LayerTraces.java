package io.feedalign.testkit;

import static io.feedalign.testkit.Closeness.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Parameter;
import java.util.HashSet;
import java.util.Set;

/** What a layer keeps and what it changes. */
final class LayerTraces {

  private LayerTraces() {}

  static void keepsOnlyWhatIsUsed(LayerCase subject) {
    LayerBench bench = new LayerBench(subject, Mode.LEARN);
    Set<Value> used = new HashSet<>(bench.pulls().values());
    bench.backward().forEach(instruction -> used.addAll(instruction.inputs()));
    bench
        .trace
        .kept()
        .forEach(
            (name, value) ->
                assertTrue(used.contains(value), "keeps '" + name + "', but no pullback uses it"));
    assertEquals(bench.inputs, bench.trace.call().inputs(), "the trace's inputs");
  }

  static void onlyLearningAssigns(LayerCase subject) {
    for (Mode mode : Mode.values()) {
      LayerBench bench = new LayerBench(subject, mode);
      Set<Value> assigned = new HashSet<>();
      for (Instruction instruction : bench.sketch.program().body()) {
        assigned.addAll(Fusion.assigned(instruction));
      }
      assertTrue(
          assigned.isEmpty() || mode == Mode.LEARN, "assigns " + assigned + " in mode " + mode);
      bench.parameters.forEach(
          (parameter, value) ->
              assertTrue(
                  !assigned.contains(value) || parameter.role() == Parameter.Role.STATISTIC,
                  "the forward pass changes " + parameter.name()));
    }
  }

  /** The same numbers for every step: no randomness is left. */
  static void inference(LayerCase subject) {
    LayerBench bench = new LayerBench(subject, Mode.INFER);
    try (Rig rig = Rig.on(new ReferenceBackend(), bench.sketch)) {
      rig.run();
      double[] first = rig.read(bench.trace.output());
      for (double element : first) {
        assertTrue(Double.isFinite(element), "inference gives " + element);
      }
      rig.write(bench.step, 1);
      rig.run();
      assertSameBits("inference at another step", first, rig.read(bench.trace.output()));
    }
  }
}
