package io.feedalign.bench.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.bench.architecture.Sources;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.RunOptions;
import io.feedalign.core.run.Trainer;
import io.feedalign.train.RunReport;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program of docs/embedding, as it stands there. */
class EmbeddingTest {
  private static final long SEED = 1;

  @TempDir Path classes;

  private static Program program() {
    Path document = Sources.root().resolve("docs/embedding/README.md");
    return new Program(Example.inMarkdown("embedding", TypeIndex.read(document)).get(0).code());
  }

  @Test
  void itHasAboutTwentyLines() {
    long lines =
        program()
            .code()
            .lines()
            .filter(line -> !line.isBlank() && !line.startsWith("import"))
            .count();
    assertTrue(lines <= 22, lines + " lines");
  }

  @Test
  void itLearnsToTheVeryErrorOfTheCommandLine() throws Exception {
    Program program = program();
    assertEquals(List.of(), program.compile(classes));
    String said = program.run(classes, "1");
    assertEquals(String.format("test error %.2f %%%n", 100 * errorOfTheCommandLine()), said);
  }

  /** What {@code fa train} does with an experiment file of these keys. */
  private static double errorOfTheCommandLine() {
    Map<String, Object> file =
        Map.of(
            "model",
            "lenet",
            "data",
            "fashion-mnist-mini",
            "rule",
            Map.of("name", "usf", "magnitude", "sn"),
            "update",
            Map.of("name", "sgd", "rate", 0.05, "momentum", 0.9),
            "epochs",
            1L);
    Experiment experiment =
        new ExperimentAssembler(Plugins.discover()).assemble(ConfigTree.of(file));
    Variant variant = experiment.variants().get(0);
    try (Backend backend = experiment.backend().open();
        CompiledNetwork network =
            experiment.compiler(backend, variant, SEED).compile(experiment.network())) {
      network.initialize();
      RunOptions options = new RunOptions(variant.label(), experiment.schedule().epochs(), SEED);
      RunReport report = new Trainer().fit(network, experiment.data(), options);
      double error = report.test().orElseThrow().error();
      assertTrue(error < 0.5, "learnt nothing: " + error);
      return error;
    }
  }
}
