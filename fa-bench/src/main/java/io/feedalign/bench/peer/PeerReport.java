package io.feedalign.bench.peer;

import io.feedalign.bench.floor.StepFloor;
import io.feedalign.bench.macro.JsonLine;
import io.feedalign.bench.macro.StepQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Our steps beside another library's, and both beside the floor where one was measured: on a
 * processor.
 */
public record PeerReport(
    StepQuestion question,
    String backend,
    int threads,
    Other other,
    Optional<StepFloor> floor,
    PeerRounds.Result rounds) {

  /**
   * Whom we were compared with.
   *
   * @param name a word for it
   * @param library its name, version and device
   * @param trials the settings that were tried, the best first
   */
  public record Other(String name, String library, List<PeerSearch.Trial> trials) {
    /** Copies the list. */
    public Other {
      trials = List.copyOf(trials);
    }
  }

  /** One JSON object. */
  public String toJson() {
    Sample ratios = rounds.ratios();
    JsonLine line =
        new JsonLine()
            .put("model", question.model().text())
            .put("rule", question.rules().get(0).text())
            .put("batch", question.load().batch())
            .put("precision", question.precision())
            .put("backend", backend)
            .put("threads", threads)
            .put("rounds", rounds.ours().length)
            .put("steps_per_turn", rounds.steps())
            .put("ms_ours", ours())
            .put("ms_peer", theirs())
            .put("images_per_second_ours", imagesPerSecond(ours()))
            .put("images_per_second_peer", imagesPerSecond(theirs()))
            .put("ratio", ratios.median())
            .put("ratio_lower_quartile", ratios.quantile(0.25))
            .put("ratio_upper_quartile", ratios.quantile(0.75));
    floor.ifPresent(
        least ->
            line.put("ms_floor", least.seconds() * 1e3)
                .put("ms_floor_products", least.productSeconds() * 1e3)
                .put("floor_share_ours", share(least, ours()))
                .put("floor_share_peer", share(least, theirs()))
                .put("floor_share_ours_best", share(least, best(rounds.ours())))
                .put("floor_share_peer_best", share(least, best(rounds.theirs()))));
    return line.put("peer", other.library())
        .put("peer_settings", other.trials().get(0).settings().toString())
        .toString();
  }

  /** A heading, a line for each, the ratio, the floor, and what was tried. */
  public List<String> toText() {
    List<String> lines = new ArrayList<>();
    Sample ratios = rounds.ratios();
    lines.add(
        say(
            "%s %s, batch %d, %s, %d threads, %d rounds of %d and %d steps in turn",
            question.model().text(),
            question.load().image(),
            question.load().batch(),
            question.precision(),
            threads,
            rounds.ours().length,
            rounds.steps(),
            rounds.steps()));
    lines.add(line(backend + ", " + question.rules().get(0).text(), rounds.ours()));
    lines.add(line(other.library(), rounds.theirs()));
    lines.add(
        say(
            "  ours / %s %.3f (quartiles of the rounds %.3f to %.3f)",
            other.name(), ratios.median(), ratios.quantile(0.25), ratios.quantile(0.75)));
    floor.ifPresent(least -> lines.add(floorLine(least)));
    lines.add("  " + other.name() + "'s settings, the best first:");
    other
        .trials()
        .forEach(
            trial -> lines.add(say("    %8.2f ms  %s", trial.milliseconds(), trial.settings())));
    return lines;
  }

  private String line(String who, double[] milliseconds) {
    double median = new Sample(milliseconds).median();
    return say("  %-34s median %8.2f ms  %,9.0f images/s", who, median, imagesPerSecond(median))
        + floor.map(least -> shares(least, median, best(milliseconds))).orElse("");
  }

  /** The floor is the shortest of several runs, so the best round is what it compares with. */
  private static String shares(StepFloor least, double median, double best) {
    return say(
        "  %3.0f %% of the floor's speed, %.0f %% in the best round",
        100 * share(least, median), 100 * share(least, best));
  }

  private static double share(StepFloor least, double milliseconds) {
    return least.seconds() * 1e3 / milliseconds;
  }

  private static double best(double[] milliseconds) {
    return new Sample(milliseconds).quantile(0);
  }

  private static String floorLine(StepFloor least) {
    return say(
        "  floor %.2f ms: products %.2f ms (%.1f GFLOP at %.0f GFLOP/s), %.0f MB %.2f ms",
        least.seconds() * 1e3,
        least.productSeconds() * 1e3,
        least.flops() / 1e9,
        least.flops() / least.productSeconds() / 1e9,
        least.bytes() / 1e6,
        least.byteSeconds() * 1e3);
  }

  private static String say(String format, Object... values) {
    return String.format(Locale.ROOT, format, values);
  }

  private double ours() {
    return new Sample(rounds.ours()).median();
  }

  private double theirs() {
    return new Sample(rounds.theirs()).median();
  }

  private double imagesPerSecond(double milliseconds) {
    return question.load().batch() * 1000 / milliseconds;
  }
}
