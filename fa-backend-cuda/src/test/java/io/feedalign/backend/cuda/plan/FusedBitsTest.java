package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Placement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is done together comes out as what is done one by one, on the host's twin of a GPU. */
class FusedBitsTest {
  private static final double[] SPECIAL = {
    Double.POSITIVE_INFINITY, Double.NaN, Double.NEGATIVE_INFINITY, -0.0, 0.0, 1e-40, 3e38
  };

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  static Stream<Arguments> shapes() {
    return Stream.of(Shape.of(2, 16, 8, 8), Shape.of(70, 25), Shape.of(40, 48, 9, 9))
        .flatMap(shape -> Stream.of(DType.F32, DType.BF16).map(type -> Arguments.of(shape, type)));
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aNormAndItsRelu(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    List<Value> norm = pass.norm(pass.image());
    pass.read(pass.relu(norm.get(0)), norm.get(1), norm.get(2));
    pass.read(pass.relu(pass.inference(pass.image())));
    assertTrue(pass.stages().contains("batch_norm_fused"));
    pass.assertSameBits();
  }

  /** The sum of a residual path: what the norm yields is rounded before it is added. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aNormAndAChain(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    Value skip = pass.emit.scale(pass.image(SPECIAL), 1);
    List<Value> norm = pass.norm(pass.image());
    Value sum = pass.emit.add(norm.get(0), skip);
    Value scaled = pass.emit.multiply(sum, pass.sketch.scalar(0.7));
    Value activity = pass.relu(pass.emit.addChannels(scaled, pass.vector(-1, 1)));
    pass.read(activity, sum, norm.get(1), norm.get(2));
    pass.chain(activity, 4);
    assertTrue(pass.stages(Placement.compact()).contains("batch_norm_fused"));
    pass.assertSameBits();
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void aGateAndTheAdjointBehindIt(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value activity = pass.relu(norm.get(0));
    Value signal = pass.emit.scale(pass.image(), 3);
    pass.read(pass.adjoint(x, norm, pass.gate(signal, activity)));
    assertTrue(pass.stages(Placement.compact()).contains("batch_norm_grad_fused"));
    pass.assertSameBits();
  }

  /** As at the end of a residual block: the other path reads the gated signal too. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aSumAndAGateWhoseOutcomeIsStored(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value activity = pass.relu(norm.get(0));
    Value signal = pass.emit.scale(pass.image(), 3);
    Value gated = pass.gate(pass.emit.add(signal, pass.image(SPECIAL)), activity);
    List<Value> back = pass.adjoint(x, norm, gated);
    pass.read(pass.emit.add(back.get(0), gated), back.get(1), back.get(2));
    pass.chain(gated, 2);
    List<String> stages = pass.stages(Placement.compact());
    assertTrue(stages.contains("batch_norm_grad_sums_fused"), stages::toString);
    assertTrue(stages.contains("batch_norm_grad"), stages::toString);
    pass.assertSameBits();
  }

  /** Something that is rounded in bf16, unlike a gate's outcome. */
  @ParameterizedTest
  @MethodSource("shapes")
  void aProductAndTheAdjointBehindIt(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value signal = pass.emit.multiply(pass.image(), pass.emit.scale(x, 0.3));
    Value scaled = pass.emit.scaleAxis(signal, pass.vector(0.1, 3), 1);
    pass.read(pass.adjoint(x, norm, scaled));
    pass.chain(scaled, 2);
    assertTrue(pass.stages().contains("batch_norm_grad_fused"));
    pass.assertSameBits();
  }

  /** Infinities and NaN at closed units vanish, others spoil their channels alone. */
  @ParameterizedTest
  @MethodSource("shapes")
  void infiniteSignals(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value signal = pass.emit.scale(pass.image(SPECIAL), 3);
    pass.read(pass.adjoint(x, norm, pass.gate(signal, pass.emit.scale(x, 1))));
    Value spoilt = pass.image(0, Double.NaN);
    pass.read(pass.relu(pass.norm(spoilt).get(0)));
    pass.assertSameBits();
  }

  /** The planner took the signal for dead once it is gated: its image may become the result's. */
  @ParameterizedTest
  @MethodSource("shapes")
  void theResultMayLieWhereTheSignalDid(Shape shape, DType type) {
    FusedPass pass = new FusedPass(shape, type);
    Value x = pass.image();
    List<Value> norm = pass.norm(x);
    Value signal = pass.emit.scale(pass.image(), 3);
    List<Value> back = pass.adjoint(x, norm, pass.gate(signal, x));
    pass.read(back);
    Placement shared =
        (program, storage) -> {
          MemoryPlan separate = Placement.separate().plan(program, storage);
          Map<Value, Place> places = new HashMap<>(separate.places());
          places.put(back.get(0), separate.of(signal));
          return new MemoryPlan(places, separate.scratchBytes());
        };
    assertTrue(pass.stages(shared).contains("batch_norm_grad_fused"));
    pass.assertSameBits(shared);
  }

  @Test
  void aProductAndItsBias() {
    for (DType type : List.of(DType.F32, DType.BF16)) {
      FusedPass pass = new FusedPass();
      Value a = pass.emit.cast(pass.sketch.normal(Form.parameter(Shape.of(33, 70))), type);
      Value b = pass.emit.cast(pass.sketch.normal(Form.parameter(Shape.of(17, 70))), type);
      Value bias = pass.sketch.normal(Form.parameter(Shape.of(17)));
      pass.read(pass.emit.addChannels(pass.emit.matmulTransposedB(a, b), bias));
      assertTrue(pass.stages().contains("biased product"));
      pass.assertSameBits();
    }
  }
}
