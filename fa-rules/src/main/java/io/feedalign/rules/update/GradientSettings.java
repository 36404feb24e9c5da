package io.feedalign.rules.update;

import io.feedalign.error.FaException;
import io.feedalign.optim.UpdateRule;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import java.util.List;

/** What happens to a gradient ahead of decay and momentum, as its settings say. */
final class GradientSettings {
  private static final Setting MANHATTAN =
      Setting.flag(
          "manhattan", false, "whether only the gradient's sign goes on to decay and momentum");
  private static final Setting CLIP_VALUE =
      Setting.real(
          "clip_value", 0.0, Setting.between(0, 1e6), "bound on each gradient element; 0 is none");
  private static final Setting CLIP_NORM =
      Setting.real(
          "clip_norm",
          0.0,
          Setting.between(0, 1e6),
          "bound on the norm of each tensor's gradient, tensor by tensor; 0 is none");

  static final List<Setting> ALL = List.of(MANHATTAN, CLIP_VALUE, CLIP_NORM);

  private GradientSettings() {}

  /** The chain with what comes ahead of it. */
  static UpdateRule aheadOf(UpdateRule chain, Settings settings) {
    double value = settings.real(CLIP_VALUE.key());
    double norm = settings.real(CLIP_NORM.key());
    boolean clips = value > 0 || norm > 0;
    if (settings.flag(MANHATTAN.key())) {
      if (clips) {
        throw FaException.user(
            "'manhattan: true' keeps nothing but the gradient's sign, so clip_value and clip_norm"
                + " would change nothing. Drop one or the other.");
      }
      return new Manhattan().then(chain);
    }
    return clips ? new Clip(bound(value), bound(norm)).then(chain) : chain;
  }

  private static double bound(double asSet) {
    return asSet > 0 ? asSet : Double.POSITIVE_INFINITY;
  }
}
