package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.source.KernelText;
import io.feedalign.backend.cuda.source.Sources;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** Collects the stages of a program and the text of their kernels. */
public final class StageWriter {
  private static final int ALIGNMENT = 256;

  private final Sources sources;
  private final List<Stage> stages = new ArrayList<>();
  private final List<Integer> instructions = new ArrayList<>();
  private long used;
  private long workspaceBytes;

  StageWriter(Sources sources) {
    this.sources = sources;
  }

  /** A kernel whose parameters are these operands. */
  public void kernel(KernelText text, LaunchShape shape, List<Operand> operands) {
    stages.add(new Stage.Kernel(sources.name(text), shape, List.copyOf(operands)));
  }

  /** A kernel whose parameters are these values. */
  public void kernel(KernelText text, LaunchShape shape, Value... values) {
    List<Operand> operands = new ArrayList<>();
    for (Value value : values) {
      operands.add(new Operand.Of(value));
    }
    kernel(text, shape, operands);
  }

  /** A convolution of two values into a third, in the job's order. */
  public void convolution(ConvolutionJob job, Value first, Value second, Value output) {
    stages.add(new Stage.Convolution(job, operands(first, second, output)));
  }

  /** A product of values, in the job's order. */
  public void product(ProductJob job, Value... values) {
    stages.add(new Stage.Product(job, operands(values)));
  }

  /** Workspace that the current instruction alone uses; its contents are undefined at first. */
  public Operand workspace(long bytes) {
    Operand place = new Operand.Workspace(used);
    used += (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    workspaceBytes = Math.max(workspaceBytes, used);
    return place;
  }

  /** What was written since the last call belongs to the program's instructions up to this one. */
  void endInstruction(int done) {
    while (instructions.size() < stages.size()) {
      instructions.add(done);
    }
    used = 0;
  }

  Lowered finish() {
    return new Lowered(
        sources.text(), List.copyOf(stages), List.copyOf(instructions), workspaceBytes);
  }

  private static List<Operand> operands(Value... values) {
    List<Operand> operands = new ArrayList<>();
    for (Value value : values) {
      operands.add(new Operand.Of(value));
    }
    return operands;
  }
}
