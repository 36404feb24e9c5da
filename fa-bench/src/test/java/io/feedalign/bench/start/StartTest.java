package io.feedalign.bench.start;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.FaException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StartTest {
  private static final String TINY =
      """
      name: tiny
      data: {name: synthetic, shape: [1, 8, 8], classes: 3, train: 60, test: 20}
      model: mlp
      rule: bp
      backend: reference
      batch: 10
      epochs: 1
      """;

  @TempDir private Path folder;

  @Test
  void eachPartEndsWithTheClassThatIsLoadedLast() throws IOException {
    String said =
        """
        [10ms] java.lang.Object source: shared objects file
        [50ms] io.feedalign.cli.Main source: file:fa.jar
        ours, [55ms] and not the JVM's
        [100ms] io.feedalign.core.plugin.Plugins source: file:fa.jar
        [250ms] io.feedalign.core.run.Trainer source: file:fa.jar
        [400ms] io.feedalign.train.StepReport source: file:fa.jar
        [9999ms] io.feedalign.later.Still source: file:fa.jar
        """;
    Start start = Start.read(new BufferedReader(new StringReader(said))).orElseThrow();
    assertEquals(0.4, start.total());
    assertEquals(5, start.classes());
    assertEquals(0.05, start.part(Milestone.JAVA), 1e-9);
    assertEquals(0.05, start.part(Milestone.CONTAINER), 1e-9);
    assertEquals(0, start.part(Milestone.PLAN));
    assertEquals(0.15, start.part(Milestone.KERNELS), 1e-9);
    assertEquals(0.15, start.part(Milestone.STEP), 1e-9);
  }

  @Test
  void withoutAStepThereIsNoStart() throws IOException {
    assertEquals(Optional.empty(), Start.read(new BufferedReader(new StringReader("x\n"))));
  }

  @Test
  void everyPartOfAStartIsSeen() throws Exception {
    StartReport report = benchmark(TINY).run(1);
    Start start = report.starts().get(0);
    for (Milestone milestone : Milestone.values()) {
      assertNotNull(start.seconds().get(milestone), milestone.toString());
    }
    List<Double> times = List.copyOf(start.seconds().values());
    assertEquals(times.stream().sorted().toList(), times, "one after the other");
    double parts = 0;
    for (Milestone milestone : Milestone.values()) {
      parts += start.part(milestone);
    }
    assertEquals(start.total(), parts, 1e-9);
    assertTrue(report.toText().get(0).contains("first learning step"), report.toString());
  }

  @Test
  void aMistakeInTheRecipeIsTold() throws IOException {
    StartBenchmark wrong = benchmark(TINY.replace("rule: bp", "rule: bpp"));
    FaException told = assertThrows(FaException.class, () -> wrong.run(1));
    assertTrue(told.getMessage().contains("Unknown rule 'bpp'"), told.getMessage());
  }

  private StartBenchmark benchmark(String experiment) throws IOException {
    Path file = Files.writeString(folder.resolve("tiny.yaml"), experiment);
    return new StartBenchmark(System.getProperty("java.class.path"), file.toString(), folder);
  }
}
