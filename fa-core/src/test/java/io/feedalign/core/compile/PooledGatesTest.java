package io.feedalign.core.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.BatchNormGrad;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPool;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Op;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** When a ReLU's gate goes before the spreading of a max pooling, and when it stays. */
class PooledGatesTest {
  private static final Binary GATE = new Binary(Binary.Function.RELU_GATE);
  private static final Geometry HALVES = Geometry.square(2, 2, 0);

  private final Tape tape = new Tape(new AtomicInteger());
  private final Emitter emit = Emitter.on(tape);
  private final Value z = image(8);
  private final Value activity = emit.in("relu").apply(Unary.Function.RELU, z);
  private final List<Value> results = new ArrayList<>();

  private Value image(int side) {
    return tape.declare("given", Form.activation(Shape.of(2, 3, side, side)));
  }

  private List<Value> pool(Geometry window, Value x) {
    return emit.in("pool").write(new MaxPool(window), x);
  }

  private Value spread(Geometry window, Value choice, Value signal) {
    MaxPoolGrad adjoint = new MaxPoolGrad(window, activity.shape());
    return emit.in("pool").write(adjoint, choice, signal).get(0);
  }

  private Value gate(Value signal) {
    return emit.in("relu").apply(Binary.Function.RELU_GATE, signal, activity);
  }

  /** What a signal becomes on its way back through a pooling and the ReLU before it. */
  private Value back(Geometry window, Value signal) {
    return gate(spread(window, pool(window, activity).get(1), signal));
  }

  private Value result(Value value) {
    results.add(value);
    return value;
  }

  private List<Instruction> rewritten() {
    return PooledGates.rewrite(tape.instructions(), results, tape);
  }

  private void assertStays() {
    assertEquals(tape.instructions(), rewritten());
  }

  private static Instruction only(List<Instruction> body, Op op) {
    List<Instruction> found = body.stream().filter(step -> step.op().equals(op)).toList();
    assertEquals(1, found.size(), () -> op + " in " + body);
    return found.get(0);
  }

  @Test
  void theGateReadsWhatWasPooledAndTheSpreadingWhatTheGateLetsThrough() {
    Value signal = image(4);
    Value used = result(emit.abs(back(HALVES, signal)));
    List<Instruction> body = rewritten();
    List<Value> pooled = only(body, new MaxPool(HALVES)).outputs();
    Instruction gate = only(body, GATE);
    Instruction spreading = only(body, new MaxPoolGrad(HALVES, activity.shape()));
    assertEquals(List.of(signal, pooled.get(0)), gate.inputs());
    assertEquals(signal.form(), gate.output().form());
    assertEquals(List.of(pooled.get(1), gate.output()), spreading.inputs());
    Instruction last = body.get(body.size() - 1);
    assertEquals(List.of(spreading.output()), last.inputs());
    assertSame(used, last.output());
    assertEquals(tape.instructions().size(), body.size());
    assertEquals("relu", gate.output().name().split("/")[0]);
    assertEquals("pool", spreading.output().name().split("/")[0]);
  }

  @Test
  void theActivityIsNotReadAgain() {
    result(emit.abs(back(HALVES, image(4))));
    long readers = rewritten().stream().filter(step -> step.inputs().contains(activity)).count();
    assertEquals(1, readers, "only the pooling");
  }

  @Test
  void overlappingWindowsMoveToo() {
    result(emit.abs(back(Geometry.square(3, 2, 1), image(4))));
    assertNotEquals(tape.instructions(), rewritten());
  }

  @Test
  void theSumToChannelsIsTakenOfWhatIsSpread() {
    Value gated = back(HALVES, image(4));
    result(emit.sumToChannels(gated));
    result(emit.sum(gated));
    List<Instruction> body = rewritten();
    assertEquals(List.of(only(body, GATE).output()), only(body, new Sum(1)).inputs());
    Value spread = only(body, new MaxPoolGrad(HALVES, activity.shape())).output();
    assertEquals(List.of(spread), only(body, new Sum(Sum.ALL)).inputs());
  }

  /** As in a network of two blocks: what the upper gate yields reaches the lower spreading. */
  @Test
  void aSignalThatWasGatedAboveIsTheOneThatGoesOn() {
    Value above = emit.apply(Unary.Function.RELU, image(4));
    List<Value> upper = pool(HALVES, above);
    MaxPoolGrad adjoint = new MaxPoolGrad(HALVES, above.shape());
    Value spread = emit.write(adjoint, upper.get(1), image(2)).get(0);
    Value signal = emit.apply(Binary.Function.RELU_GATE, spread, above);
    result(emit.abs(back(HALVES, signal)));
    List<Instruction> gates = rewritten().stream().filter(it -> it.op().equals(GATE)).toList();
    assertEquals(2, gates.size());
    assertEquals(upper.get(0), gates.get(0).inputs().get(1));
    assertEquals(List.of(spread), gates.get(1).inputs().subList(0, 1));
  }

  @Test
  void itStaysIfAnotherReadsTheSpreadSignal() {
    Value spread = spread(HALVES, pool(HALVES, activity).get(1), image(4));
    result(emit.norm(spread));
    result(emit.abs(gate(spread)));
    assertStays();
  }

  @Test
  void itStaysIfAnotherReadsTheSpreadSignalAfterTheGate() {
    Value spread = spread(HALVES, pool(HALVES, activity).get(1), image(4));
    result(emit.abs(gate(spread)));
    result(emit.norm(spread));
    assertStays();
  }

  @Test
  void itStaysIfTheSpreadOrTheGatedSignalIsAResult() {
    Value spread = result(spread(HALVES, pool(HALVES, activity).get(1), image(4)));
    result(emit.abs(gate(spread)));
    assertStays();
    results.clear();
    result(gate(spread));
    assertStays();
  }

  @Test
  void itStaysIfTheAdjointOfABatchNormFollows() {
    Value ones = tape.declare("ones", Form.parameter(Shape.of(3)));
    List<Value> norm = emit.write(new BatchNorm(1e-5), z, ones, ones);
    Value gated = back(HALVES, image(4));
    BatchNormGrad adjoint = new BatchNormGrad(1e-5);
    result(emit.write(adjoint, z, ones, norm.get(1), norm.get(2), gated).get(0));
    assertStays();
  }

  @Test
  void itStaysIfAnotherImageWasPooled() {
    Value choice = pool(HALVES, z).get(1);
    result(emit.abs(gate(spread(HALVES, choice, image(4)))));
    assertStays();
  }

  @Test
  void itStaysIfTheSpreadSignalIsTheGate() {
    Value spread = spread(HALVES, pool(HALVES, activity).get(1), image(4));
    result(emit.abs(emit.apply(Binary.Function.RELU_GATE, activity, spread)));
    assertStays();
  }

  @Test
  void itStaysIfWindowsAreAsManyAsElements() {
    result(emit.abs(back(Geometry.square(3, 1, 1), image(8))));
    assertStays();
  }
}
