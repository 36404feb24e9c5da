package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.ir.Chain;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Op;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Assertions about programs that need no backend: what is computed, what is mentioned, whether it
 * is sound.
 *
 * <pre>{@code
 * Program learn = Compiler.on(backend).rule(rule).trace(TinyNetworks.conv()).program("learn");
 * Plans.assertAbsent(learn, Conv2dInputGrad.class);
 * Plans.assertMentions(learn, "conv2.feedback");
 * }</pre>
 */
public final class Plans {

  private Plans() {}

  /** How often each operation occurs, such as {@code Conv2d 2, Gemm 3}; chains by their steps. */
  public static String operations(Program program) {
    Map<String, Long> counts =
        program.body().stream()
            .flatMap(Plans::steps)
            .map(step -> step.op().getClass().getSimpleName())
            .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " " + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  /** The program consists of exactly these operations, as {@link #operations} says them. */
  public static void assertOperations(String expected, Program program) {
    assertEquals(expected, operations(program), "operations of '" + program.name() + "'");
  }

  /** How often one operation occurs, chains looked into. */
  public static long count(Program program, Class<? extends Op> op) {
    return program.body().stream().flatMap(Plans::steps).filter(s -> op.isInstance(s.op())).count();
  }

  /** The operation does not occur. */
  public static void assertAbsent(Program program, Class<? extends Op> op) {
    assertEquals(0, count(program, op), op.getSimpleName() + " in '" + program.name() + "'");
  }

  /** Some value's name contains the text. */
  public static void assertMentions(Program program, String text) {
    assertTrue(mentions(program, text), "'" + program.name() + "' does not mention '" + text + "'");
  }

  /** No value's name contains the text. */
  public static void assertDoesNotMention(Program program, String text) {
    assertFalse(mentions(program, text), "'" + program.name() + "' mentions '" + text + "'");
  }

  /** The scheduled program keeps the rules of {@link ProgramAudit} and computes nothing in vain. */
  public static void assertSound(Program program) {
    assertEquals(List.of(), ProgramAudit.faults(program));
    assertEquals(List.of(), ProgramAudit.idle(program), "computed in vain");
  }

  private static boolean mentions(Program program, String text) {
    return program.body().stream()
        .flatMap(Plans::steps)
        .flatMap(step -> Stream.concat(step.inputs().stream(), step.outputs().stream()))
        .map(Value::name)
        .anyMatch(name -> name.contains(text));
  }

  private static Stream<Instruction> steps(Instruction instruction) {
    return instruction.op() instanceof Chain
        ? ((Chain) instruction.op()).steps().stream()
        : Stream.of(instruction);
  }
}
