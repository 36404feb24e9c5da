package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.ir.AxisAdd;
import io.feedalign.ir.Chain;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Unary;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Optional;

/**
 * What a convolution or product can do to each result before storing it: add a bias and cut off
 * what is negative. That saves a pass through memory, and gives the same bits as doing it
 * afterwards.
 *
 * @param bias one number per channel or column
 * @param relu whether negative results become zero
 * @param result where the outcome belongs
 */
public record Epilogue(Value bias, boolean relu, Value result) {

  /** What the instruction after this one can be replaced by, if it can be left out. */
  public static Optional<Epilogue> after(int index, Program program, MemoryPlan plan) {
    List<Instruction> body = program.body();
    if (index + 1 >= body.size()) {
      return Optional.empty();
    }
    Instruction first = body.get(index);
    Instruction next = body.get(index + 1);
    boolean able = first.op() instanceof Conv2d || first.op() instanceof Gemm;
    if (!able || !onlyReadBy(next, first.output(), program)) {
      return Optional.empty();
    }
    return match(first.output(), next)
        .filter(found -> first.inputs().stream().allMatch(in -> apart(in, found.result, plan)))
        .filter(found -> apart(found.bias, found.result, plan));
  }

  /** Whether nobody else ever sees a value. */
  static boolean onlyReadBy(Instruction reader, Value value, Program program) {
    return !program.reads().contains(value)
        && program.body().stream()
            .noneMatch(step -> step != reader && step.inputs().contains(value));
  }

  private static Optional<Epilogue> match(Value y, Instruction next) {
    boolean chain = next.op() instanceof Chain;
    List<Instruction> steps = chain ? ((Chain) next.op()).steps() : List.of(next);
    Instruction add = steps.get(0);
    boolean biased =
        add.op().equals(new AxisAdd(1)) && add.inputs().get(0).equals(y) && steps.size() <= 2;
    if (!biased || next.inputs().size() != 2 || next.outputs().size() != 1) {
      return Optional.empty();
    }
    Instruction last = steps.get(steps.size() - 1);
    boolean relu =
        steps.size() == 2
            && last.op().equals(new Unary(Unary.Function.RELU))
            && last.inputs().equals(add.outputs());
    if (steps.size() == 2 && !relu || !next.outputs().equals(last.outputs())) {
      return Optional.empty();
    }
    return Optional.of(new Epilogue(add.inputs().get(1), relu, next.output()));
  }

  /** The result is stored before the inputs are read for the last time. */
  static boolean apart(Value input, Value result, MemoryPlan plan) {
    Place a = plan.of(input);
    Place b = plan.of(result);
    return a.lifetime() != b.lifetime()
        || a.offset() + a.bytes() <= b.offset()
        || b.offset() + b.bytes() <= a.offset();
  }
}
