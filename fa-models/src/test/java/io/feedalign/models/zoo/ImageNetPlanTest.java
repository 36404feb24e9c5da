package io.feedalign.models.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Op;
import io.feedalign.models.init.WeightInit;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.ReferenceBackend;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The programs of the large networks, written and counted but never run. */
class ImageNetPlanTest {
  private static final Shape PHOTO = Shape.of(3, 224, 224);

  static Stream<Model> models() {
    return Stream.of(
        new AlexNet(false, WeightInit.ORTHOGONAL),
        new AlexNet(true, WeightInit.HE_NORMAL_FAN_OUT),
        Vgg.ofDepth(19),
        new Vgg(16, true, Vgg.Head.IMAGENET, WeightInit.TORCH),
        ResNet.ofDepth(34),
        ResNet.ofDepth(152));
  }

  @ParameterizedTest
  @MethodSource("models")
  void aStepConvolvesOnceForwardsOnceBackwardsAndOnceForEachWeight(Model model) {
    Network network = model.build(PHOTO, 1000);
    long convolutions =
        network.nodes().stream()
            .filter(node -> node.layer() instanceof SynapticLayer)
            .filter(node -> node.layer().parameters().get(0).shape().rank() == 4)
            .count();
    try (ReferenceBackend backend = new ReferenceBackend()) {
      StepPrograms step = Compiler.on(backend).batch(2).trace(network);
      assertEquals(convolutions, count(step, "learn", Conv2d.class));
      assertEquals(convolutions, count(step, "learn", Conv2dWeightGrad.class));
      assertEquals(convolutions - 1, count(step, "learn", Conv2dInputGrad.class));
      assertEquals(convolutions, count(step, "infer", Conv2d.class));
    }
  }

  private static long count(StepPrograms step, String program, Class<? extends Op> kind) {
    return step.program(program).body().stream().filter(i -> kind.isInstance(i.op())).count();
  }
}
