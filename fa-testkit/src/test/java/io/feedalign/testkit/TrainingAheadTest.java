package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.core.checkpoint.Checkpoints;
import io.feedalign.core.checkpoint.Interval;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.TimedProbe;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Keeper;
import io.feedalign.core.run.RunOptions;
import io.feedalign.core.run.Standing;
import io.feedalign.core.run.Trainer;
import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Shape;
import io.feedalign.train.EpochReport;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunReport;
import io.feedalign.train.Status;
import io.feedalign.train.StepReport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Batches that land while a step runs change nothing but the time it takes. */
class TrainingAheadTest {
  private static final int BATCH = 5;
  private static final int STEPS = 10;
  private static final int EPOCHS = 2;

  /** What is left of a run, but for the clock. */
  private record Left(
      List<Double> losses,
      Status status,
      List<EpochReport> epochs,
      Object probes,
      Map<String, List<Double>> tensors) {}

  private record Credit(String name) implements Probe {
    @Override
    public void observe(ProbeContext context, Emitter emit) {
      context
          .synapses()
          .forEach(edge -> context.report(edge.path(), emit.norm(context.gradient(edge))));
    }
  }

  private static Network network() {
    NetworkBuilder net = new NetworkBuilder("ahead", Shape.of(1, 2, 3));
    int at = net.add("flatten1", new TinyLayers.Flatten(), net.input());
    at = net.add("dense1", TinySynaptic.dense(6, 5), at);
    at = net.add("tanh1", TinyLayers.Activation.tanh(), at);
    return net.build(net.add("dense2", TinySynaptic.dense(5, 4), at), new TinyHead());
  }

  private static CompiledNetwork compiled(Backend backend) {
    CompiledNetwork compiled =
        Compiler.on(backend)
            .rule(SampleRules.shrinking())
            .update(RuleBench.rate(0.02))
            .probe(new TimedProbe(new Credit("credit"), Cadence.steps(4)))
            .batch(BATCH)
            .seed(3)
            .compile(network());
    compiled.initialize();
    return compiled;
  }

  private static RunListener hears(BiConsumer<StepReport, List<Double>> also, List<Double> losses) {
    return new RunListener() {
      @Override
      public void stepFinished(StepReport step) {
        losses.add(step.loss());
        also.accept(step, losses);
      }
    };
  }

  private static Left fit(CompiledNetwork network, Dataset data, Keeper keeper) {
    List<Double> losses = new ArrayList<>();
    RunReport report =
        new Trainer(hears((step, all) -> {}, losses))
            .keeping(keeper)
            .fit(network, data, new RunOptions("", EPOCHS, 9));
    return left(network, report, losses);
  }

  private static Left left(CompiledNetwork network, RunReport report, List<Double> losses) {
    Map<String, List<Double>> tensors = new TreeMap<>();
    Tensors.readAll(network.tensors())
        .forEach((path, numbers) -> tensors.put(path, Arrays.stream(numbers).boxed().toList()));
    List<EpochReport> epochs =
        report.epochs().stream()
            .map(e -> new EpochReport(e.epoch(), e.trainLoss(), e.validation(), e.measures(), 0))
            .toList();
    return new Left(losses, report.status(), epochs, report.probes(), tensors);
  }

  private static Left plain() {
    try (Backend backend = new ReferenceBackend();
        CompiledNetwork network = compiled(backend)) {
      return fit(network, new ArrayDataset(), Keeper.NONE);
    }
  }

  @Test
  void theBitsAreTheSame() {
    OverlappingBackend backend = new OverlappingBackend();
    try (backend;
        CompiledNetwork network = compiled(backend)) {
      assertTrue(network.lands());
      assertEquals(plain(), fit(network, new ArrayDataset(), Keeper.NONE));
      assertEquals(2 * EPOCHS * (STEPS - 1), backend.landed(), "images and targets that landed");
    }
  }

