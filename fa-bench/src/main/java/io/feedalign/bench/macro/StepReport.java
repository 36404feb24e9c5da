package io.feedalign.bench.macro;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What was timed, where, and how long it took.
 *
 * @param times one for each rule of the question, in its order
 */
public record StepReport(
    StepQuestion question, String backend, int threads, List<StepTimes> times) {
  /** Copies the list. */
  public StepReport {
    times = List.copyOf(times);
  }

  /** One JSON object for each rule. */
  public List<String> toJsonLines() {
    List<String> lines = new ArrayList<>();
    for (StepTimes one : times) {
      JsonLine line = new JsonLine();
      line.put("model", question.model().text()).put("rule", one.rule());
      line.put("batch", question.load().batch());
      line.put("backend", backend).put("threads", threads).put("precision", question.precision());
      line.put("steps", one.milliseconds().length);
      line.put("ms_median", one.median()).put("ms_min", one.min());
      line.put("images_per_second", imagesPerSecond(one));
      if (times.size() > 1) {
        line.put("ratio_to_first", ratioToFirst(one));
      }
      lines.add(line.toString());
    }
    return lines;
  }

  /** A heading, and a line for each rule. */
  public List<String> toText() {
    List<String> lines = new ArrayList<>();
    int width = times.stream().mapToInt(one -> one.rule().length()).max().orElse(0);
    lines.add(
        question.model().text()
            + " "
            + question.load().image()
            + ", batch "
            + question.load().batch()
            + ", "
            + backend
            + ", "
            + threads
            + " threads, "
            + question.precision()
            + ", "
            + question.effort().steps()
            + " steps");
    for (StepTimes one : times) {
      lines.add(text(one, width));
    }
    return lines;
  }

  private String text(StepTimes one, int width) {
    String line =
        String.format(
            Locale.ROOT,
            "  %-" + Math.max(1, width) + "s  median %.3f ms  min %.3f ms  %,.0f images/s",
            one.rule(),
            one.median(),
            one.min(),
            imagesPerSecond(one));
    return times.size() == 1
        ? line
        : line + String.format(Locale.ROOT, "  %.3f x %s", ratioToFirst(one), times.get(0).rule());
  }

  private double imagesPerSecond(StepTimes one) {
    return question.load().batch() * 1000 / one.median();
  }

  /** The median as a multiple of the first rule's. */
  private double ratioToFirst(StepTimes one) {
    return one.median() / times.get(0).median();
  }
}
