package io.feedalign.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.compile.Precision;
import io.feedalign.ir.Assign;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.SoftmaxCrossEntropy;
import io.feedalign.ir.Value;
import io.feedalign.models.zoo.ResNetCifar;
import io.feedalign.nn.Network;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import io.feedalign.testkit.Plans;
import io.feedalign.testkit.ReferenceBackend;
import io.feedalign.testkit.TinyNetworks;
import java.nio.DoubleBuffer;
import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What bf16 makes of a program: which types are where, and what becomes of the numbers. */
class MixedPrecisionTest {
  private static final int BATCH = 8;
  private static final Set<Class<? extends Op>> PRODUCTS =
      Set.of(Conv2d.class, Conv2dInputGrad.class, Conv2dWeightGrad.class, Gemm.class);

  static List<Network> tiny() {
    return List.of(TinyNetworks.mlp(), TinyNetworks.conv(), TinyNetworks.residual());
  }

  static List<Network> networks() {
    List<Network> all = new ArrayList<>(tiny());
    all.add(ResNetCifar.ofDepth(20).build(Shape.of(3, 8, 8), 5));
    return all;
  }

  private static Compiler in(Precision precision) {
    return Compiler.on(new ReferenceBackend()).batch(BATCH).seed(5).precision(precision);
  }

  @ParameterizedTest
  @MethodSource("networks")
  void productsReadBrainFloatsAndStatesStayWhole(Network network) {
    for (Program program : in(Precision.BF16).trace(network).programs()) {
      Plans.assertSound(program);
      program.body().forEach(MixedPrecisionTest::check);
      program.reads().forEach(read -> assertEquals(DType.F32, read.type(), read.toString()));
    }
  }

  private static void check(Instruction instruction) {
    List<Value> inputs = instruction.inputs();
    if (PRODUCTS.contains(instruction.op().getClass())) {
      inputs.forEach(value -> assertEquals(DType.BF16, value.type(), instruction.toString()));
    }
    if (instruction.op() instanceof Assign || instruction.op() instanceof SoftmaxCrossEntropy) {
      assertTrue(
          inputs.stream().noneMatch(value -> value.type() == DType.BF16), instruction.toString());
    }
    boolean matrix =
        instruction.outputs().stream()
            .anyMatch(v -> v.layout() == Layout.ROW_MAJOR && v.type() == DType.BF16);
    boolean cast = instruction.op() instanceof Cast;
    assertTrue(!matrix || cast, "only copies for products: " + instruction);
  }

  @ParameterizedTest
  @MethodSource("tiny")
  void lossesFollowThoseOfWholePrecision(Network network) {
    double[] whole = losses(network, Precision.F32);
    double[] half = losses(network, Precision.BF16);
    assertTrue(whole[whole.length - 1] < 0.99 * whole[0], "it learns");
    for (int i = 0; i < whole.length; i++) {
      assertEquals(whole[i], half[i], 0.02 * whole[0], "step " + i);
    }
  }

  @Test
  void theArithmeticIsReallyAnother() {
    Network network = TinyNetworks.conv();
    assertTrue(losses(network, Precision.F32)[0] != losses(network, Precision.BF16)[0]);
  }

  private static double[] losses(Network network, Precision precision) {
    Compiler compiler = in(precision).update((emit, context, update) -> emit.scale(update, 0.05));
    double[] losses = new double[10];
    try (InspectedStep step = compiler.inspect(network)) {
      step.initialize();
      Tensor x = step.inputs().get("x");
      double[] pixels = new double[(int) x.shape().elements()];
      int[] target = new int[BATCH];
      for (int i = 0; i < pixels.length; i++) {
        pixels[i] = Math.sin(1.7 * i + 0.3);
      }
      for (int n = 0; n < BATCH; n++) {
        target[n] = n % 3;
      }
      x.write(DoubleBuffer.wrap(pixels));
      step.inputs().get("target").write(IntBuffer.wrap(target));
      for (int i = 0; i < losses.length; i++) {
        step.run(i);
        double[] loss = new double[1];
        step.outputs().get("loss").read(DoubleBuffer.wrap(loss));
        losses[i] = loss[0];
      }
    }
    return losses;
  }
}
