package io.feedalign.bench.macro;

import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The image shape (C, H, W) that a model of the zoo is usually trained on. */
public final class NaturalInput {
  private static final Shape GREY_28 = Shape.of(1, 28, 28);
  private static final Shape COLOUR_32 = Shape.of(3, 32, 32);

  private NaturalInput() {}

  /**
   * The usual shape of a model's images.
   *
   * @throws FaException (USER) if there is none
   */
  public static Shape of(String model) {
    for (Map.Entry<String, Shape> family : families().entrySet()) {
      if (model.matches(family.getKey())) {
        return family.getValue();
      }
    }
    throw FaException.user(
        "Model '" + model + "' has no usual image shape. Give one: --input channels,height,width.");
  }

  private static Map<String, Shape> families() {
    Map<String, Shape> families = new LinkedHashMap<>();
    families.put("lenet|mlp", GREY_28);
    families.put("arch1", Shape.of(3, 24, 24));
    families.put("lenet-cifar|resnet(20|32|44|56|110)", COLOUR_32);
    return families;
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
