package io.feedalign.testkit;

import io.feedalign.backend.Backend;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.UpdateRule;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * What every update rule must do: follow its formula to the last digits, remember in its states
 * only, write nothing else, and get to the bottom of a bowl.
 *
 * <pre>{@code
 * class PlainTest extends UpdateRuleContract {
 *   @Override
 *   protected UpdateRule update() {
 *     return (emit, context, update) -> emit.scale(update, 0.5);
 *   }
 *
 *   @Override
 *   protected UpdateRecursion expected(Parameter parameter) {
 *     return UpdateRecursion.ofElements(() -> (w, g, at) -> w - 0.5 * g);
 *   }
 * }
 * }</pre>
 */
public abstract class UpdateRuleContract {

  /** The rule, with settings under which everything it does shows. */
  protected abstract UpdateRule update();

  /** Its formula in plain doubles, with fresh memories for this one tensor. */
  protected abstract UpdateRecursion expected(Parameter parameter);

  /** The rule with settings under which it settles: no decay, a moderate rate. */
  protected UpdateRule settling() {
    return update();
  }

  /** How many steps it may take to settle. */
  protected int steps() {
    return 400;
  }

  /** Which part of the loss may be left then; rules of fixed step length keep some. */
  protected double remainder() {
    return 1e-6;
  }

  /** How far from its formula the rule may be, as {@link Closeness} has it. */
  protected double tolerance() {
    return 1e-12;
  }

  /** A fresh backend; the contract closes it. */
  protected Backend backend() {
    return new ReferenceBackend();
  }

  /** Over 24 steps in 6 epochs, with gradients from nothing to large, in double precision. */
  @Test
  void itFollowsItsFormula() {
    on(update(), checks -> checks.follows(this::expected, tolerance()));
  }

  @Test
  void whatItRemembersIsInItsStates() {
    on(update(), UpdateChecks::remembersInItsStatesOnly);
  }

  /** Neither weights nor the running statistics of a normalisation. */
  @Test
  void itWritesNothingButItsStates() {
    on(update(), UpdateChecks::writesItsOwnStatesOnly);
  }

  @Test
  void itsSchedulesAreMadeOnceAndNotForEachTensor() {
    on(update(), UpdateChecks::sharesItsSchedules);
  }

  @Test
  void itReachesTheMinimumOfAQuadratic() {
    on(settling(), checks -> checks.reachesTheMinimum(steps(), remainder()));
  }

  private void on(UpdateRule rule, Consumer<UpdateChecks> check) {
    try (Backend backend = backend()) {
      check.accept(new UpdateChecks(backend, rule));
    }
  }
}
