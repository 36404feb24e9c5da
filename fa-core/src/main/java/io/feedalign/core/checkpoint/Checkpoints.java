package io.feedalign.core.checkpoint;

import io.feedalign.core.checkpoint.CheckpointFolder.Found;
import io.feedalign.core.checkpoint.CheckpointFolder.Skipped;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Keeper;
import io.feedalign.core.run.Position;
import io.feedalign.core.run.RunOptions;
import io.feedalign.core.run.Standing;
import io.feedalign.core.run.Stopwatch;
import io.feedalign.core.store.DiskFull;
import io.feedalign.error.FaException;
import io.feedalign.train.EpochReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A run's checkpoints in one folder. A run that is trained with them goes on from the newest that
 * is whole, to the same bits as if it had never stopped.
 *
 * <pre>{@code
 * Checkpoints kept = Checkpoints.in(Path.of("runs/mine")).every(Interval.parse("10m"));
 * RunReport report = new Trainer().keeping(kept).fit(compiled, data, RunOptions.epochs(100));
 * }</pre>
 *
 * <p>An object serves one run. {@link #stop} may be called from any thread, such as that of a
 * signal; everything else is the training thread's.
 */
public final class Checkpoints implements Keeper {
  private static final Logger LOG = LoggerFactory.getLogger(Checkpoints.class);

  private final CheckpointFolder folder;
  private Interval interval = CheckpointPlan.DEFAULT.every();
  private int last = CheckpointPlan.DEFAULT.keep();
  private Origin origin = Origin.UNKNOWN;
  private Companion companion = Companion.NONE;
  private Consumer<String> told = LOG::warn;
  private BooleanSupplier stopper = () -> false;
  private volatile boolean stopped;

  private Stopwatch sinceKept = new Stopwatch();
  private State.Best best = State.Best.NONE;
  private boolean grown;

  Checkpoints(Disk disk, Path folder) {
    this.folder = new CheckpointFolder(disk, folder);
    sinceKept.start();
  }

  /** The checkpoints in a folder, which need not exist; one every ten minutes, until told. */
  public static Checkpoints in(Path folder) {
    return new Checkpoints(new NioDisk(), folder);
  }

  /** The newest checkpoint in a folder that is whole; each that had to be skipped is told. */
  public static Optional<Checkpoint> newest(Path folder, Consumer<String> told) {
    Found found = new CheckpointFolder(new NioDisk(), folder).newest();
    found.skipped().forEach(skipped -> told.accept(sentence(skipped)));
    return found.checkpoint();
  }

  /** How often. */
  public Checkpoints every(Interval every) {
    interval = every;
    return this;
  }

  /**
   * How many of the last ones stay, beside the best.
   *
   * @param count at least 2, so that there is another if the newest is damaged
   */
  public Checkpoints keep(int count) {
    if (count < CheckpointPlan.FEWEST) {
      throw FaException.user(
          "At least 2 checkpoints have to be kept, not "
              + count
              + ": if the newest is damaged, there must be another.");
    }
    last = count;
    return this;
  }

  /** What must not change if the run is to go on. */
  public Checkpoints of(Origin whence) {
    origin = whence;
    return this;
  }

  /** Somebody who goes on where the run does. */
  public Checkpoints with(Companion other) {
    companion = other;
    return this;
  }

  /** Who is told of checkpoints that had to be skipped, and of versions that changed. */
  public Checkpoints telling(Consumer<String> listener) {
    told = listener;
    return this;
  }

  /** Who else may ask the run to stop. */
  public Checkpoints stoppedBy(BooleanSupplier asked) {
    stopper = asked;
    return this;
  }

  /** Asks the run to be kept after the step that it is making, and to end. */
  public void stop() {
    stopped = true;
  }

  @Override
  public boolean stops() {
    return stopped || stopper.getAsBoolean();
  }

  @Override
  public Standing start(CompiledNetwork network, RunOptions options) {
    origin =
        origin
            .with("seed", options.seed())
            .with("epochs", options.epochs())
            .with("batch", network.batch());
    Found found = folder.newest();
    found.checkpoint().ifPresent(checkpoint -> restore(checkpoint, network));
    putAside(found.skipped());
    if (found.checkpoint().isEmpty()) {
      companion.goOn(Map.of());
    }
    return found.checkpoint().map(Checkpoint::standing).orElse(Standing.START);
  }

  private void restore(Checkpoint checkpoint, CompiledNetwork network) {
    State state = checkpoint.state();
    origin.requireSame(state.same(), checkpoint.folder().toString());
    tellChanges(state);
    checkpoint.restore(network);
    companion.goOn(state.notes());
    best = folder.holds(state.best().step()) ? state.best() : State.Best.NONE;
    grown = true;
  }

  private void putAside(List<Skipped> skipped) {
    try {
      folder.sweep();
      for (Skipped damaged : skipped) {
        told.accept(sentence(damaged));
        folder.at(damaged.step()).rename("damaged-step-" + damaged.step());
      }
    } catch (IOException e) {
      throw DiskFull.or(e, folder.path(), OptionalLong.empty());
    }
  }

  private static String sentence(Skipped skipped) {
    return "checkpoint step-" + skipped.step() + " was skipped: " + skipped.why();
  }

  private void tellChanges(State state) {
    origin
        .about()
        .forEach(
            (what, value) -> {
              String before = state.about().get(what);
              if (!Objects.equals(before, value)) {
                told.accept(
                    what
                        + " was "
                        + before
                        + " and is "
                        + value
                        + ": the numbers may differ from those of a run that never stopped.");
              }
            });
  }

  @Override
  public boolean due(Position at, List<EpochReport> epochs) {
    boolean over = interval.over(at, sinceKept.seconds());
    grown |= over;
    return over || (grown && betters(at, epochs));
  }

  /** Whether an epoch has just been validated better than any that was kept. */
  private boolean betters(Position at, List<EpochReport> epochs) {
    return at.batch() == 0 && !epochs.isEmpty() && lastError(epochs) < best.error();
  }

  private static double lastError(List<EpochReport> epochs) {
    return epochs.get(epochs.size() - 1).validation().error();
  }

  @Override
  public void keep(CompiledNetwork network, Standing standing) {
    Position at = standing.position();
    if (betters(at, standing.epochs())) {
      best = new State.Best(at.step(), lastError(standing.epochs()));
    }
    if (!folder.holds(at.step())) {
      State state = new State(at, best, origin.same(), origin.about(), companion.note());
      folder.add(at.step(), Checkpoint.files(network, standing, state, origin.rule()));
      folder.prune(last, best.step());
    }
    sinceKept = new Stopwatch();
    sinceKept.start();
  }
}
