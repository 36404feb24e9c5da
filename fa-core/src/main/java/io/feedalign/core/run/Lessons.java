package io.feedalign.core.run;

import io.feedalign.data.Batch;
import io.feedalign.optim.Schedule;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The batches of one pass, each learnt in a step. Where batches can land, the next one is taken and
 * landed while a step runs; what goes wrong with taking it is told when it is due.
 */
final class Lessons implements AutoCloseable {
  private final CompiledNetwork network;
  private final Prefetcher batches;
  private Supplier<Optional<Batch>> due;

  /** A pass, which it closes. */
  Lessons(CompiledNetwork network, Prefetcher batches) {
    this.network = network;
    this.batches = batches;
    due = batches::next;
  }

  /** The next batch, valid until its step ends; empty at the end of the pass. */
  Optional<Batch> next() {
    Supplier<Optional<Batch>> next = due;
    due = batches::next;
    return next.get();
  }

  /** Learns the batch that came last, and gives its loss. */
  double learn(Batch batch, Schedule.Progress at) {
    network.begin(batch, at);
    if (network.lands()) {
      takeAhead();
    }
    return network.finish();
  }

  private void takeAhead() {
    try {
      Optional<Batch> batch = batches.next();
      due = () -> batch;
      batch.ifPresent(network::land);
    } catch (RuntimeException failure) {
      due =
          () -> {
            throw failure;
          };
    } catch (Error failure) {
      due =
          () -> {
            throw failure;
          };
    }
  }

  @Override
  public void close() {
    batches.close();
  }
}
