package io.feedalign.bench.floor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Assign;
import io.feedalign.ir.BatchNorm;
import io.feedalign.ir.Binary;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Conv2dWeightGrad;
import io.feedalign.ir.Fill;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Floors of single instructions and of whole programs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FloorMeterTest {
  private static final Geometry WINDOW = Geometry.square(3, 1, 1);

  private final FloorMeter meter = new FloorMeter();
  private int made;

  @AfterAll
  void close() {
    meter.close();
  }

  private Value value(Form form) {
    return new Value(made++, "v" + made, form);
  }

  private Value image(int channels, DType type) {
    return value(Form.activation(Shape.of(4, channels, 8, 8)).withType(type));
  }

  private Instruction write(Op op, Value... inputs) {
    List<Value> outputs = op.outputs(List.of(inputs)).stream().map(this::value).toList();
    return new Instruction(op, List.of(inputs), outputs);
  }

  private static Program program(List<Instruction> body) {
    return new Program("learn", Cadence.ON_DEMAND, body, List.of(), List.of(), List.of());
  }

  @ParameterizedTest
  @EnumSource(
      value = DType.class,
      names = {"F32", "BF16"})
  void theThreeVerbsMultiplyEquallyOften(DType type) {
    Value x = image(16, type);
    Value w = value(Form.parameter(Shape.of(32, 16, 3, 3)).withType(type));
    Value s = image(32, type);
    long flops = 2L * 4 * 8 * 8 * 32 * 16 * 9;
    for (Instruction step :
        List.of(
            write(new Conv2d(WINDOW), x, w),
            write(new Conv2dInputGrad(WINDOW, x.shape()), s, w),
            write(new Conv2dWeightGrad(WINDOW), x, s))) {
      OpFloor floor = meter.of(step);
      assertEquals(flops, floor.flops(), step.toString());
      double rate = flops / floor.seconds();
      assertTrue(rate > 1e8 && rate < 1e13, step + ": " + rate);
    }
  }

  @Test
  void groupsAndStridesAreCounted() {
    Geometry halving =
        new Geometry(
            Geometry.Pair.square(3),
            Geometry.Pair.square(2),
            Geometry.Padding.all(1),
            Geometry.Pair.square(1),
            4);
    Value weight = value(Form.parameter(Shape.of(32, 4, 3, 3)));
    Instruction step = write(new Conv2d(halving), image(16, DType.F32), weight);
    assertEquals(2L * 4 * 4 * 4 * 32 * 4 * 9, meter.of(step).flops());
  }

  @Test
  void aProductCountsItsInnerSize() {
    Value a = value(Form.parameter(Shape.of(8, 5)));
    Value b = value(Form.parameter(Shape.of(8, 7)));
    OpFloor floor = meter.of(write(new Gemm(true, false), a, b));
    assertEquals(2L * 5 * 7 * 8, floor.flops());
    assertEquals(4L * (5 * 8 + 8 * 7 + 5 * 7), floor.bytes());
  }

  @Test
  void aShapeIsMeasuredOnce() {
    Value w = value(Form.parameter(Shape.of(16, 16, 3, 3)));
    double first = meter.of(write(new Conv2d(WINDOW), image(16, DType.F32), w)).seconds();
    double second = meter.of(write(new Conv2d(WINDOW), image(16, DType.F32), w)).seconds();
    assertEquals(first, second);
  }

  @Test
  void anythingElseMovesItsBytesThroughMemory() {
    Instruction relu = write(new Unary(Unary.Function.RELU), image(16, DType.BF16));
    OpFloor floor = meter.of(relu);
    assertEquals(2L * 2 * 4 * 16 * 64, floor.bytes());
    assertEquals(floor.bytes() / meter.bytesPerSecond(), floor.seconds());
    assertTrue(meter.bytesPerSecond() > 1e9 && meter.bytesPerSecond() < 1e12);
  }

  @Test
  void aStepIsItsProductsAndTheBytesThatNobodyElseMoves() {
    List<Instruction> body = new ArrayList<>();
    Value x = image(16, DType.F32);
    Value w = value(Form.parameter(Shape.of(16, 16, 3, 3)));
    Instruction conv = write(new Conv2d(WINDOW), x, w);
    Instruction relu = write(new Unary(Unary.Function.RELU), conv.output()); // free after conv
    Instruction sum = write(new Binary(Binary.Function.ADD), relu.output(), x); // reads x again
    Instruction gradient = write(new Conv2dWeightGrad(WINDOW), x, sum.output());
    Instruction next = write(new Binary(Binary.Function.SUBTRACT), w, gradient.output());
    Instruction store = new Instruction(new Assign(), List.of(w, next.output()), List.of());
    Chain update = new Chain(List.of(next, store)); // reads and writes w
    body.addAll(List.of(conv, relu, sum, gradient));
    body.add(new Instruction(update, List.of(w, gradient.output()), List.of()));
    long image = 4L * 4 * 16 * 64;
    long weight = 4L * 16 * 16 * 9;
    StepFloor floor = meter.of(program(body));
    assertEquals(image + 2 * weight, floor.bytes());
    assertEquals(2 * meter.of(conv).flops(), floor.flops());
    assertEquals(
        meter.of(conv).seconds() + meter.of(gradient).seconds(), floor.productSeconds(), 1e-12);
    assertEquals(
        floor.productSeconds() + floor.bytes() / meter.bytesPerSecond(), floor.seconds(), 1e-12);
  }

  @Test
  void normsReadAndWriteTheirImages() {
    Value x = image(16, DType.F32);
    Value vector = value(Form.parameter(Shape.of(16)));
    Instruction norm = write(new BatchNorm(1e-5), x, vector, vector);
    long bytes = meter.of(program(List.of(norm))).bytes();
    assertEquals(2L * 4 * 4 * 16 * 64 + 3 * 4 * 16, bytes);
  }

  /** Such as a shortcut that picks every second pixel. */
  @Test
  void aConvolutionThatOnlySelectsIsNoProduct() {
    Instruction one = write(new Fill(1, Form.parameter(Shape.of(16, 16, 1, 1))));
    Instruction pick =
        write(new Conv2d(Geometry.square(1, 2, 0)), image(16, DType.F32), one.output());
    StepFloor floor = meter.of(program(List.of(one, pick)));
    assertEquals(0, floor.flops());
    assertEquals(4L * 4 * 16 * (64 + 16) + 4 * 256, floor.bytes());
  }
}
