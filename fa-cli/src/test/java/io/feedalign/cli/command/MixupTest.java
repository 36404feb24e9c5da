package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.cli.Fa;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.optim.Schedule;
import io.feedalign.spi.Availability;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Learning from images that are mixed in pairs, on every backend and under every rule. */
class MixupTest {
  private static final Plugins PLUGINS = Plugins.discover();

  private static final Object MLP =
      layers("flatten", dense(10), "relu", dense(8), "tanh", dense(4));

  private static final Object CONVOLUTIONS =
      layers(
          Map.of("conv", Map.of("out", 3, "kernel", 3, "pad", 1)),
          "batchnorm",
          "relu",
          "flatten",
          dense(9),
          "relu",
          dense(4));

  @TempDir Path folder;

  private static Map<String, Object> layers(Object... layers) {
    return Map.of("name", "sequential", "layers", List.of(layers));
  }

  private static Map<String, Object> dense(int out) {
    return Map.of("dense", Map.of("out", out));
  }

  private static Experiment experiment(Object model, String rule, String backend, double alpha) {
    return experiment(Map.of("model", model, "rule", rule, "backend", backend), alpha);
  }

  private static Experiment experiment(Map<String, Object> keys, double alpha) {
    assumeTrue(
        PLUGINS.backends().get((String) keys.get("backend")).availability()
            instanceof Availability.Available);
    Map<String, Object> data = new LinkedHashMap<>();
    data.put("name", "synthetic");
    data.put("shape", List.of(2, 10, 10));
    data.put("classes", 4);
    data.put("train", 64);
    data.put("test", 16);
    data.put("mixup", alpha);
    Map<String, Object> tree = new LinkedHashMap<>(keys);
    tree.put("data", data);
    tree.put("batch", 8);
    tree.put("update", Map.of("name", "sgd", "rate", 0.05, "momentum", 0.9));
    return new ExperimentAssembler(PLUGINS).assemble(ConfigTree.of(tree));
  }

  @TestFactory
  Stream<DynamicTest> everyRuleDoesWhatItsFormulaSaysOfMixedTargets() {
    List<DynamicTest> tests = new ArrayList<>();
    for (String rule : PLUGINS.rules().names()) {
      tests.add(dynamicTest(rule, () -> audited(experiment(MLP, rule, "onednn", 0.6))));
    }
    for (String rule : List.of("bp", "drtp")) {
      for (String backend : List.of("reference", "onednn", "nd4j")) {
        tests.add(
            dynamicTest(
                rule + " on " + backend,
                () -> audited(experiment(CONVOLUTIONS, rule, backend, 0.6))));
      }
      Map<String, Object> keys =
          Map.of("model", CONVOLUTIONS, "rule", rule, "backend", "onednn", "precision", "bf16");
      tests.add(dynamicTest(rule + " in bf16", () -> audited(experiment(keys, 0.6))));
    }
    return tests.stream();
  }

  private static void audited(Experiment experiment) {
    try (Backend opened = experiment.backend().open()) {
      assumeCapable(experiment, opened);
      AuditReport report =
          new Auditor(PLUGINS, experiment, opened)
              .audit(experiment.variants().get(0), 3, audit -> audit.steps(3));
      assertEquals(List.of(), report.failures());
      assertTrue(report.layers().size() >= 3);
    }
  }

  private static void assumeCapable(Experiment experiment, Backend opened) {
    boolean whole = "f32".equals(String.valueOf(experiment.settings().get("precision")));
    assumeTrue(whole || opened.capabilities().contains(Capability.BF16));
  }

  /** Losses of an epoch, and the first weights after it. */
  private record Learnt(List<Double> losses, float[] weights) {}

