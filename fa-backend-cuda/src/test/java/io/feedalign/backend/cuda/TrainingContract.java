package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.SmallTraining.Outcome;
import io.feedalign.core.compile.Precision;
import io.feedalign.testkit.AssertingBackend;
import io.feedalign.testkit.ReferenceBackend;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole learning steps on a device, beside the reference in double precision. */
abstract class TrainingContract {
  /** All rules that it tries. */
  static final List<String> RULES = List.of("bp", "fa", "dfa", "usf", "brsf", "kp");

  private static final int STEPS = 4;

  /** A fresh backend. */
  abstract Backend backend();

  private static Outcome on(Supplier<Backend> opens, String rule, Precision precision) {
    try (Backend backend = opens.get()) {
      return SmallTraining.train(backend, rule, precision, STEPS);
    }
  }

  private static void assertClose(String what, float[] wanted, float[] found, double tolerance) {
    assertEquals(wanted.length, found.length, what);
    double largest = 0;
    for (float number : wanted) {
      largest = Math.max(largest, Math.abs(number));
    }
    for (int i = 0; i < wanted.length; i++) {
      assertEquals(wanted[i], found[i], tolerance * largest, what + ", element " + i);
    }
  }

  private void assertAgrees(String rule, Precision precision, double tolerance) {
    Outcome wanted = on(ReferenceBackend::new, rule, precision);
    Outcome found = on(this::backend, rule, precision);
    for (int step = 0; step < STEPS; step++) {
      double loss = wanted.losses()[step];
      assertEquals(loss, found.losses()[step], tolerance * loss, "loss of step " + step);
    }
    assertEquals(wanted.score().loss(), found.score().loss(), tolerance * wanted.score().loss());
    Map<String, float[]> tensors = found.tensors();
    assertEquals(wanted.tensors().keySet(), tensors.keySet());
    wanted.tensors().forEach((path, all) -> assertClose(path, all, tensors.get(path), tolerance));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bp", "fa", "dfa", "usf", "brsf", "kp"})
  void stepsAgreeWithTheReference(String rule) {
    assertAgrees(rule, Precision.F32, 1e-4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bp", "fa", "dfa", "usf"})
  void brainFloatStepsAgreeWithTheReference(String rule) {
    assertAgrees(rule, Precision.BF16, 3e-2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bp", "brsf"})
  void theSameSeedGivesTheSameBits(String rule) {
    for (Precision precision : Precision.values()) {
      Outcome first = on(this::backend, rule, precision);
      Outcome second = on(this::backend, rule, precision);
      assertArrayEquals(first.losses(), second.losses());
      first.tensors().forEach((path, all) -> assertArrayEquals(all, second.tensors().get(path)));
    }
  }

  @Test
  void aWatchedStepBreaksNoRule() {
    Outcome plain = on(this::backend, "fa", Precision.F32);
    Outcome careful = on(() -> AssertingBackend.stepByStep(backend()), "fa", Precision.F32);
    assertEquals(plain.losses()[STEPS - 1], careful.losses()[STEPS - 1], 1e-4);
  }
}