  @Test
  void theBitsOfARunThatStopsAfterEveryStepAreTheSame(@TempDir Path folder) {
    List<Double> losses = new ArrayList<>();
    Left part;
    int runs = 0;
    try (Backend backend = OverlappingBackend.sound()) {
      do {
        List<Double> now = new ArrayList<>();
        Checkpoints kept =
            Checkpoints.in(folder).every(Interval.parse("never")).stoppedBy(() -> !now.isEmpty());
        try (CompiledNetwork network = compiled(backend)) {
          RunReport report =
              new Trainer(hears((step, all) -> {}, now))
                  .keeping(kept)
                  .fit(network, new ArrayDataset(), new RunOptions("", EPOCHS, 9));
          losses.addAll(now);
          part = left(network, report, losses);
        }
        runs++;
      } while (part.status() == Status.INTERRUPTED && runs < 100);
    }
    assertTrue(runs > STEPS, runs + " runs");
    assertEquals(plain(), part);
  }

  @Test
  void aRunThatStoppedLeavesNothingBehindForTheNext() {
    Left wanted = plain();
    try (Backend backend = OverlappingBackend.sound();
        CompiledNetwork network = compiled(backend)) {
      List<Double> some = new ArrayList<>();
      Keeper impatient =
          new Keeper() {
            @Override
            public boolean stops() {
              return some.size() == 3;
            }

            @Override
            public void keep(CompiledNetwork kept, Standing standing) {}
          };
      new Trainer(hears((step, all) -> {}, some))
          .keeping(impatient)
          .fit(network, new ArrayDataset(), new RunOptions("", EPOCHS, 9));
      assertEquals(3, some.size());
      network.initialize();
      assertEquals(wanted, fit(network, new ArrayDataset(), Keeper.NONE));
    }
  }

  /** A data set of which a batch cannot be had, or is wrong. */
  private static Dataset broken(int batch, Consumer<Batch> breaks) {
    return new ArrayDataset() {
      @Override
      public BatchStream stream(Split split, StreamOptions options) {
        BatchStream sound = super.stream(split, options);
        return new BatchStream() {
          private int made;

          @Override
          public int batches() {
            return sound.batches();
          }

          @Override
          public boolean next(Batch into) {
            boolean more = sound.next(into);
            if (split == Split.TRAIN && options.seed() == 9 && made++ == batch) {
              breaks.accept(into);
            }
            return more;
          }
        };
      }
    };
  }

  private static void failsAt(int step, Dataset data, String words) {
    for (Backend each : List.of(new ReferenceBackend(), OverlappingBackend.sound())) {
      List<Double> losses = new ArrayList<>();
      try (Backend backend = each;
          CompiledNetwork network = compiled(backend)) {
        FaException failure =
            assertThrows(
                FaException.class,
                () ->
                    new Trainer(hears((report, all) -> {}, losses))
                        .fit(network, data, new RunOptions("", EPOCHS, 9)));
        assertTrue(String.valueOf(failure.getMessage()).contains(words), failure.getMessage());
        assertEquals(plain().losses().subList(0, step), losses);
      }
    }
  }

  @Test
  void aBatchThatCannotBeHadFailsWhenItIsDue() {
    failsAt(
        4,
        broken(
            4,
            batch -> {
              throw FaException.user("images.idx is truncated.");
            }),
        "truncated");
  }

  @Test
  void aBatchThatIsWrongFailsWhenItIsDue() {
    failsAt(4, broken(4, batch -> batch.targets().put(2, 77)), "77");
  }

  @Test
  void whoeverLearnsInBetweenTakesNothingFromTheRun() {
    Batch other = Lesson.random(network(), BATCH).staged();
    List<Left> both = new ArrayList<>();
    for (Backend each : List.of(new ReferenceBackend(), OverlappingBackend.sound())) {
      try (Backend backend = each;
          CompiledNetwork network = compiled(backend)) {
        List<Double> losses = new ArrayList<>();
        RunListener meddles =
            hears(
                (step, all) -> {
                  all.add(network.learn(other, new Schedule.Progress(step.step(), 100, 1)));
                  all.add(network.infer(other).loss());
                },
                losses);
        RunReport report =
            new Trainer(meddles).fit(network, new ArrayDataset(), new RunOptions("", EPOCHS, 9));
        both.add(left(network, report, losses));
      }
    }
    assertEquals(3 * STEPS * EPOCHS, both.get(0).losses().size());
    assertEquals(both.get(0), both.get(1));
  }
}
