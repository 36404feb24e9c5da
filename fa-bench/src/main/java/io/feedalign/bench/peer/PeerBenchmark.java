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
import java.util.stream.Collectors;

/** Learning steps of one net, ours and libtorch's under its best settings, side by side. */
public final class PeerBenchmark {
  private final Plugins plugins;

  /** A benchmark of these plugins. */
  public PeerBenchmark(Plugins plugins) {
    this.plugins = plugins;
  }

  /** Searches libtorch's best settings, then measures floor and rounds; nothing stays open. */
  public PeerReport run(StepQuestion question, int rounds) {
    try (StepNetworks networks = StepNetworks.of(plugins, question)) {
      CompiledNetwork network = networks.networks().get(0);
      Backend backend = networks.backend();
      PeerTask task = task(question, backend.threads());
      List<PeerSearch.Trial> trials = new PeerSearch(task).run();
      LearningSteps steps =
          new LearningSteps(
              question.rules().get(0).text(), network, new SyntheticBatches(question.load()));
      try (PeerProcess peer = PeerProcess.start(task, trials.get(0).settings());
          FloorMeter meter = new FloorMeter()) {
        check(network.network().trainableParameters(), peer.parameters());
        List<StepFloor> floors = new ArrayList<>();
        Runnable between = () -> floors.add(floor(meter, network));
        PeerRounds.Result result = new PeerRounds(steps, peer).run(rounds, between);
        floors.sort(Comparator.comparingDouble(StepFloor::seconds));
        StepFloor floor = floors.get(floors.size() / 2);
        return new PeerReport(
            question, backend.name(), task.threads(), peer.library(), trials, floor, result);
      }
    }
  }

  private static void check(long ours, long theirs) {
    if (ours != theirs) {
      throw FaException.user(
          "Our net learns "
              + ours
              + " numbers and libtorch's "
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
