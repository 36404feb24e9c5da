package io.feedalign.bench.macro;

import io.feedalign.error.FaException;
import io.feedalign.spi.ModelProvider;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The image shape (C, H, W) that a model of the zoo is usually trained on. */
public final class NaturalInput {
  private NaturalInput() {}

  /**
   * The usual shape of a model's images.
   *
   * @throws FaException (USER) if there is none
   */
  public static Shape of(ModelProvider model) {
    return model
        .usualInput()
        .orElseThrow(
            () ->
                FaException.user(
                    "Model '"
                        + model.name()
                        + "' has no usual image shape. Give one: --input channels,height,width."));
  }

  /** Reads {@code C,H,W}. */
  public static Shape parse(String text) {
    List<Integer> sizes = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      if (!part.strip().matches("[1-9]\\d{0,6}")) {
        throw FaException.user(
            "--input is '"
                + text
                + "', but must be channels,height,width in whole numbers of at least 1, such as"
                + " 3,32,32.");
      }
      sizes.add(Integer.valueOf(part.strip()));
    }
    if (sizes.size() != 3) {
      throw FaException.user(
          "--input is '" + text + "', but must be three numbers: channels,height,width.");
    }
    return Shape.of(sizes.get(0), sizes.get(1), sizes.get(2));
  }
}
