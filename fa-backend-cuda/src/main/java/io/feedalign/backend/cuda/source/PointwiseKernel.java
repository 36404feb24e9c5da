package io.feedalign.backend.cuda.source;

import io.feedalign.ir.Instruction;
import io.feedalign.ir.Value;
import java.util.List;

/**
 * A run of pointwise instructions as one kernel. Each thread works on a few neighbouring elements
 * and reads them of every operand before it stores the first, so that a result may take the place
 * of an operand.
 *
 * @param parameters what its parameters point to, in order
 * @param threads how many it needs
 */
public record PointwiseKernel(KernelText text, List<Value> parameters, long threads) {
  /**
   * The kernel of steps over one shape, assigning states among them.
   *
   * @param outputs results of the steps that are stored
   */
  public static PointwiseKernel of(String label, List<Instruction> steps, List<Value> outputs) {
    return new PointwiseWriter(steps, outputs).write(label);
  }
}
