package io.feedalign.bench.peer;

import io.feedalign.bench.floor.StepFloor;
import io.feedalign.bench.macro.JsonLine;
import io.feedalign.bench.macro.StepQuestion;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Our steps beside libtorch's, and both beside the floor. */
public record PeerReport(
    StepQuestion question,
    String backend,
    int threads,
    String library,
    List<PeerSearch.Trial> trials,
    StepFloor floor,
    PeerRounds.Result rounds) {
  /** Copies the list. */
  public PeerReport {
    trials = List.copyOf(trials);
  }

  /** One JSON object. */
  public String toJson() {
    Sample ratios = rounds.ratios();
    return new JsonLine()
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
        .put("ratio_upper_quartile", ratios.quantile(0.75))
        .put("ms_floor", floorMilliseconds())
        .put("ms_floor_products", floor.productSeconds() * 1e3)
        .put("floor_share_ours", floorMilliseconds() / ours())
        .put("floor_share_peer", floorMilliseconds() / theirs())
        .put("peer", library)
        .put("peer_settings", trials.get(0).settings().toString())
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
    lines.add(line(backend + ", " + question.rules().get(0).text(), ours()));
    lines.add(line(library, theirs()));
    lines.add(
        say(
            "  ours / libtorch %.3f (quartiles of the rounds %.3f to %.3f)",
            ratios.median(), ratios.quantile(0.25), ratios.quantile(0.75)));
    lines.add(
        say(
            "  floor %.2f ms: products %.2f ms (%.1f GFLOP at %.0f GFLOP/s), %.0f MB %.2f ms",
            floorMilliseconds(),
            floor.productSeconds() * 1e3,
            floor.flops() / 1e9,
            floor.flops() / floor.productSeconds() / 1e9,
            floor.bytes() / 1e6,
            floor.byteSeconds() * 1e3));
    lines.add("  libtorch's settings, the best first:");
    trials.forEach(
        trial -> lines.add(say("    %8.2f ms  %s", trial.milliseconds(), trial.settings())));
    return lines;
  }

  private String line(String who, double milliseconds) {
    return say(
        "  %-34s median %8.2f ms  %,9.0f images/s  %3.0f %% of the floor's speed",
        who, milliseconds, imagesPerSecond(milliseconds), 100 * floorMilliseconds() / milliseconds);
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

  private double floorMilliseconds() {
    return floor.seconds() * 1e3;
  }

  private double imagesPerSecond(double milliseconds) {
    return question.load().batch() * 1000 / milliseconds;
  }
}
