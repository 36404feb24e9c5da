package io.feedalign.core.run;

import io.feedalign.data.Batch;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.train.Score;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Scores a network on a split, every image once. */
public final class Evaluator {
  private Evaluator() {}

  /** The score of the network as its weights are. */
  public static Score score(CompiledNetwork network, Dataset data, Split split) {
    return score(network, data, split, () -> false).orElseThrow();
  }

  /** The same; empty if it had to stop before the end. */
  static Optional<Score> score(
      CompiledNetwork network, Dataset data, Split split, BooleanSupplier stops) {
    Tally tally = new Tally();
    StreamOptions options = StreamOptions.scoring(network.batch());
    try (Prefetcher batches =
        new Prefetcher(data.stream(split, options), network.batch(), data.imageShape())) {
      for (Optional<Batch> batch = batches.next(); batch.isPresent(); batch = batches.next()) {
        if (stops.getAsBoolean()) {
          return Optional.empty();
        }
        tally.add(network.infer(batch.get()), images(batch.get()));
      }
    }
    return Optional.of(tally.score());
  }

  private static int images(Batch batch) {
    int images = 0;
    for (int row = 0; row < batch.size(); row++) {
      images += batch.targets().get(row) >= 0 ? 1 : 0;
    }
    return images;
  }

  /** Sums over batches. */
  private static final class Tally {
    private double loss;
    private double hits;
    private double top5Hits;
    private int images;

    void add(Scored scored, int count) {
      loss += scored.loss() * count;
      hits += scored.hits();
      top5Hits += scored.top5Hits();
      images += count;
    }

    Score score() {
      double all = Math.max(1, images);
      return new Score(loss / all, 1 - hits / all, 1 - top5Hits / all, images);
    }
  }
}
