package io.feedalign.models.inline;

import io.feedalign.error.Problems;
import io.feedalign.spi.NearestName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the {@code layers} of a sequential network and notes every mistake with its place. */
final class LayerListReader {
  private static final String SHAPE =
      "Each layer is a word, or one word with its settings: {conv: {out: 6, kernel: 5}}.";

  private final Problems problems;

  LayerListReader(Problems problems) {
    this.problems = problems;
  }

  List<PlannedLayer> read(Object tree) {
    List<PlannedLayer> layers = new ArrayList<>();
    if (!(tree instanceof List) || ((List<?>) tree).isEmpty()) {
      problems.add(
          "layers", "must be a list of at least one layer, but is '" + tree + "'. " + SHAPE);
      return layers;
    }
    int index = 0;
    for (Object element : (List<?>) tree) {
      layer("layers[" + index + "]", element).ifPresent(layers::add);
      index++;
    }
    return layers;
  }

  private Optional<PlannedLayer> layer(String place, @Nullable Object element) {
    if (element instanceof String) {
      return kind(place, (String) element, Map.of());
    }
    if (!(element instanceof Map)) {
      problems.add(place, "is '" + element + "'. " + SHAPE);
      return Optional.empty();
    }
    Map<?, ?> map = (Map<?, ?>) element;
    if (map.size() != 1) {
      problems.add(place, "has " + map.size() + " keys: " + map.keySet() + ". " + SHAPE);
      return Optional.empty();
    }
    Map.Entry<?, ?> entry = map.entrySet().iterator().next();
    return kind(place, String.valueOf(entry.getKey()), entry.getValue());
  }

  private Optional<PlannedLayer> kind(String place, String word, @Nullable Object given) {
    Optional<LayerKind> kind = LayerKind.of(word);
    if (kind.isEmpty()) {
      problems.add(
          place,
          "unknown layer '"
              + word
              + "'. Available: "
              + String.join(", ", LayerKind.words())
              + "."
              + NearestName.hint(word, LayerKind.words()));
      return Optional.empty();
    }
    String here = place + "." + word;
    if (given != null && !(given instanceof Map)) {
      problems.add(
          here,
          "is '"
              + given
              + "', but its settings are a map, such as {"
              + settingsOf(kind.get())
              + "}.");
      return Optional.empty();
    }
    Map<String, Object> settings = new LinkedHashMap<>();
    if (given != null) {
      ((Map<?, ?>) given).forEach((key, value) -> settings.put(String.valueOf(key), value));
    }
    return Optional.of(
        new PlannedLayer(
            here, kind.get(), kind.get().settings().read(settings, problems.in(here))));
  }

  private static String settingsOf(LayerKind kind) {
    return kind.settings().entries().isEmpty()
        ? ""
        : kind.settings().entries().get(0).key() + ": ...";
  }
}
