package io.feedalign.core.run;

import io.feedalign.backend.Executable;
import io.feedalign.data.Batch;
import io.feedalign.error.FaException;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Value;
import io.feedalign.optim.Schedule;
import io.feedalign.tensor.Tensor;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Learning steps: fed, begun and finished, with the next one's batch landing in between. */
final class Learning {
  private static final Logger LOG = LoggerFactory.getLogger(Learning.class);

  private final Feeder feeder;
  private final BoundProgram learn;
  private final Optional<BoundProgram> rehearse;
  private final Value loss;
  private Optional<Batch> landed = Optional.empty();
  private long step;

  /**
   * Steps of a program.
   *
   * @param loss which it reads out
   */
  Learning(Feeder feeder, BoundProgram learn, Optional<BoundProgram> rehearse, Value loss) {
    this.feeder = feeder;
    this.learn = learn;
    this.rehearse = rehearse;
    this.loss = loss;
  }

  /** Feeds a batch, unless it has landed, and starts the program. */
  void begin(Batch batch, Schedule.Progress at, Consumer<Executable> start) {
    boolean there = landed.filter(other -> other == batch).isPresent();
    landed = Optional.empty();
    if (!there) {
      feeder.lesson(batch, learn.executable()::tensor);
    }
    step = at.step();
    feeder.step(learn, step);
    feeder.scheduled(learn, at);
    start.accept(learn.executable());
  }

  /** Whether batches can land while a step runs. */
  boolean lands() {
    return feeder.filled().stream().allMatch(feed -> learn.executable().next(feed).isPresent());
  }

  /**
   * Writes the batch of the next step to where it lands. One that cannot land is fed when its step
   * begins, which then says what is wrong with it.
   */
  void land(Batch batch) {
    landed = Optional.empty();
    Function<Value, Tensor> places = feed -> learn.executable().next(feed).orElseThrow();
    try {
      feeder.lesson(batch, places);
      landed = Optional.of(batch);
    } catch (FaException postponed) {
      LOG.debug("A batch did not land", postponed);
    }
  }

  /** Waits for the step that was begun, rehearses if that is due, and gives the loss. */
  double finish() {
    learn.executable().finish();
    rehearse.filter(program -> due(program.program().cadence())).ifPresent(BoundProgram::run);
    return learn.scalar(loss);
  }

  private boolean due(Cadence cadence) {
    return cadence.unit() == Cadence.Unit.STEP && (step + 1) % cadence.every() == 0;
  }
}
