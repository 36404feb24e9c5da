package io.feedalign.bench.macro;

import java.util.Locale;

/**
 * What all measures cost beside learning.
 *
 * @param measures how many numbers are taken at a time
 * @param learning median milliseconds of one learning step
 * @param measuring median milliseconds of taking all measures once
 * @param stepsPerEpoch learning steps to one measurement at the default cadence
 */
public record ProbeShare(
    Subject subject, int measures, double learning, double measuring, int stepsPerEpoch) {
  /** The most that was promised, as a part of all time. */
  private static final double PROMISE = 0.05;

  /** What was timed, and where. */
  public record Subject(String model, String rule, int batch, String backend, int threads) {}

  /** The part of an epoch's time that measuring takes at the default cadence, once an epoch. */
  public double share() {
    return measuring / (measuring + stepsPerEpoch * learning);
  }

  /** The shortest cadence, in steps, at which measuring takes at most a twentieth of the time. */
  public long shortestCadence() {
    return Math.max(1, (long) Math.ceil(measuring * (1 - PROMISE) / (PROMISE * learning)));
  }

  /** One JSON object. */
  public String toJson() {
    return new JsonLine()
        .put("model", subject.model())
        .put("rule", subject.rule())
        .put("batch", subject.batch())
        .put("backend", subject.backend())
        .put("threads", subject.threads())
        .put("measures", measures)
        .put("ms_step", learning)
        .put("ms_measures", measuring)
        .put("steps_per_epoch", stepsPerEpoch)
        .put("share_percent", 100 * share())
        .put("shortest_cadence", (int) Math.min(Integer.MAX_VALUE, shortestCadence()))
        .toString();
  }

  /** One line. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "%s %s, batch %d, %s, %d threads: step %.3f ms, all %d measures %.3f ms; once in %d steps"
            + " %.2f %% of the time; at most 5 %% from every %d steps on",
        subject.model(),
        subject.rule(),
        subject.batch(),
        subject.backend(),
        subject.threads(),
        learning,
        measures,
        measuring,
        stepsPerEpoch,
        100 * share(),
        shortestCadence());
  }
}
