package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateContext;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract passes right constraints and notices the mistakes that their authors make. */
class ConstraintContractTest {

  @Nested
  class None extends ConstraintContract {
    @Override
    protected Constraint constraint() {
      return Constraint.none();
    }
  }

  /** Weights between -0.1 and 0.1. */
  @Nested
  class Box extends ConstraintContract {
    @Override
    protected Constraint constraint() {
      return (emit, context, proposed) ->
          weight(context.parameter()) ? emit.clamp(proposed, -0.1, 0.1) : proposed;
    }
  }

  private static boolean weight(Parameter parameter) {
    return parameter.role() == Parameter.Role.WEIGHT;
  }

  private static void assertNoticed(String test, Constraint constraint) {
    ConstraintContract contract =
        new ConstraintContract() {
          @Override
          protected Constraint constraint() {
            return constraint;
          }
        };
    assertTrue(ContractRun.failures(contract, test::equals).containsKey(test), test);
  }

  @Test
  void weightsThatAreFrozen() {
    assertNoticed("weightsKeepMoving", (emit, context, proposed) -> context.weight());
  }

  @Test
  void aShrinkageThatIsNoProjection() {
    assertNoticed(
        "whatIsAllowedStaysAsItIs", (emit, context, proposed) -> emit.scale(proposed, 0.9));
  }

  @Test
  void aConstraintThatHoldsBiasesToo() {
    assertNoticed(
        "creditAndBiasesAreNotTouched",
        (emit, context, proposed) -> emit.clamp(proposed, -1e-3, 1e-3));
  }

  @Test
  void signsThatAreDeclaredButNotHeld() {
    Constraint boast =
        new Constraint() {
          @Override
          public Value project(Emitter emit, UpdateContext context, Value proposed) {
            return proposed;
          }

          @Override
          public Optional<Value> signs(UpdateContext context) {
            return Optional.of(context.remember("signs", at -> at.sign(context.weight())));
          }
        };
    assertNoticed("declaredSignsNeverFlip", boast);
  }

  @Test
  void aConstraintWithAMemoryOfItsOwn() {
    int[] made = new int[1];
    Constraint forgetful =
        (emit, context, proposed) -> {
          Value moved = emit.affine(proposed, 1, 1e-6 * made[0]++);
          return weight(context.parameter()) ? moved : proposed;
        };
    assertNoticed("theSameSeedGivesTheSameBits", forgetful);
  }
}
