package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.plan.Operand;
import io.feedalign.backend.cuda.plan.ProgramLowering;
import io.feedalign.backend.cuda.plan.StageWriter;
import io.feedalign.backend.cuda.source.KernelText;
import io.feedalign.ir.Affine;
import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Sum;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Sketch;
import java.util.List;
import java.util.Map;

/** Programs of few instructions, and a lowering that knows just these. */
final class RecordedPrograms {
  /** What a sum asks of the workspace for each element. */
  static final int BYTES_AN_ELEMENT = 8;

  private RecordedPrograms() {}

  static CudaBackend backend(RecordingDevice device) {
    return new CudaBackend(
        device,
        new ProgramLowering(
            Map.of(
                Affine.class, RecordedPrograms::affine,
                Sum.class, RecordedPrograms::sum,
                Gemm.class, RecordedPrograms::product),
            ""));
  }

  private static KernelText kernel(String label) {
    return new KernelText(label, List.of(), "");
  }

  private static void affine(Instruction step, StageWriter writer) {
    writer.kernel(kernel("affine"), LaunchShape.over(1), step.inputs().get(0), step.output());
  }

  /** Two kernels, with partial sums in between. */
  private static void sum(Instruction step, StageWriter writer) {
    Value all = step.inputs().get(0);
    Operand partial = writer.workspace(all.shape().elements() * BYTES_AN_ELEMENT);
    LaunchShape shape = LaunchShape.over(1);
    writer.kernel(kernel("part"), shape, List.of(new Operand.Of(all), partial));
    writer.kernel(kernel("whole"), shape, List.of(partial, new Operand.Of(step.output())));
  }

  private static void product(Instruction step, StageWriter writer) {
    Value a = step.inputs().get(0);
    Value b = step.inputs().get(1);
    writer.product(
        new ProductJob(1, 1, 1, false, false, DType.F32, DType.F32, DType.F32),
        a,
        b,
        step.output());
  }

  /** {@code sum(2 x)} of so many elements. */
  static Sketch sums(int elements) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.parameter(Shape.of(elements)));
    sketch.read(sketch.emit().sum(sketch.emit().scale(x, 2)));
    return sketch;
  }

  /** {@code 2 (x x)}. */
  static Sketch product() {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.parameter(Shape.of(2, 2)));
    sketch.read(sketch.emit().scale(sketch.emit().matmul(x, x), 2));
    return sketch;
  }
}
