package io.feedalign.rules.direct;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * How much memory direct feedback may take. It counts every tap of the network, as if the rule ran
 * at each of them, before anything is allocated.
 *
 * @param bytes at most
 */
public record Budget(long bytes) {
  private static final long MEBIBYTE = 1L << 20;

  /** {@code budget_mb}. */
  public static final Setting SETTING =
      Setting.whole(
          "budget_mb",
          4096L,
          Setting.between(1, 1 << 24),
          "largest size of all feedback matrices together in MiB; more is refused before the run");

  /**
   * What feedback takes.
   *
   * @param byTap bytes that each tap's feedback reads
   * @param total bytes of all of them, what is shared counted once
   * @param instead what takes less memory
   */
  record Needs(Map<Value, Long> byTap, long total, String instead) {
    Value worst() {
      return byTap.entrySet().stream()
          .max(Map.Entry.comparingByValue())
          .orElseThrow(() -> FaException.internal("Feedback without taps takes memory."))
          .getKey();
    }
  }

  /** The budget that {@link #SETTING} names. */
  static Budget asSet(Settings settings) {
    return new Budget(settings.whole(SETTING.key()) * MEBIBYTE);
  }

  /** Refuses what does not fit. */
  void check(Site.Plan plan, Needs needs) {
    if (needs.total() <= bytes) {
      return;
    }
    Value worst = needs.worst();
    throw FaException.user(
        "Direct feedback of this network needs "
            + text(needs.total())
            + ", "
            + text(Objects.requireNonNull(needs.byTap().get(worst)))
            + " of it at the tap read by '"
            + plan.pathOf(worst)
            + "' "
            + worst.shape().withoutBatch()
            + ", but the budget is "
            + text(bytes)
            + ". Use "
            + needs.instead()
            + ", or allow more by budget_mb.");
  }

  private static String text(long bytes) {
    double gibibytes = bytes / (double) (MEBIBYTE << 10);
    return bytes + " bytes (" + String.format(Locale.ROOT, "%.2f GiB", gibibytes) + ")";
  }
}
