package io.feedalign.core.weights;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The {@code model} of an experiment that has no data: its name, and what it says of the network.
 *
 * @param settings of the model itself
 * @param input shape (C, H, W) of an image, if it is said
 * @param classes number of classes, if it is said
 */
public record ModelKey(
    String name, Map<String, Object> settings, Optional<Shape> input, OptionalInt classes) {
  private static final String NAME = "name";
  private static final String INPUT = "input";
  private static final String CLASSES = "classes";

  /** Keeps the order. */
  public ModelKey {
    settings = new LinkedHashMap<>(settings);
  }

  /**
   * Reads the key of a tree.
   *
   * @throws FaException (USER) naming what is wrong with it
   */
  public static ModelKey read(ConfigTree tree) {
    Object value = tree.values().get("model");
    Map<String, Object> map = new LinkedHashMap<>();
    if (value instanceof Map<?, ?> given) {
      given.forEach((key, element) -> map.put(String.valueOf(key), element));
    } else {
      map.put(NAME, String.valueOf(value));
    }
    String name = String.valueOf(map.remove(NAME));
    Object input = map.remove(INPUT);
    Object classes = map.remove(CLASSES);
    return new ModelKey(name, map, shape(input), count(classes));
  }

  /** What is known of the network. */
  public StateFit.Known known() {
    return new StateFit.Known(settings, input, classes);
  }

  /** The same key with these settings, as an experiment says it. */
  public Object with(Map<String, Object> other) {
    Map<String, Object> map = new LinkedHashMap<>();
    map.put(NAME, name);
    map.putAll(other);
    input.ifPresent(shape -> map.put(INPUT, Arrays.stream(shape.toArray()).boxed().toList()));
    classes.ifPresent(count -> map.put(CLASSES, count));
    return map.size() == 1 ? name : map;
  }

  private static Optional<Shape> shape(@Nullable Object value) {
    if (value == null) {
      return Optional.empty();
    }
    boolean three = value instanceof List<?> list && list.size() == 3;
    if (!three || !((List<?>) value).stream().allMatch(ModelKey::size)) {
      throw FaException.user(
          "model.input: is " + value + ", but must be [channels, height, width].");
    }
    int[] sizes = ((List<?>) value).stream().mapToInt(size -> ((Number) size).intValue()).toArray();
    return Optional.of(Shape.of(sizes));
  }

  private static OptionalInt count(@Nullable Object value) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!size(value)) {
      throw FaException.user("model.classes: is " + value + ", but must be a number from 1.");
    }
    return OptionalInt.of(((Number) value).intValue());
  }

  private static boolean size(Object value) {
    return value instanceof Number number
        && number.doubleValue() == number.intValue()
        && number.intValue() >= 1
        && number.intValue() <= 1 << 20;
  }
}
