package io.feedalign.data;

import java.util.Locale;
import org.apiguardian.api.API;

/**
 * A part of a data set, used for one purpose only.
 *
 * <pre>{@code
 * boolean carved = data.size(Split.VALIDATION) > 0;
 * BatchStream pass = data.stream(Split.VALIDATION, StreamOptions.scoring(500));
 * String written = Split.VALIDATION.toString(); // validation
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public enum Split {
  /** What the network learns from. */
  TRAIN,
  /** Carved from the training images; chooses between models. */
  VALIDATION,
  /** Scored once, at the end. */
  TEST;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
