package io.feedalign.bench.peer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The settings under which the opponent is fastest: one thing after the other is tried and kept.
 */
final class PeerSearch {
  private static final int WARMUP = 2;
  private static final int LEAST = 2;
  private static final int MOST = 40;
  private static final double ENOUGH_MILLISECONDS = 1500;

  private final Opponent opponent;
  private final PeerTask task;
  private final List<Trial> trials = new ArrayList<>();
  private final Set<PeerSettings> seen = new HashSet<>();

  PeerSearch(Opponent opponent, PeerTask task) {
    this.opponent = opponent;
    this.task = task;
  }

  /** Settings, and the median of a few steps under them. */
  record Trial(PeerSettings settings, double milliseconds) {}

  /** All that were tried, the best first. */
  List<Trial> run() {
    Trial best = measure(opponent.start());
    for (int i = 0; i < best.settings().neighbours().size(); i++) {
      PeerSettings next = best.settings().neighbours().get(i);
      if (seen.add(next)) {
        Trial trial = measure(next);
        best = trial.milliseconds < best.milliseconds ? trial : best;
      }
    }
    trials.remove(best);
    trials.add(0, best);
    return List.copyOf(trials);
  }

  private Trial measure(PeerSettings settings) {
    seen.add(settings);
    try (PeerProcess peer = PeerProcess.start(opponent, task, settings)) {
      peer.steps(WARMUP);
      List<Double> times = new ArrayList<>();
      double spent = 0;
      while (times.size() < LEAST || (times.size() < MOST && spent < ENOUGH_MILLISECONDS)) {
        double milliseconds = peer.steps(1)[0];
        times.add(milliseconds);
        spent += milliseconds;
      }
      double[] all = times.stream().mapToDouble(Double::doubleValue).toArray();
      Trial trial = new Trial(settings, new Sample(all).median());
      trials.add(trial);
      return trial;
    }
  }
}
