package io.feedalign.rules.constraint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.nn.GivenSignalHead;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import io.feedalign.rules.lab.Compiled;
import io.feedalign.rules.lab.Nets;
import io.feedalign.rules.lab.Rules;
import io.feedalign.rules.probe.SignalSize;
import io.feedalign.testkit.ReferenceBackend;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Feedback of one size under Dale's law sends nothing below a softmax, and says so beforehand. */
class UniformUnderDaleTest {
  private static final Nets NET = Nets.DENSE;
  private static final int BATCH = 4;

  static Stream<Arguments> everyRuleUnderEveryConstraint() {
    List<Rules.Named> signed =
        Rules.all().stream()
            .filter(rule -> List.of("usf", "signed-init", "frsf", "brsf").contains(rule.name()))
            .toList();
    return signed.stream()
        .flatMap(
            rule ->
                Stream.of(
                        Constraints.DALE.make(),
                        Constraints.DALE_80_20.make(),
                        Constraints.SYNAPSE.make(),
                        Constraint.none())
                    .map(constraint -> Arguments.of(rule, constraint)));
  }

  @ParameterizedTest
  @MethodSource("everyRuleUnderEveryConstraint")
  void itIsNotedExactlyWhereNothingArrives(Rules.Named rule, Constraint constraint) {
    try (CompiledNetwork net =
        Compiler.on(new ReferenceBackend())
            .rule(rule.make())
            .constraint(constraint)
            .probe(new SignalSize())
            .batch(BATCH)
            .compile(NET.network(Nets.GAUSSIAN))) {
      net.initialize();
      double below =
          Compiled.byPath(net.probe(Compiled.batch(NET, BATCH, 1), 1), "signal-rms")
              .get("dense2")
              .orElseThrow();
      List<String> notes = net.findings().notes();
      assertEquals(below < 1e-12 ? 1 : 0, notes.size(), () -> below + " arrives; " + notes);
      notes.forEach(note -> assertTrue(note.contains("last layer 'dense3'"), note));
    }
  }

  @Test
  void someAreNotedAndSomeAreNot() {
    assertEquals(1, notes("usf", "unit", NET.network(Nets.GAUSSIAN)).size());
    assertEquals(0, notes("usf", "init", NET.network(Nets.GAUSSIAN)).size());
  }

  @Test
  void underAnotherHeadErrorsNeedNotAddUpToZero() {
    Network given = NET.network(Nets.GAUSSIAN).withHead(new GivenSignalHead());
    assertEquals(List.of(), notes("usf", "unit", given));
  }

  private static List<String> notes(String rule, String magnitude, Network network) {
    return Compiler.on(new ReferenceBackend())
        .rule(Rules.named(rule, "magnitude", magnitude).make())
        .constraint(Constraints.DALE.make())
        .batch(BATCH)
        .trace(network)
        .findings()
        .notes();
  }
}
