package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class PlanAuditTest {

  private static final Form FORM = Form.parameter(Shape.of(5));

  private final Backend backend = new ReferenceBackend();
  private final Sketch sketch = new Sketch();

  /** Every scratch value at the very start. */
  static Placement stacked() {
    return changed(
        Placement.separate(),
        place ->
            place.lifetime() == Lifetime.SCRATCH
                ? new Place(Lifetime.SCRATCH, 0, place.bytes())
                : place);
  }

  private static Placement changed(Placement placement, UnaryOperator<Place> change) {
    return (program, storage) -> {
      MemoryPlan plan = placement.plan(program, storage);
      Map<Value, Place> places = new HashMap<>();
      plan.places().forEach((value, place) -> places.put(value, change.apply(place)));
      return new MemoryPlan(places, plan.scratchBytes());
    };
  }

  private List<String> faults(Placement placement) {
    Program program = sketch.program();
    return PlanAudit.faults(
        program, backend.storage(program), placement.plan(program, backend.storage(program)));
  }

  private void assertFault(Placement placement, String said) {
    List<String> faults = faults(placement);
    assertTrue(faults.stream().anyMatch(fault -> fault.contains(said)), faults.toString());
  }

  @Test
  void bothPlacementsAreSafeForEveryProgram() {
    for (ProgramCase check : ProgramCase.all()) {
      Program plain = check.sketch().program();
      for (Program program : List.of(plain, Fusion.chains(plain))) {
        for (Placement placement : List.of(Placement.separate(), Placement.compact())) {
          MemoryPlan plan = placement.plan(program, backend.storage(program));
          assertEquals(List.of(), PlanAudit.faults(program, backend.storage(program), plan));
        }
      }
    }
  }

  @Test
  void tightMemoryIsTighter() {
    Sketch step = new Sketch();
    TrainingStep.write(step);
    Program program = step.program();
    long loose = Placement.separate().plan(program, backend.storage(program)).scratchBytes();
    long tight = Placement.compact().plan(program, backend.storage(program)).scratchBytes();
    assertTrue(tight < 0.7 * loose, tight + " of " + loose);
  }

  @Test
  void aPointwiseResultMayLieWhereItsOperandDies() {
    Value x = sketch.emit().scale(sketch.normal(FORM), 2);
    sketch.read(sketch.emit().abs(x));
    assertEquals(List.of(), faults(stacked()));
  }

  @Test
  void itMayNotIfTheOperandLivesOn() {
    Value x = sketch.emit().scale(sketch.normal(FORM), 2);
    sketch.read(sketch.emit().abs(x), x);
    assertFault(stacked(), "while both live");
  }

  @Test
  void aReductionMayNotLieWhereItsOperandDies() {
    Value x = sketch.emit().scale(sketch.normal(Form.SCALAR), 2);
    sketch.read(sketch.emit().sum(x));
    assertFault(stacked(), "while both live");
  }

  @Test
  void placesThatAreSmallCrookedOrOutsideAreFaults() {
    sketch.read(sketch.emit().abs(sketch.normal(FORM)));
    assertFault(changed(place -> new Place(place.lifetime(), place.offset(), 1)), "but it needs");
    assertFault(
        changed(place -> new Place(place.lifetime(), place.offset() + 4, place.bytes())),
        "which breaks");
    assertFault(
        changed(place -> new Place(place.lifetime(), 1 << 20, place.bytes())), "scratch bytes");
    assertFault(
        changed(place -> new Place(Lifetime.SCRATCH, place.offset(), place.bytes())),
        "in scratch memory");
    assertFault((program, storage) -> new MemoryPlan(Map.of(), 0), "has no place for");
  }

  private static Placement changed(UnaryOperator<Place> change) {
    return changed(Placement.separate(), change);
  }
}
