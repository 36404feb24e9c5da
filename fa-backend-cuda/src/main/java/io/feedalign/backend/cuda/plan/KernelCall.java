package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.source.KernelText;
import io.feedalign.backend.cuda.source.Numerals;
import io.feedalign.backend.cuda.source.PointwisePart;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** A kernel in the making: each operand that it asks for becomes its next parameter. */
final class KernelCall {
  private final List<String> types = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();
  private final StringBuilder before = new StringBuilder();

  /** The parameter that reads a value. */
  String reads(Value value) {
    return parameter(Numerals.input(value), new Operand.Of(value));
  }

  /** The parameter that writes a value. */
  String writes(Value value) {
    return parameter(Numerals.output(value), new Operand.Of(value));
  }

  /** The parameter that reads floats. */
  String reads(Operand floats) {
    return parameter("const float*", floats);
  }

  /** The parameter that writes floats. */
  String writes(Operand floats) {
    return parameter("float*", floats);
  }

  /** The next parameter, of a C type. */
  String parameter(String type, Operand operand) {
    types.add(type);
    operands.add(operand);
    return "p" + (types.size() - 1);
  }

  /** How many parameters there are, which is the number of the next one. */
  int parameters() {
    return types.size();
  }

  /** What takes part in the kernel, with parameters that follow those that there are. */
  String uses(PointwisePart part) {
    for (int i = 0; i < part.types().size(); i++) {
      parameter(part.types().get(i), new Operand.Of(part.parameters().get(i)));
    }
    before.append(part.text());
    return part.expression();
  }

  /** Enqueues the kernel whose body is this one statement, behind what takes part in it. */
  void launch(String label, String statement, LaunchShape shape, StageWriter writer) {
    KernelText text = new KernelText(label, List.copyOf(types), before + "  " + statement + ";\n");
    writer.kernel(text, shape, operands);
  }
}
