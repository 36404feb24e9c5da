package io.feedalign.cli.report;

import io.feedalign.data.Split;
import io.feedalign.train.Score;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One score on one line, for people or for programs. */
public final class ScoreLine {

  private ScoreLine() {}

  /** In words. */
  public static String words(Split split, Score score) {
    return String.format(
        Locale.ROOT,
        "%s: error %.2f %%, top-5 error %.2f %%, loss %.4f, %,d images",
        split,
        100 * score.error(),
        100 * score.top5Error(),
        score.loss(),
        score.images());
  }

  /** As a JSON object, such as {@code {"split":"test","test_error":7.37,...}}, in percent. */
  public static String json(Split split, Score score) {
    Map<String, @Nullable Object> object = new LinkedHashMap<>();
    object.put("split", split.toString());
    Json.put(object, split + "_error", percent(score.error()));
    Json.put(object, "top5_error", percent(score.top5Error()));
    Json.put(object, "loss", score.loss());
    object.put("images", score.images());
    return Json.line(object);
  }

  /**
   * Without the last bits of noise that subtraction and multiplication leave: 7.37, not 7.3700001.
   */
  private static double percent(double share) {
    return Math.rint(share * 1e12) / 1e10;
  }
}
