package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Affine;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ProgramAuditTest {

  private static final Form FORM = Form.parameter(Shape.of(3));
  private static final Value X = new Value(1, "x", FORM);
  private static final Value STATE = new Value(2, "state", FORM);
  private static final Value Y = new Value(3, "y", FORM);
  private static final Value Z = new Value(4, "z", FORM);
  private static final Instruction TWICE =
      new Instruction(new Affine(2, 0), List.of(X), List.of(Y));
  private static final Instruction THRICE =
      new Instruction(new Affine(3, 0), List.of(Y), List.of(Z));
  private static final Instruction KEEP =
      new Instruction(new Assign(), List.of(STATE, X), List.of());

  private static Program program(Instruction... body) {
    return new Program(
        "p", Cadence.ON_DEMAND, List.of(body), List.of(X), List.of(STATE), List.of());
  }

  private static void assertFault(String said, Instruction... body) {
    List<String> faults = ProgramAudit.faults(program(body));
    assertTrue(faults.stream().anyMatch(fault -> fault.contains(said)), faults.toString());
  }

  @Test
  void programsThatTheEmitterWroteAreSound() {
    for (ProgramCase check : ProgramCase.all()) {
      Program program = check.sketch().program();
      assertEquals(List.of(), ProgramAudit.faults(program), check.name());
      assertEquals(List.of(), ProgramAudit.faults(Fusion.chains(program)), check.name());
    }
  }

  @Test
  void orderMatters() {
    assertFault("before it is made", THRICE, TWICE);
    assertFault("makes %3 y [3] twice", TWICE, TWICE);
  }

  @Test
  void statesAreAssignedOnceAndLast() {
    assertFault("twice", KEEP, KEEP);
    Instruction late = new Instruction(new Affine(2, 0), List.of(STATE), List.of(Y));
    assertFault("after it was assigned", KEEP, late);
    Instruction feed = new Instruction(new Assign(), List.of(X, STATE), List.of());
    assertFault("which is no state", feed);
  }

  @Test
  void formsAreWhatTheOperationYields() {
    Value scalar = new Value(9, "scalar", Form.SCALAR);
    assertFault("other forms", new Instruction(new Affine(2, 0), List.of(X), List.of(scalar)));
  }

  @Test
  void chainsTakeWhatTheirStepsRead() {
    assertFault(
        "not what its steps read",
        new Instruction(new Chain(List.of(TWICE)), List.of(X, STATE), List.of(Y)));
    assertFault(
        "what no step makes", new Instruction(new Chain(List.of(TWICE)), List.of(X), List.of(Z)));
    assertFault("does nothing", new Instruction(new Chain(List.of(TWICE)), List.of(X), List.of()));
    Value total = new Value(9, "total", Form.SCALAR);
    Instruction sum = new Instruction(new Sum(Sum.ALL), List.of(X), List.of(total));
    assertFault(
        "not pointwise", new Instruction(new Chain(List.of(sum)), List.of(X), List.of(total)));
  }

  @Test
  void aReadThatNothingMakesIsAFault() {
    Program program =
        new Program("p", Cadence.ON_DEMAND, List.of(), List.of(X), List.of(STATE), List.of(Y));
    assertEquals(
        List.of("Program 'p' reads %3 y [3], which nothing makes."), ProgramAudit.faults(program));
  }

  @Test
  void whatNobodyUsesIsFound() {
    assertEquals(Set.of(STATE), ProgramAudit.unused(program(TWICE)));
    assertEquals(List.of(THRICE), ProgramAudit.idle(program(TWICE, THRICE, KEEP)));
  }
}
