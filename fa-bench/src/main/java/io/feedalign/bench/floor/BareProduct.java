package io.feedalign.bench.floor;

import io.feedalign.ir.Form;
import io.feedalign.ir.Gemm;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.matmul;
import org.bytedeco.dnnl.memory;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.primitive_attr;

/** A matrix product on matrices that lie row by row. */
final class BareProduct {
  private BareProduct() {}

  /**
   * Adds the product to what is run.
   *
   * @param asItLikes whether the second matrix may be reordered first
   */
  static void add(Bare bare, ProductCase it, boolean asItLikes) {
    Gemm gemm = (Gemm) it.op();
    memory.desc left = matrix(bare, it.inputs().get(0), gemm.transposeA());
    memory.desc right = matrix(bare, it.inputs().get(1), gemm.transposeB());
    memory.desc result = matrix(bare, it.output(), false);
    memory.desc wanted =
        asItLikes
            ? bare.form(
                sizes(it.inputs().get(1), gemm.transposeB()),
                it.inputs().get(1).type(),
                format_tag.any)
            : right;
    matmul.primitive_desc chosen =
        bare.keep(
            new matmul.primitive_desc(
                bare.engine(), left, wanted, result, bare.keep(new primitive_attr()), false));
    bare.call(
        bare.keep(new matmul(chosen)),
        new int[] {dnnl.DNNL_ARG_SRC, dnnl.DNNL_ARG_WEIGHTS, dnnl.DNNL_ARG_DST},
        bare.memory(left),
        bare.given(right, chosen.weights_desc()),
        bare.memory(result));
  }

  /** A matrix, or its transpose: the same bytes with the axes exchanged. */
  private static memory.desc matrix(Bare bare, Form form, boolean transposed) {
    format_tag rows = transposed ? format_tag.ba : format_tag.ab;
    return bare.form(sizes(form, transposed), form.type(), rows);
  }

  private static long[] sizes(Form form, boolean transposed) {
    long rows = form.shape().size(0);
    long columns = form.shape().size(1);
    return transposed ? new long[] {columns, rows} : new long[] {rows, columns};
  }
}