  private static Learnt learn(Experiment experiment, boolean onlyFirst) {
    try (Backend opened = experiment.backend().open()) {
      assumeCapable(experiment, opened);
      try (CompiledNetwork network =
              experiment
                  .compiler(opened, experiment.variants().get(0), 1)
                  .compile(experiment.network());
          BatchStream batches =
              experiment.data().stream(
                  Split.TRAIN, StreamOptions.learning(network.batch(), 1, 0))) {
        network.initialize();
        Batch batch = Batch.allocate(network.batch(), experiment.data());
        List<Double> losses = new ArrayList<>();
        while (batches.next(batch)) {
          if (onlyFirst) {
            unmixed(batch);
          }
          losses.add(network.learn(batch, new Schedule.Progress(losses.size(), 8, 1)));
        }
        return new Learnt(losses, network.tensors().get("dense1.weight").toArray());
      }
    }
  }

  /** The same images, all of the first target alone; with another one second. */
  private static void unmixed(Batch batch) {
    for (int i = 0; i < batch.size(); i++) {
      int row = i;
      batch.targets().put(row, row % 4);
      batch
          .mixture()
          .ifPresent(
              mixture -> {
                mixture.seconds().put(row, 3 - row % 4);
                mixture.shares().put(row, 1);
              });
    }
    for (int i = 0; i < batch.images().capacity(); i++) {
      batch.images().put(i, (float) Math.sin(1.3 * i));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "bp,   reference, f32",
    "bp,   onednn,    f32",
    "drtp, onednn,    f32",
    "fa,   onednn,    bf16",
    "bp,   nd4j,      f32",
    "drtp, nd4j,      f32"
  })
  void aShareOfOneIsLearningFromUnmixedImagesBitForBit(
      String rule, String backend, String precision) {
    Map<String, Object> keys =
        Map.of("model", CONVOLUTIONS, "rule", rule, "backend", backend, "precision", precision);
    Learnt plain = learn(experiment(keys, 0), true);
    Learnt mixed = learn(experiment(keys, 0.6), true);
    assertEquals(plain.losses(), mixed.losses());
    assertArrayEquals(plain.weights(), mixed.weights());
    assertNotEquals(learn(experiment(keys, 0.6), false).losses(), plain.losses());
  }

  @Test
  void backendsAgreeOnMixedLosses() {
    List<Double> exact = learn(experiment(CONVOLUTIONS, "bp", "reference", 0.6), false).losses();
    for (String backend : List.of("onednn", "nd4j")) {
      List<Double> losses = learn(experiment(CONVOLUTIONS, "bp", backend, 0.6), false).losses();
      for (int step = 0; step < losses.size(); step++) {
        assertEquals(exact.get(step), losses.get(step), 1e-4 * exact.get(step), backend);
      }
    }
  }

  private Path file(String mixup) {
    return Fa.file(folder, "mixed.yaml", Fa.TINY.replace("test: 20", "test: 20" + mixup));
  }

  @Test
  void aRunSaysThatItMixes() {
    Path run = folder.resolve("run");
    Fa fa = Fa.run("train", file(", mixup: 0.2"), "--out", run, "--epochs", 1);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.err().contains("mixup 0.2"), fa.err());
    Fa scored = Fa.run("eval", run, "--split", "test", "--json");
    assertEquals(0, scored.exit(), scored.err());
  }

  @Test
  void plansShowMixturesOnlyWhereThereAreSome() {
    String off = Fa.run("explain", file("")).out();
    assertEquals(off, Fa.run("explain", file(", mixup: 0")).out());
    assertFalse(off.contains("second_target"), off);
    String on = Fa.run("explain", file(", mixup: 1")).out();
    assertTrue(on.contains("second_target"), on);
  }

  @Test
  void alphasThatMakeNoSenseAreTheUsersToMend() {
    for (String wrong : List.of("-0.2", "true", "1e9")) {
      Fa fa = Fa.run("train", file(", mixup: " + wrong), "--out", folder.resolve("none"));
      assertEquals(2, fa.exit(), fa.err());
      assertTrue(fa.err().contains("mixup"), fa.err());
      assertTrue(fa.err().contains("0 to 1000") || fa.err().contains("number"), fa.err());
    }
  }
}
