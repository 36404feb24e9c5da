package io.feedalign.bench.peer;

import io.feedalign.backend.Backend;
import io.feedalign.bench.floor.FloorMeter;
import io.feedalign.bench.floor.StepFloor;
import io.feedalign.bench.macro.LearningSteps;
import io.feedalign.bench.macro.StepNetworks;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.macro.SyntheticBatches;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Learning steps of one net, ours and those of PyTorch under its best settings, side by side. */
public final class PeerBenchmark {
  private static final String GPU = "cuda";
  private static final String PROCESSOR = "cpu";

  private final Plugins plugins;

  /** A benchmark of these plugins. */
  public PeerBenchmark(Plugins plugins) {
    this.plugins = plugins;
  }

  /**
   * Searches the opponent's best settings, then measures rounds, and on a processor the floor;
   * nothing stays open.
   *
   * @param name of the opponent, see {@link Opponent#named}
   */
  public PeerReport run(StepQuestion question, String name, int rounds) {
    try (StepNetworks networks = StepNetworks.of(plugins, question)) {
      CompiledNetwork network = networks.networks().get(0);
      Backend backend = networks.backend();
      Opponent opponent = Opponent.named(name, device(backend));
      opponent.check();
      PeerTask task = task(question, backend.threads());
      List<PeerSearch.Trial> trials = new PeerSearch(opponent, task).run();
      LearningSteps steps =
          new LearningSteps(
              question.rules().get(0).text(), network, new SyntheticBatches(question.load()));
      try (PeerProcess peer = PeerProcess.start(opponent, task, trials.get(0).settings());
          FloorMeter meter = new FloorMeter()) {
        check(network.network().trainableParameters(), peer.parameters());
        List<StepFloor> floors = new ArrayList<>();
        Runnable between =
            device(backend).equals(PROCESSOR) ? () -> floors.add(floor(meter, network)) : () -> {};
        PeerRounds.Result result = new PeerRounds(steps, peer).run(rounds, between);
        return new PeerReport(
            question,
            backend.name(),
            task.threads(),
            new PeerReport.Other(opponent.name(), peer.library(), trials),
            middle(floors),
            result);
      }
    }
  }

  /** Where PyTorch has to compute so that both have the same device. */
  private static String device(Backend backend) {
    return backend.name().equals(GPU) ? GPU : PROCESSOR;
  }

  private static Optional<StepFloor> middle(List<StepFloor> floors) {
    floors.sort(Comparator.comparingDouble(StepFloor::seconds));
    return floors.isEmpty() ? Optional.empty() : Optional.of(floors.get(floors.size() / 2));
  }

  private static void check(long ours, long theirs) {
    if (ours != theirs) {
      throw FaException.user(
          "Our net learns "
              + ours
              + " numbers and the opponent's "
              + theirs
              + ": its nets are those of the usual image sizes and settings.");
    }
  }

  private static PeerTask task(StepQuestion question, int threads) {
    StepQuestion.Load load = question.load();
    return new PeerTask(
        net(question),
        load.image(),
        load.classes(),
        load.batch(),
        !question.precision().equals("f32"),
        StepQuestion.DECAY,
        true,
        true,
        threads);
  }

  /** The name with settings in order, but for the one that says how weights start. */
  private static String net(StepQuestion question) {
    String settings =
        question.model().settings().entrySet().stream()
            .filter(setting -> !setting.getKey().equals("init"))
            .map(setting -> ":" + setting.getKey() + "=" + setting.getValue())
            .sorted()
            .collect(Collectors.joining());
    return question.model().name() + settings;
  }

  private static StepFloor floor(FloorMeter meter, CompiledNetwork network) {
    Program learn =
        network.programs().stream()
            .filter(program -> program.name().equals("learn"))
            .findFirst()
            .orElseThrow(() -> FaException.internal("There is no program 'learn'."));
    meter.again();
    return meter.of(learn);
  }
}
