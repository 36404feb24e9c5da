package io.feedalign.core.compile;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Everything that decides how a network is compiled, but the backend. */
public record Recipe(
    CreditAssignmentRule rule,
    UpdateRule update,
    Constraint constraint,
    List<TimedProbe> probes,
    int batch,
    long seed,
    Precision precision,
    boolean mixed) {
  /** Copies the list. */
  public Recipe {
    probes = List.copyOf(probes);
  }

  /** The same, but for what the change says. */
  Recipe with(Consumer<Draft> change) {
    Draft draft = new Draft(this);
    change.accept(draft);
    return new Recipe(
        draft.rule,
        draft.update,
        draft.constraint,
        draft.probes,
        draft.batch,
        draft.seed,
        draft.precision,
        draft.mixed);
  }

  /** A recipe that is being changed. */
  static final class Draft {
    CreditAssignmentRule rule;
    UpdateRule update;
    Constraint constraint;
    List<TimedProbe> probes;
    int batch;
    long seed;
    Precision precision;
    boolean mixed;

    private Draft(Recipe from) {
      rule = from.rule;
      update = from.update;
      constraint = from.constraint;
      probes = new ArrayList<>(from.probes);
      batch = from.batch;
      seed = from.seed;
      precision = from.precision;
      mixed = from.mixed;
    }
  }
}
