package io.feedalign.backend.cpu;

import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Layout;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * A product of few terms that becomes images, and what is done to them, as one pass over memory:
 * how an error of a few classes reaches a layer of many units directly.
 *
 * @param kernel in place of all these instructions
 * @param instructions how many they are
 */
public record ProjectedImages(Kernel kernel, int instructions) {

  /**
   * What the instructions from this one on can be replaced by, if they are such.
   *
   * @param taken which instructions are computed elsewhere, with what follows them
   */
  static Optional<ProjectedImages> from(int index, IntPredicate taken, Fusions fusions) {
    Program program = fusions.program();
    List<Instruction> body = program.body();
    if (index + 1 >= body.size() || !matches(body.get(index), body.get(index + 1), program)) {
      return Optional.empty();
    }
    Instruction gemm = body.get(index);
    Value images = body.get(index + 1).output();
    NarrowProduct product =
        new NarrowProduct(
            gemm.inputs().get(0),
            gemm.inputs().get(1),
            images.form(),
            fusions.views(),
            fusions.pool());
    boolean more = index + 2 < body.size() && !taken.test(index + 2);
    if (more && continues(images, body.get(index + 2), program)) {
      Kernel chain = fusions.chain(body.get(index + 2), Map.of(images, product));
      return Optional.of(new ProjectedImages(chain, 3));
    }
    return Optional.of(new ProjectedImages(stored(images, product, fusions), 2));
  }

  private static boolean matches(Instruction first, Instruction next, Program program) {
    if (!first.op().equals(new Gemm(false, false)) || !(next.op() instanceof Reshape)) {
      return false;
    }
    Value tall = first.inputs().get(0);
    Value images = next.output();
    int terms = tall.shape().size(1);
    return terms <= NarrowProduct.MOST_TERMS
        && terms < tall.shape().size(0)
        && images.shape().size(1) <= PointwiseKernel.TILE
        && images.form().layout() == Layout.CHANNELS_LAST
        && images.type() == DType.F32
        && first.inputs().stream().allMatch(input -> input.type() == DType.F32)
        && images.shape().size(0) == tall.shape().size(0)
        && onlyReadBy(next, first.output(), program);
  }

  private static boolean continues(Value images, Instruction next, Program program) {
    Class<? extends Op> kind = next.op().getClass();
    return SharedKernels.POINTWISE.contains(kind)
        && next.inputs().contains(images)
        && next.outputs().stream().allMatch(output -> output.form().equals(images.form()))
        && onlyReadBy(next, images, program);
  }

  private static boolean onlyReadBy(Instruction reader, Value value, Program program) {
    return !program.reads().contains(value)
        && program.body().stream()
            .noneMatch(step -> step != reader && step.inputs().contains(value));
  }

  private static Kernel stored(Value images, NarrowProduct product, Fusions fusions) {
    return new PointwiseKernel(
        new PointwiseKernel.Chart(
            product.walk(),
            1,
            List.of(product),
            List.of(),
            List.of((r, first, n) -> product.fill(r[0], first, n)),
            List.of(new PointwiseKernel.Port(fusions.views().elements(images), 0)),
            List.of(),
            List.of()),
        fusions.pool());
  }
}
