package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.core.checkpoint.Interval;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Keeper;
import io.feedalign.core.run.RunOptions;
import io.feedalign.core.run.Trainer;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorCopy;
import io.feedalign.train.EpochReport;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import io.feedalign.train.StepReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that stops after each step, and one that never stops, end with the same bits. */
class ResumedBitsTest {
  private static final String NET =
      """
      data: {name: synthetic, shape: [1, 8, 8], classes: 3, train: 60, test: 20}
      model:
        name: sequential
        layers: [{conv: {out: 2, kernel: 3}}, batchnorm, relu, flatten, {dense: {out: 6}}, relu, {dense: {out: 3}}]
      batch: 10
      epochs: 3
      seed: 5
      probes: {every: 2, use: [gradient-angle]}
      """;

  @TempDir Path folder;

  /** What is left of a run: its report without the clock, every loss, every tensor. */
  private record Left(
      List<EpochReport> epochs,
      RunReport report,
      List<Double> losses,
      Map<String, StoredTensor> t) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "bp;                             {name: sgd, rate: 0.05, momentum: 0.9}; reference",
        "{name: usf, magnitude: sn};     {name: adam, rate: 0.01};               reference",
        "brsf;                           {name: sgd, rate: 0.05, momentum: 0.9}; reference",
        "frsf;                           {name: rmsprop, rate: 0.01};            reference",
        "kp;   {name: sgd, rate: 0.05, momentum: 0.9, decay: 0.01, schedule: cosine}; reference",
        "{name: wm, cadence: 3};          {name: sgd, rate: 0.05, momentum: 0.9}; reference",
        "dfa;                            {name: adamw, rate: 0.01};              reference",
        "pfa;                            {name: sgd, rate: 0.05, momentum: 0.9}; reference",
        "{name: usf, magnitude: init};   {name: sgd, rate: 0.05, momentum: 0.9}; onednn",
        "kp;                  {name: sgd, rate: 0.05, momentum: 0.9, decay: 0.01}; onednn",
      })
  void aRunThatStopsAfterEveryStepEndsWithTheSameBits(String rule, String update, String backend) {
    stopsAfterEveryStep(experiment(NET, rule, update, backend));
  }

  @ParameterizedTest
  @CsvSource({"bp, reference", "drtp, onednn"})
  void soDoesOneThatLearnsFromMixedImages(String rule, String backend) {
    String net = NET.replace("test: 20", "test: 20, mixup: 0.4");
    Experiment experiment = experiment(net, rule, "{name: sgd, momentum: 0.9}", backend);
    assertTrue(experiment.data().mixed());
    stopsAfterEveryStep(experiment);
  }

  private void stopsAfterEveryStep(Experiment experiment) {
    try (Backend opened = experiment.backend().open()) {
      Left whole = run(experiment, opened, Keeper.NONE, new AtomicInteger());
      List<Double> losses = new ArrayList<>();
      Left part;
      int runs = 0;
      do {
        AtomicInteger steps = new AtomicInteger();
        Checkpoints kept =
            Checkpoints.in(folder)
                .every(Interval.parse("never"))
                .telling(line -> losses.add(Double.NaN))
                .stoppedBy(() -> steps.get() > 0);
        part = run(experiment, opened, kept, steps);
        losses.addAll(part.losses());
        runs++;
      } while (part.report().status() == Status.INTERRUPTED && runs < 100);
      assertEquals(Status.FINISHED, part.report().status());
      assertTrue(runs > 15, runs + " runs");
      assertEquals(whole.losses(), losses);
      assertEquals(whole.epochs(), part.epochs());
      assertEquals(whole.report().test(), part.report().test());
      assertEquals(whole.report().probes(), part.report().probes());
      assertTrue(whole.report().probes().size() > 6);
      assertEquals(whole.t(), part.t());
    }
  }

  private static Left run(
      Experiment experiment, Backend backend, Keeper keeper, AtomicInteger steps) {
    List<Double> losses = new ArrayList<>();
    RunListener counter =
        new RunListener() {
          @Override
          public void stepFinished(StepReport step) {
            losses.add(step.loss());
            steps.incrementAndGet();
          }
        };
    try (CompiledNetwork network =
        experiment
            .compiler(backend, experiment.variants().get(0), 5)
            .compile(experiment.network())) {
      network.initialize();
      RunOptions options = new RunOptions("", experiment.schedule().epochs(), 5);
      RunReport report =
          new Trainer(counter).keeping(keeper).fit(network, experiment.data(), options);
      Map<String, StoredTensor> tensors = new TreeMap<>();
      network.tensors().forEach((path, tensor) -> tensors.put(path, TensorCopy.of(tensor)));
      return new Left(
          report.epochs().stream().map(ResumedBitsTest::timeless).toList(),
          report,
          losses,
          tensors);
    }
  }

  private static EpochReport timeless(EpochReport epoch) {
    return new EpochReport(
        epoch.epoch(), epoch.trainLoss(), epoch.validation(), epoch.measures(), 0);
  }

  private static Experiment experiment(String net, String rule, String update, String backend) {
    String text = net + "rule: " + rule + "\nupdate: " + update + "\nbackend: " + backend + "\n";
    return new ExperimentAssembler(Plugins.discover())
        .assemble(new YamlConfigReader().read("net.yaml", text.getBytes(StandardCharsets.UTF_8)));
  }
}
