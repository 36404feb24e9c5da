package io.feedalign.backend.cuda.plan;

import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.source.KernelText;
import io.feedalign.backend.cuda.source.Numerals;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.List;

/** A kernel in the making: each operand that it asks for becomes its next parameter. */
final class KernelCall {
  private final List<String> types = new ArrayList<>();
  private final List<Operand> operands = new ArrayList<>();

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

  /** Enqueues the kernel whose body is this one statement. */
  void launch(String label, String statement, LaunchShape shape, StageWriter writer) {
    KernelText text = new KernelText(label, List.copyOf(types), "  " + statement + ";\n");
    writer.kernel(text, shape, operands);
  }
}
