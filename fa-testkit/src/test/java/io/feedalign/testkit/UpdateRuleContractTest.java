package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.Schedule;
import io.feedalign.optim.UpdateRule;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The contract passes right updates and notices the mistakes that their authors make. */
class UpdateRuleContractTest {
  private static final double RATE = 0.1;

  private static final UpdateRule PLAIN = (emit, context, update) -> emit.scale(update, RATE);

  private static UpdateRecursion plain() {
    return UpdateRecursion.ofElements(() -> (w, g, at) -> w - RATE * g);
  }

  @Nested
  class Plain extends UpdateRuleContract {
    @Override
    protected UpdateRule update() {
      return PLAIN;
    }

    @Override
    protected UpdateRecursion expected(Parameter parameter) {
      return plain();
    }
  }

  /** The mean of this gradient and the last, at a rate that falls. */
  @Nested
  class WithAMemory extends UpdateRuleContract {
    private final Schedule rate = progress -> 0.5 / (1 + progress.step());

    @Override
    protected UpdateRule update() {
      return (emit, context, update) -> {
        Value last = context.state("last", Initializer.ONES);
        emit.assign(last, update);
        Value mean = emit.scale(emit.add(last, update), 0.5);
        return emit.multiply(mean, context.scheduled("rate", rate));
      };
    }

    @Override
    protected UpdateRecursion expected(Parameter parameter) {
      return UpdateRecursion.ofElements(
          () -> {
            double[] last = {1};
            return (w, g, at) -> {
              double mean = (last[0] + g) / 2;
              last[0] = g;
              return w - 0.5 / (1 + at.step()) * mean;
            };
          });
    }

    @Override
    protected UpdateRule settling() {
      return PLAIN;
    }
  }

  /** Shrinks each tensor by its starting norm. */
  @Nested
  class WithARemembrance extends UpdateRuleContract {
    @Override
    protected UpdateRule update() {
      return (emit, context, update) ->
          emit.multiply(
              emit.scale(update, RATE),
              context.remember("norm", atStart -> atStart.norm(context.weight())));
    }

    @Override
    protected UpdateRecursion expected(Parameter parameter) {
      double[] norm = {-1};
      return (weight, gradient, at) -> {
        if (norm[0] < 0) {
          double sum = 0;
          for (double w : weight) {
            sum += w * w;
          }
          norm[0] = Math.sqrt(sum);
        }
        double[] next = new double[weight.length];
        for (int i = 0; i < next.length; i++) {
          next[i] = weight[i] - RATE * norm[0] * gradient[i];
        }
        return next;
      };
    }

    @Override
    protected UpdateRule settling() {
      return PLAIN;
    }
  }

  private static Map<String, ?> failures(Supplier<UpdateRule> rule) {
    UpdateRuleContract contract =
        new UpdateRuleContract() {
          @Override
          protected UpdateRule update() {
            return rule.get();
          }

          @Override
          protected UpdateRecursion expected(Parameter parameter) {
            return plain();
          }
        };
    return ContractRun.failures(contract, name -> true);
  }

  private static void assertNoticed(String test, Supplier<UpdateRule> rule) {
    Map<String, ?> failures = failures(rule);
    assertTrue(failures.containsKey(test), test + " is not among " + failures.keySet());
  }

  @Test
  void nothingIsFoundInARightOne() {
    assertEquals(Map.of(), failures(() -> PLAIN));
  }

  @Test
  void aRateThatIsAlmostRight() {
    assertNoticed("itFollowsItsFormula", () -> (emit, context, update) -> emit.scale(update, 0.1f));
  }

  @Test
  void theWrongDirection() {
    assertNoticed(
        "itReachesTheMinimumOfAQuadratic",
        () -> (emit, context, update) -> emit.scale(update, -RATE));
  }

  @Test
  void aCounterInJava() {
    assertNoticed(
        "whatItRemembersIsInItsStates",
        () -> {
          int[] made = new int[1];
          Schedule falling = progress -> RATE / ++made[0];
          return (emit, context, update) ->
              emit.multiply(update, context.scheduled("rate", falling));
        });
  }

  @Test
  void aScheduleForEachTensor() {
    assertNoticed(
        "itsSchedulesAreMadeOnceAndNotForEachTensor",
        () ->
            (emit, context, update) -> {
              String name = context.parameter().name();
              Schedule rate = progress -> name.isEmpty() ? 0 : RATE;
              return emit.multiply(update, context.scheduled("rate", rate));
            });
  }

  @Test
  void aRememberedValueThatIsChanged() {
    assertNoticed(
        "itWritesNothingButItsStates",
        () ->
            (emit, context, update) -> {
              Value norm = context.remember("norm", atStart -> atStart.norm(context.weight()));
              emit.assign(norm, emit.norm(update));
              return emit.scale(update, RATE);
            });
  }
}
