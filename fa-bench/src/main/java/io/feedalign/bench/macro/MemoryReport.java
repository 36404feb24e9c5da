package io.feedalign.bench.macro;

import io.feedalign.backend.WorkingMemory;
import io.feedalign.core.compile.MemoryForecast;
import java.util.Locale;

/** What memory one rule was said to take, and what it took. */
public record MemoryReport(
    StepQuestion question,
    String rule,
    String backend,
    MemoryForecast forecast,
    Measured measured) {
  private static final double MEBIBYTE = 1 << 20;

  /**
   * Bytes that the process took.
   *
   * @param before resident memory when the network was compiled and nothing had run
   * @param peak the most that was resident while it learned and scored
   * @param heap what compiling left in Java's heap, which is part of the memory before
   */
  public record Measured(long before, long peak, long heap) {
    /** All that the network took. */
    public long taken() {
      return peak - before + heap;
    }
  }

  /** The measured bytes as a multiple of those foretold. */
  public double ratio() {
    return (double) measured.taken() / forecast.bytes();
  }

  /** One JSON object; memory in MiB. */
  public String toJson() {
    WorkingMemory kernels = forecast.kernels();
    return new JsonLine()
        .put("model", question.model().text())
        .put("rule", rule)
        .put("batch", question.load().batch())
        .put("backend", backend)
        .put("precision", question.precision())
        .put("parameters", forecast.kept().parameters() / MEBIBYTE)
        .put("states", forecast.kept().states() / MEBIBYTE)
        .put("feeds", forecast.kept().feeds() / MEBIBYTE)
        .put("values", forecast.values() / MEBIBYTE)
        .put("kernels", kernels.bytes() / MEBIBYTE)
        .put("foretold", forecast.bytes() / MEBIBYTE)
        .put("taken", measured.taken() / MEBIBYTE)
        .put("ratio", ratio())
        .put("heap", measured.heap() / MEBIBYTE)
        .put("before", measured.before() / MEBIBYTE)
        .put("peak", measured.peak() / MEBIBYTE)
        .toString();
  }

  /** One line. */
  public String toText() {
    return String.format(
        Locale.ROOT,
        "%s %s, batch %d, %s, %s: foretold %,.1f MiB (kept %,.1f, values %,.1f, kernels %,.1f),"
            + " taken %,.1f MiB, %.3f of it; process %,.1f MiB before, %,.1f MiB at its peak",
        question.model().text(),
        rule,
        question.load().batch(),
        backend,
        question.precision(),
        forecast.bytes() / MEBIBYTE,
        forecast.kept().bytes() / MEBIBYTE,
        forecast.values() / MEBIBYTE,
        forecast.kernels().bytes() / MEBIBYTE,
        measured.taken() / MEBIBYTE,
        ratio(),
        measured.before() / MEBIBYTE,
        measured.peak() / MEBIBYTE);
  }
}
