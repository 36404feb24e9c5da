package io.feedalign.data;

import org.apiguardian.api.API;

/**
 * How to go through a split once.
 *
 * <pre>{@code
 * StreamOptions second = StreamOptions.learning(128, seed, 1); // the second epoch's own shuffle
 * StreamOptions scoring = StreamOptions.scoring(500);          // as stored, the last batch padded
 * }</pre>
 *
 * @param batch images per batch, at least 1
 * @param order how images follow each other
 * @param seed names the shuffle, together with the epoch
 * @param epoch from 0
 */
@API(status = API.Status.STABLE, since = "0.1")
public record StreamOptions(int batch, Order order, long seed, int epoch) {
  /** How images follow each other, and what becomes of a last batch that is not full. */
  public enum Order {
    /** Shuffled by (seed, epoch); a last partial batch is dropped: for learning. */
    SHUFFLED,
    /** As stored; a last partial batch is padded with zeros and target -1: for scoring. */
    STORED
  }

  /** A shuffled pass for learning. */
  public static StreamOptions learning(int batch, long seed, int epoch) {
    return new StreamOptions(batch, Order.SHUFFLED, seed, epoch);
  }

  /** A pass in stored order for scoring. */
  public static StreamOptions scoring(int batch) {
    return new StreamOptions(batch, Order.STORED, 0, 0);
  }
}
