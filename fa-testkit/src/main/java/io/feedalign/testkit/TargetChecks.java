package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.OneHot;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.TopKHits;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/** Targets that are no classes, which must be refused as they are fed or as a program runs. */
final class TargetChecks {
  private static final int CLASSES = 4;

  private TargetChecks() {}

  static Map<String, Consumer<Backend>> all() {
    Map<String, Consumer<Backend>> checks = new LinkedHashMap<>();
    for (int wrong : new int[] {CLASSES, -2, Integer.MAX_VALUE}) {
      add(checks, "cross-entropy", wrong, TargetChecks::loss);
      add(
          checks,
          "hits",
          wrong,
          (s, target) -> s.apply(new TopKHits(2), s.normal(logits()), target));
      add(checks, "one-hot", wrong, (s, target) -> s.apply(new OneHot(CLASSES), target));
    }
    return checks;
  }

  private static Form logits() {
    return Form.parameter(Shape.of(3, CLASSES));
  }

  private static void loss(Sketch sketch, Value target) {
    sketch.apply(new SoftmaxCrossEntropy(), sketch.normal(logits()), target);
  }

  private static void add(
      Map<String, Consumer<Backend>> checks,
      String name,
      int wrong,
      BiConsumer<Sketch, Value> writing) {
    checks.put(name + ", target " + wrong, backend -> refused(backend, wrong, writing));
  }

  private static void refused(Backend backend, int wrong, BiConsumer<Sketch, Value> writing) {
    Sketch sketch = new Sketch();
    writing.accept(sketch, sketch.feed(Form.integers(Shape.of(3)), -1, wrong, 2));
    try (Rig rig = new Rig(backend, sketch.program(), Placement.separate())) {
      FaException refusal =
          assertThrows(
              FaException.class,
              () -> {
                rig.write(sketch.numbers());
                rig.run();
              });
      assertEquals(ErrorKind.USER, refusal.kind());
      String message = String.valueOf(refusal.getMessage());
      assertTrue(message.contains("" + wrong) && message.contains("" + CLASSES), message);
    }
  }
}
