package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which instructions are done together, and which must not be. */
class FusionsTest {
  private static final String NORM = "batch_norm_fused";
  private static final String SUMS = "batch_norm_grad_sums_fused";
  private static final String GRAD = "batch_norm_grad_fused";

  private final FusedPass pass = new FusedPass();

  /** Every value by itself, but one at the start of another, or so many bytes behind it. */
  private static Placement moved(Value value, Value onto, long behind) {
    return (program, storage) -> {
      MemoryPlan separate = Placement.separate().plan(program, storage);
      Map<Value, Place> places = new HashMap<>(separate.places());
      Place place = separate.of(value);
      Place target = separate.of(onto);
      places.put(value, new Place(target.lifetime(), target.offset() + behind, place.bytes()));
      return new MemoryPlan(places, separate.scratchBytes() + behind);
    };
  }

  private Value gated() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value activity = pass.relu(norm.get(0));
    Value signal = pass.emit.scale(pass.image(), 2);
    Value gated = pass.gate(signal, activity);
    pass.read(pass.adjoint(x, norm, gated));
    return gated;
  }

  @Test
  void aNormDoesTheReluThatFollows() {
    pass.read(pass.relu(pass.norm(pass.image()).get(0)));
    pass.read(pass.relu(pass.inference(pass.image())));
    List<String> expected = List.of("batch_moments", NORM, NORM);
    assertEquals(expected, pass.stages());
    assertEquals(expected, pass.stages(Placement.compact()));
  }

  @Test
  void aNormDoesAChainWithOtherOperands() {
    Value skip = pass.image();
    List<Value> norm = pass.norm(pass.image());
    Value sum = pass.emit.add(norm.get(0), skip);
    Value activity = pass.relu(pass.emit.addChannels(sum, pass.vector(0, 1)));
    pass.read(sum, activity, norm.get(1), norm.get(2));
    pass.chain(activity, 3);
    assertEquals(List.of("batch_moments", NORM), pass.stages());
    assertEquals(List.of("batch_moments", NORM), pass.stages(Placement.compact()));
  }

  @Test
  void anOperandThatIsMadeAfterTheNormIsWaitedFor() {
    Value y = pass.norm(pass.image()).get(0);
    pass.read(pass.emit.add(y, pass.emit.abs(pass.image())));
    assertEquals(List.of("batch_moments", "batch_norm", "unary", "binary"), pass.stages());
  }

  @Test
  void aSumOfTwoNormsIsDoneByTheSecond() {
    Value first = pass.norm(pass.image()).get(0);
    Value second = pass.norm(pass.image()).get(0);
    pass.read(pass.emit.add(first, second));
    assertEquals(List.of("batch_moments", "batch_norm", "batch_moments", NORM), pass.stages());
  }

  @Test
  void aNormThatOthersReadIsStored() {
    Value y = pass.norm(pass.image()).get(0);
    pass.read(pass.relu(y), pass.emit.sumToChannels(y));
    assertFalse(pass.stages().contains(NORM));
    FusedPass probed = new FusedPass();
    Value read = probed.norm(probed.image()).get(0);
    probed.read(read, probed.relu(read));
    assertFalse(probed.stages().contains(NORM));
  }

  @Test
  void integersAndOtherShapesAreLeftAlone() {
    Value y = pass.norm(pass.image()).get(0);
    pass.read(pass.emit.cast(y, DType.I32));
    assertFalse(pass.stages().contains(NORM));
    FusedPass own = new FusedPass();
    List<Value> norm = own.norm(own.image());
    own.read(own.emit.addChannels(norm.get(0), norm.get(1)));
    assertFalse(own.stages().contains(NORM), "a norm's mean is not there before it is done");
  }

  @Test
  void whatFollowsIsNotMovedOverMemoryThatIsStillUsed() {
    Value x = pass.image();
    Value other = pass.emit.scale(pass.image(), 2);
    Value y = pass.norm(x).get(0);
    Value between = pass.emit.abs(other);
    Value activity = pass.relu(y);
    pass.read(between, activity);
    assertTrue(pass.stages().contains(NORM));
    assertTrue(pass.stages(moved(activity, y, 0)).contains(NORM));
    assertFalse(pass.stages(moved(activity, x, 0)).contains(NORM), "where the norm still reads");
    assertFalse(pass.stages(moved(activity, other, 0)).contains(NORM), "where others still read");
    assertFalse(
        pass.stages(moved(between, activity, 8)).contains(NORM), "where others still write");
  }

  @Test
  void statesThatAreStillReadAreNotAssignedEarlier() {
    Value state = pass.sketch.state(pass.form, new double[(int) pass.form.shape().elements()]);
    Value y = pass.norm(pass.image()).get(0);
    Value between = pass.emit.abs(state);
    pass.emit.assign(state, y);
    pass.read(between);
    assertFalse(pass.stages().contains(NORM));
    FusedPass free = new FusedPass();
    Value last = free.sketch.state(free.form, new double[(int) free.form.shape().elements()]);
    free.emit.assign(last, free.norm(free.image()).get(0));
    assertTrue(free.stages().contains(NORM));
  }

  @Test
  void anAdjointReadsItsSignalThroughTheGate() {
    gated();
    List<String> expected = List.of("batch_moments", NORM, "affine", SUMS, GRAD);
    assertEquals(expected, pass.stages());
    assertEquals(expected, pass.stages(Placement.compact()));
  }

  @Test
  void aGatedSignalThatOthersReadLaterIsStoredOnTheWay() {
    Value gated = gated();
    pass.read(pass.emit.sumToChannels(gated));
    List<String> stages = pass.stages();
    assertTrue(stages.contains(SUMS) && stages.contains("batch_norm_grad"), stages::toString);
    FusedPass probed = new FusedPass();
    Value x = probed.image();
    Value read = probed.gate(probed.image(), x);
    probed.read(probed.adjoint(x, probed.norm(x), read));
    probed.read(read);
    assertEquals(List.of("batch_moments", "batch_norm", SUMS, "batch_norm_grad"), probed.stages());
  }

  @Test
  void aGatedSignalThatOthersReadBeforeIsMadeBefore() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value gated = pass.gate(pass.image(), x);
    pass.read(pass.emit.sumToChannels(gated));
    pass.read(pass.adjoint(x, norm, gated));
    assertFalse(pass.stages().contains(SUMS));
  }

  @Test
  void manyOperandsAreReadOnce() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value gated = pass.gate(pass.emit.add(pass.image(), pass.image()), x);
    pass.read(pass.adjoint(x, norm, gated));
    pass.chain(gated, 2);
    List<String> stages = pass.stages();
    assertTrue(stages.contains(SUMS) && !stages.contains(GRAD), stages::toString);
  }

  @Test
  void whatIsStoredFirstMayLieWhereResultsWill() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value signal = pass.emit.scale(pass.image(), 2);
    Value gated = pass.gate(signal, x);
    Value between = pass.emit.abs(pass.image());
    List<Value> back = pass.adjoint(x, norm, gated);
    pass.read(between, gated);
    pass.read(back);
    for (Value result : back) {
      assertTrue(pass.stages(moved(result, signal, 64)).contains(SUMS), result::toString);
    }
    assertFalse(pass.stages(moved(between, signal, 64)).contains(SUMS), "what others write");
  }

  /** A sum that a later norm's kernel would do waits for a signal that is made as late. */
  @Test
  void whatIsStoredOnTheWayIsNotReadBefore() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value gated = pass.gate(pass.emit.scale(pass.image(), 2), x);
    Value other = pass.norm(pass.image()).get(0);
    pass.read(pass.adjoint(x, norm, gated));
    pass.read(pass.emit.add(other, gated));
    List<String> stages = pass.stages();
    assertTrue(stages.contains(SUMS) && !stages.contains(NORM), stages::toString);
  }

  @Test
  void whatASignalIsMadeOfMustStillBeThere() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value signal = pass.emit.scale(pass.image(), 2);
    Value gated = pass.gate(signal, x);
    Value between = pass.emit.abs(pass.image());
    List<Value> back = pass.adjoint(x, norm, gated);
    pass.read(between);
    pass.read(back);
    assertTrue(pass.stages().contains(GRAD));
    assertTrue(pass.stages(moved(back.get(0), signal, 0)).contains(GRAD), "element by element");
    assertFalse(pass.stages(moved(back.get(0), signal, 16)).contains(GRAD), "others' elements");
    assertFalse(pass.stages(moved(back.get(1), signal, 64)).contains(GRAD), "a gradient");
    assertFalse(pass.stages(moved(between, signal, 0)).contains(SUMS), "what others write");
  }

  /** A gate that waits for its adjoint keeps what it reads from being overwritten before. */
  @Test
  void whatWaitsAndWhatComesFirstDoNotMeet() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value signal = pass.emit.scale(pass.image(), 2);
    Value gated = pass.gate(signal, x);
    Value second = pass.norm(pass.image()).get(0);
    List<Value> back = pass.adjoint(x, norm, gated);
    Value activity = pass.relu(second);
    pass.read(back);
    pass.read(activity);
    List<String> apart = pass.stages();
    assertTrue(apart.contains(GRAD) && apart.contains(NORM), apart::toString);
    List<String> shared = pass.stages(moved(activity, signal, 0));
    assertTrue(shared.contains(GRAD) && !shared.contains(NORM), shared::toString);
  }

  @Test
  void aProductAddsItsBias() {
    Value a = pass.sketch.normal(Form.parameter(Shape.of(7, 3)));
    Value b = pass.sketch.normal(Form.parameter(Shape.of(5, 3)));
    Value bias = pass.sketch.normal(Form.parameter(Shape.of(5)));
    Value sum = pass.emit.addChannels(pass.emit.matmulTransposedB(a, b), bias);
    pass.read(sum);
    assertEquals(List.of("biased product"), pass.stages());
    Stage stage = LoweringTable.lowering().lower(pass.program()).stages().get(0);
    assertEquals(List.of(a, b, bias, sum).stream().map(Operand.Of::new).toList(), stage.operands());
    assertEquals(List.of("library", "axisadd"), pass.stages(moved(sum, a, 0)));
    pass.chain(sum, 1);
    assertEquals(List.of("biased product"), pass.stages());
  }

  @Test
  void whereMoreThanABiasFollowsTheProductIsLeftAlone() {
    Value a = pass.sketch.normal(Form.parameter(Shape.of(7, 3)));
    Value product = pass.emit.matmulTransposedB(a, pass.sketch.normal(a.form()));
    Value bias = pass.sketch.normal(Form.parameter(Shape.of(7)));
    Value activity = pass.relu(pass.emit.addChannels(product, bias));
    pass.read(activity);
    pass.chain(activity, 2);
    assertEquals(List.of("library", "chain"), pass.stages());
    FusedPass rows = new FusedPass();
    Value left = rows.sketch.normal(Form.parameter(Shape.of(7, 3)));
    Value along = rows.sketch.normal(Form.parameter(Shape.of(7)));
    Value square = rows.emit.matmulTransposedB(left, left);
    rows.sketch.apply(new AxisAdd(0), square, along);
    assertEquals(List.of("library", "axisadd"), rows.stages());
  }

  @Test
  void stagesSayWhatIsDone() {
    gated();
    // norm, ReLU; scale; gate, adjoint
    Lowered lowered = LoweringTable.lowering().lower(pass.program());
    assertEquals(List.of(2, 2, 3, 5, 5), lowered.instructions());
  }

  @Test
  void nothingIsSaidToBeDoneBeforeItIs() {
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value gated = pass.gate(pass.emit.scale(x, 2), x);
    pass.read(pass.emit.abs(x));
    pass.read(pass.adjoint(x, norm, gated));
    // norm, scale, gate, abs, adjoint
    Lowered lowered = LoweringTable.lowering().lower(pass.program());
    assertEquals(List.of(1, 1, 2, 2, 5, 5), lowered.instructions());
  }
}
