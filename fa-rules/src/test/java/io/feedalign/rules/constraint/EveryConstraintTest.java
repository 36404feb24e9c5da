package io.feedalign.rules.constraint;

import io.feedalign.optim.Constraint;
import io.feedalign.testkit.ConstraintContract;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of all constraints, over every discovered one and each of its variants. */
@ParameterizedClass
@MethodSource("io.feedalign.rules.constraint.Constraints#all")
class EveryConstraintTest extends ConstraintContract {
  private final Constraints.Named constraint;

  EveryConstraintTest(Constraints.Named constraint) {
    this.constraint = constraint;
  }

  @Override
  protected Constraint constraint() {
    return constraint.make();
  }
}
