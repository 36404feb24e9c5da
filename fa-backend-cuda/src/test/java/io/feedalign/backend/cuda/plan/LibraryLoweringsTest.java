package io.feedalign.backend.cuda.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.source.Sources;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibraryLoweringsTest {
  private static final Geometry WINDOW = Geometry.square(3, 2, 1).withGroups(2);
  private static final Shape X = Shape.of(3, 6, 9, 7);
  private static final Shape W = Shape.of(4, 3, 3, 3);
  private static final Shape Y = WINDOW.outputShape(X, 4);

  private static Value image(int id, Shape shape, DType type) {
    return new Value(id, "v" + id, Form.activation(shape).withType(type));
  }

  private static Value matrix(int id, Shape shape, DType type) {
    return new Value(id, "v" + id, Form.parameter(shape).withType(type));
  }

  private static Stage lowered(Op op, Value first, Value second) {
    Value output = new Value(9, "output", op.outputs(List.of(first, second)).get(0));
    Instruction step = new Instruction(op, List.of(first, second), List.of(output));
    StageWriter writer = new StageWriter(new Sources(""));
    LibraryLowerings.rows().get(op.getClass()).lower(step, writer);
    writer.endInstruction(1);
    List<Stage> stages = writer.finish().stages();
    assertEquals(1, stages.size());
    assertEquals(
        List.of(new Operand.Of(first), new Operand.Of(second), new Operand.Of(output)),
        stages.get(0).operands());
    return stages.get(0);
  }

  private static void convolution(Verb verb, DType output, Stage found) {
    assertEquals(
        new ConvolutionJob(verb, WINDOW, X, W, Y, DType.BF16, output),
        ((Stage.Convolution) found).job());
  }

  @Test
  void theThreeVerbsNameTheirOperandsInOrder() {
    Value x = image(1, X, DType.BF16);
    Value w = matrix(2, W, DType.BF16);
    Value signal = image(3, Y, DType.BF16);
    convolution(Verb.DRIVE, DType.BF16, lowered(new Conv2d(WINDOW), x, w));
    convolution(Verb.PULL, DType.BF16, lowered(new Conv2dInputGrad(WINDOW, X), signal, w));
    convolution(Verb.CORRELATE, DType.F32, lowered(new Conv2dWeightGrad(WINDOW), x, signal));
  }

  @Test
  void productsSayTheirSizesAfterTransposing() {
    Value a = matrix(1, Shape.of(4, 3), DType.F32);
    Value b = matrix(2, Shape.of(5, 4), DType.F32);
    assertEquals(
        new ProductJob(3, 5, 4, true, true, DType.F32, DType.F32, DType.F32),
        ((Stage.Product) lowered(new Gemm(true, true), a, b)).job());
    Value c = matrix(1, Shape.of(3, 4), DType.BF16);
    Value d = matrix(2, Shape.of(4, 5), DType.BF16);
    assertEquals(
        new ProductJob(3, 5, 4, false, false, DType.BF16, DType.BF16, DType.F32),
        ((Stage.Product) lowered(new Gemm(false, false), c, d)).job());
  }

  @Test
  void mixedTypesAreTheProgramsMistake() {
    Value a = matrix(1, Shape.of(3, 4), DType.F32);
    Value b = matrix(2, Shape.of(4, 5), DType.BF16);
    FaException refused =
        assertThrows(FaException.class, () -> lowered(new Gemm(false, false), a, b));
    assertEquals(ErrorKind.PLUGIN, refused.kind());
  }
}
