package io.feedalign.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Assign;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When a weight is updated that the backward pass has still to read. */
class LateUpdatesTest {
  private static final Form MATRIX = Form.parameter(Shape.of(3, 3));
  private static final Op PRODUCT = new Gemm(false, false);
  private static final Op DIFFERENCE = new Binary(Binary.Function.SUBTRACT);
  private static final Op SUM = new Binary(Binary.Function.ADD);

  private final Value weight = value(0, "weight");
  private final Value velocity = value(1, "velocity");
  private final Value signal = value(2, "signal");
  private final Value gradient = value(3, "gradient");
  private final Value faster = value(4, "velocity'");
  private final Value learned = value(5, "weight'");
  private final Value pulled = value(6, "pulled");

  private final Instruction correlate = step(PRODUCT, List.of(signal, signal), gradient);
  private final Instruction speedUp = step(SUM, List.of(velocity, gradient), faster);
  private final Instruction keep = assign(velocity, faster);
  private final Instruction learn = step(DIFFERENCE, List.of(weight, faster), learned);
  private final Instruction pull = step(PRODUCT, List.of(signal, weight), pulled);
  private final Instruction store = assign(weight, learned);

  @Test
  void anUpdateWaitsForTheLastReaderOfItsWeight() {
    assertEquals(
        List.of(correlate, pull, speedUp, keep, learn, store),
        LateUpdates.putOff(List.of(correlate, speedUp, keep, learn, pull, store)));
  }

  @Test
  void anUpdateThatIsStoredAtOnceStaysWhereItIs() {
    List<Instruction> order = List.of(pull, correlate, speedUp, keep, learn, store);
    assertEquals(order, LateUpdates.putOff(order));
  }

  @Test
  void anUpdateThatIsReadInBetweenStaysWhereItIs() {
    Value other = value(7, "other");
    Instruction reader = step(PRODUCT, List.of(faster, signal), other);
    List<Instruction> order = List.of(correlate, speedUp, keep, learn, reader, pull, store);
    assertEquals(order, LateUpdates.putOff(order));
  }

  @Test
  void anUpdateThatReadsAStateStaysBeforeWhateverChangesIt() {
    Value fresh = value(7, "fresh");
    Instruction draw = step(PRODUCT, List.of(signal, signal), fresh);
    Instruction change = assign(velocity, fresh);
    List<Instruction> order = List.of(correlate, draw, speedUp, learn, pull, change, store);
    assertEquals(order, LateUpdates.putOff(order));
  }

  @Test
  void whatIsNotPointwiseIsNotPutOff() {
    Instruction whole = step(PRODUCT, List.of(signal, signal), learned);
    List<Instruction> order = List.of(whole, pull, store);
    assertEquals(order, LateUpdates.putOff(order));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8})
  void compiledProgramsCopyNoUpdate(int blocks) {
    ExecutionPlan plan =
        Compiler.on(new PaperBackend()).batch(32).plan(PlainLayers.residual(blocks));
    for (Program program : plan.programs()) {
      if (program.name().equals("learn")) {
        assertTrue(
            program.body().stream().noneMatch(step -> step.op() instanceof Assign),
            () -> "an assignment by itself in " + program.body());
      }
    }
  }

  private static Value value(int id, String name) {
    return new Value(id, name, MATRIX);
  }

  private static Instruction step(Op op, List<Value> inputs, Value output) {
    return new Instruction(op, inputs, List.of(output));
  }

  private static Instruction assign(Value state, Value content) {
    return new Instruction(new Assign(), List.of(state, content), List.of());
  }
}
