package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.cli.Fa;
import io.feedalign.cli.report.ParityTable;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.parity.InstructionParity;
import io.feedalign.core.parity.LearningParity;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.ir.Unary;
import io.feedalign.testkit.ReferenceBackend;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** {@code fa doctor --parity}: backends that agree, one that doesn't, and one that isn't there. */
class ParityTest {
  private static final LearningParity.Allowed ALLOWED = new LearningParity.Allowed(2, 1e-3);

  /** What was found of two rules on a small net, and of its instructions. */
  private record Found(List<LearningParity.Row> rules, List<InstructionParity.Row> operations) {
    List<String> wrong() {
      List<String> wrong = new ArrayList<>();
      for (String line : ParityTable.operations(operations, 1e-4)) {
        if (line.contains(ParityTable.DIFFERS)) {
          wrong.add(line);
        }
      }
      return wrong;
    }
  }

  private static Experiment experiment() {
    return new ExperimentAssembler(Plugins.discover())
        .assemble(
            ConfigTree.of(
                Map.of(
                    "model",
                    Map.of("name", "mlp", "widths", List.of(5)),
                    "data",
                    Map.of("name", "synthetic", "shape", List.of(1, 3, 3), "classes", 3),
                    "rules",
                    List.of(Map.of("name", "bp"), Map.of("name", "ifa")),
                    "batch",
                    4)));
  }

  private static Found compare(Backend second) {
    try (Backend first = new ReferenceBackend();
        Backend other = second) {
      InstructionParity operations = new InstructionParity(first, other);
      List<LearningParity.Row> rules =
          new LearningParity(first, other, ALLOWED).compare(experiment(), operations::add);
      return new Found(rules, operations.compare());
    }
  }

  @Test
  void aBackendAgreesWithItself() {
    Found found = compare(new ReferenceBackend());
    assertEquals(List.of(), found.wrong());
    assertTrue(found.operations().size() > 8, found.operations().toString());
    assertEquals(0, found.rules().get(0).difference());
  }

  @Test
  void anotherFunctionIsFoundWhereItIsUsed() {
    Found found = compare(new FaultyBackend(Unary.Function.RELU, Unary.Function.ABS));
    assertTrue(found.rules().get(0).difference() > 1e-3, found.rules().toString());
    assertEquals(1, found.wrong().size(), found.wrong().toString());
    assertTrue(found.wrong().get(0).contains("RELU"), found.wrong().toString());
  }

  @Test
  void aRuleThatCannotTeachTheNetIsToldNotCompared() {
    ConfigTree pooled =
        ConfigTree.of(
            Map.of(
                "model",
                "lenet",
                "data",
                Map.of("name", "synthetic", "shape", List.of(1, 28, 28), "classes", 3),
                "rule",
                "ifa"));
    Experiment experiment = new ExperimentAssembler(Plugins.discover()).assemble(pooled);
    try (Backend first = new ReferenceBackend();
        Backend second = new ReferenceBackend()) {
      List<LearningParity.Row> rows =
          new LearningParity(first, second, ALLOWED).compare(experiment, program -> {});
      assertTrue(rows.get(0).refused().contains("maxpool1"), rows.toString());
      assertTrue(ParityTable.rules(rows, 1e-3).get(1).contains("refused"));
    }
  }

  @Test
  void aBackendThatIsNotThereIsAMistakeInOneLine() {
    Fa asked = Fa.run("doctor", "--parity", "--against", "abacus");
    assertEquals(ExitCode.USER, asked.exit());
    assertTrue(asked.err().contains("abacus"), asked.err());
    assertEquals(1, asked.err().lines().count(), asked.err());
  }
}
