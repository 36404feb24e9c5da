package io.feedalign.testkit;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What every constraint must do: be a projection, let the weights move, and leave alone what is
 * none of its business.
 *
 * <pre>{@code
 * class ConstantNormTest extends ConstraintContract {
 *   @Override
 *   protected Constraint constraint() {
 *     return new ConstantNorm();
 *   }
 * }
 * }</pre>
 */
public abstract class ConstraintContract {

  /** The constraint, ready to compile with. */
  protected abstract Constraint constraint();

  /** A fresh backend; the contract closes it. */
  protected Backend backend() {
    return new ReferenceBackend();
  }

  /** The networks whose weights are constrained. */
  protected List<Network> networks() {
    return List.of(TinyNetworks.mlp(), TinyNetworks.residual());
  }

  @TestFactory
  Stream<DynamicTest> weightsKeepMoving() {
    return each(ConstraintChecks::weightsMove);
  }

  @TestFactory
  Stream<DynamicTest> whatIsAllowedStaysAsItIs() {
    return each(ConstraintChecks::projectsOnce);
  }

  @TestFactory
  Stream<DynamicTest> creditAndBiasesAreNotTouched() {
    return each(ConstraintChecks::leavesTheRestAlone);
  }

  @TestFactory
  Stream<DynamicTest> declaredSignsNeverFlip() {
    return each(ConstraintChecks::keepsTheSignsItDeclares);
  }

  @TestFactory
  Stream<DynamicTest> theSameSeedGivesTheSameBits() {
    return each(ConstraintChecks::repeats);
  }

  private Stream<DynamicTest> each(Consumer<ConstraintChecks> check) {
    return networks().stream()
        .map(network -> dynamicTest(network.name(), () -> on(network, check)));
  }

  private void on(Network network, Consumer<ConstraintChecks> check) {
    try (Backend backend = backend()) {
      check.accept(new ConstraintChecks(backend, constraint(), network));
    }
  }
}
