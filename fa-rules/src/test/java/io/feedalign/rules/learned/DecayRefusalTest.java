package io.feedalign.rules.learned;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.optim.UpdateContext;
import io.feedalign.optim.UpdateRule;
import io.feedalign.optim.UpdateTraits;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.lab.Vectors;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Updates under which feedback and weight would silently never agree. */
class DecayRefusalTest {
  private static Lab lab(String rule, UpdateRule update) {
    return Lab.of(
        Nets.DENSE.network(Nets.GAUSSIAN),
        4,
        Rules.make(rule, Map.of()),
        recipe -> recipe.update(update));
  }

  @ParameterizedTest
  @ValueSource(strings = {"kp", "pfa"})
  void adamWithCoupledDecayIsRefusedAndToldToDecouple(String rule) {
    UpdateRule coupled = Updates.named("adam", "decay", 0.01, "decay_mode", "coupled");
    FaException refusal = assertThrows(FaException.class, () -> lab(rule, coupled));
    assertEquals(ErrorKind.USER, refusal.kind());
    assertTrue(refusal.getMessage().contains("decay_mode: decoupled"), refusal.getMessage());
  }

  @Test
  void adamWithCoupledDecayIsNobodyElsesConcern() {
    UpdateRule coupled = Updates.named("adam", "decay", 0.01, "decay_mode", "coupled");
    for (String rule : new String[] {"bp", "fa", "wm"}) {
      lab(rule, coupled).close();
    }
  }

  @Test
  void underAdamWithDecoupledDecayTheyComeToAgree() {
    UpdateRule decoupled = Updates.named("adam", "decay", 0.0625, "decay_mode", "decoupled");
    try (Lab lab = lab("kp", decoupled)) {
      double before = apart(lab);
      for (int step = 0; step < 4; step++) {
        lab.drawBatch(step, 3);
        lab.run(step);
      }
      assertEquals(Math.pow(1 - 0.0625, 4), apart(lab) / before, 1e-12);
    }
  }

  private static double apart(Lab lab) {
    double[] w = lab.input("dense2.weight");
    double[] b = lab.input("dense2.feedback");
    for (int i = 0; i < w.length; i++) {
      w[i] -= b[i];
    }
    return Vectors.norm(w);
  }

  @Test
  void coupledDecayIsFineWhereEveryLinkIsLinear() {
    lab("kp", Updates.named("sgd", "decay", 0.01, "decay_mode", "coupled")).close();
    lab("kp", Updates.named("adam")).close();
  }

  @Test
  void aChainTellsWhatItsLinksDoHoweverItIsPutTogether() {
    UpdateRule decay = link(UpdateTraits.DECAY);
    UpdateRule rate = link(UpdateTraits.LINEAR);
    UpdateRule adam = link(UpdateTraits.NONLINEAR);
    assertTrue(decay.then(rate).then(adam).traits().bendsWeight());
    assertTrue(decay.then(rate.then(adam)).traits().bendsWeight());
    assertTrue(rate.then(decay.then(adam)).then(decay).traits().bendsWeight());
    assertFalse(adam.then(rate).then(decay).traits().bendsWeight());
    assertFalse(adam.then(rate.then(decay)).traits().bendsWeight());
    assertTrue(rate.then(link(UpdateTraits.SIZED_BY_WEIGHT)).traits().bendsWeight());
  }

  private static UpdateRule link(UpdateTraits traits) {
    return new UpdateRule() {
      @Override
      public Value apply(Emitter emit, UpdateContext context, Value update) {
        return update;
      }

      @Override
      public UpdateTraits traits() {
        return traits;
      }
    };
  }
}
