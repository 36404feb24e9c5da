package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.ProjectedImages;
import io.feedalign.ir.Cast;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;

/**
 * A product of few terms that becomes images of bf16: how an error of a few classes reaches a layer
 * of many units directly. The wide matrix has fewer rows than there are images, so it is brought to
 * their memory order, and the product is stored as images at once. In f32 what follows is better
 * done on the way, see {@link ProjectedImages}.
 */
public final class ProjectedError {
  /** How many instructions it replaces: the product, the reshaping and the cast. */
  private static final int INSTRUCTIONS = 3;

  private ProjectedError() {}

  /** What the instructions from this one on can be replaced by, if they are such. */
  public static Optional<ProjectedImages> from(
      int index, Program program, MemoryPlan plan, Binding binding) {
    List<Instruction> body = program.body();
    if (index + INSTRUCTIONS > body.size()) {
      return Optional.empty();
    }
    Instruction product = body.get(index);
    Instruction reshape = body.get(index + 1);
    Instruction cast = body.get(index + 2);
    if (!product.op().equals(new Gemm(false, false))
        || !becomesImages(product, reshape)
        || !cast.op().equals(new Cast(DType.BF16))
        || !Epilogue.onlyReadBy(reshape, product.output(), program)
        || !Epilogue.onlyReadBy(cast, reshape.output(), program)
        || !Epilogue.apart(product.inputs().get(0), cast.output(), plan)) {
      return Optional.empty();
    }
    Kernel kernel = bind(product, cast.output(), binding);
    return Optional.of(new ProjectedImages(kernel, INSTRUCTIONS));
  }

  private static boolean becomesImages(Instruction product, Instruction reshape) {
    Shape tall = product.inputs().get(0).shape();
    return reshape.op() instanceof Reshape
        && reshape.inputs().equals(product.outputs())
        && tall.size(1) < tall.size(0)
        && reshape.output().form().layout() == Layout.CHANNELS_LAST
        && reshape.output().shape().rank() == 4
        && reshape.output().shape().size(0) == tall.size(0);
  }

  private static Kernel bind(Instruction gemm, Value images, Binding binding) {
    Value error = gemm.inputs().get(0);
    Value wide = gemm.inputs().get(1);
    long terms = wide.shape().size(0);
    Shape shape = images.shape();
    long[] planes = {terms, shape.size(1), shape.size(2), shape.size(3)};
    List<Call> calls = new ArrayList<>();
    memory given = binding.memory(wide, Forms.of(planes, wide.type(), memory.format_tag.abcd));
    memory.desc ordered = Forms.of(planes, wide.type(), memory.format_tag.acdb);
    calls.add(
        Reorders.call(binding, given, binding.transientMemory(ordered, Transients.Slot.WEIGHT)));
    calls.add(product(error, wide, images, binding));
    return new Calls(calls);
  }

  /** Rows of images are rows of a matrix; the reordered one is found where it was just put. */
  private static Call product(Value error, Value wide, Value images, Binding binding) {
    long[] sizes = {images.shape().size(0), wide.shape().size(1)};
    memory.desc left = Forms.matrix(error, false);
    memory.desc right = Forms.matrix(wide, false);
    memory.desc result = Forms.of(sizes, images.type(), memory.format_tag.ab);
    matmul.primitive_desc chosen =
        new matmul.primitive_desc(
            binding.engine(), left, right, new memory.desc(), result, binding.plain(), false);
    return Call.of(binding, new matmul(chosen), chosen)
        .with(dnnl.DNNL_ARG_SRC, binding.memory(error, left))
        .with(dnnl.DNNL_ARG_WEIGHTS, binding.transientMemory(right, Transients.Slot.WEIGHT))
        .with(dnnl.DNNL_ARG_DST, binding.memory(images, result))
        .done();
  }
}
