package io.feedalign.core.experiment;

import io.feedalign.core.experiment.Resolver.Resolved;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.data.Dataset;
import io.feedalign.error.FaException;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads {@code model}. Every model may say {@code input: [C, H, W]} and {@code classes}; with data
 * they must agree with it, without data they decide.
 */
record ModelReader(Plugins plugins, Resolver resolver) {
  private static final SettingsSpec SHAPE =
      SettingsSpec.of(
          Setting.wholes(
              "input", List.of(), Setting.between(1, 1 << 20), "shape [C, H, W] of an image"),
          Setting.whole("classes", 10L, Setting.between(1, 1 << 20), "number of classes"));

  /** Checks a reference without building anything, so that its mistakes are listed too. */
  void check(Reference reference) {
    model(reference);
  }

  Optional<Network> forData(Reference reference, Dataset data) {
    Object given = reference.settings().get("input");
    List<Long> shape = new ArrayList<>();
    for (int size : data.imageShape().toArray()) {
      shape.add((long) size);
    }
    if (given != null && !sameNumbers(given, shape)) {
      resolver
          .problems()
          .add(
              reference.path() + ".input",
              "is "
                  + given
                  + ", but the images of '"
                  + data.name()
                  + "' are "
                  + shape
                  + ". Leave it out, or choose other data.");
      return Optional.empty();
    }
    return model(reference)
        .flatMap(
            model ->
                resolver.attempt(
                    reference.path(),
                    () -> fitting(model.build(data.imageShape(), data.classes()), data)));
  }

  /** A model whose layers are written out decides for itself how many classes it tells apart. */
  private static Network fitting(Network network, Dataset data) {
    boolean rows = network.output().outputShape().rank() == 1;
    if (rows && network.classes() != data.classes()) {
      throw FaException.user(
          "the last layer, '"
              + network.output().path()
              + "', gives "
              + network.classes()
              + " numbers, but '"
              + data.name()
              + "' has "
              + data.classes()
              + " classes. Let it give as many.");
    }
    return network;
  }

  Optional<Network> standalone(Reference reference) {
    int before = resolver.problems().all().size();
    Settings shape = SHAPE.read(shapeOf(reference), resolver.problems().in(reference.path()));
    Optional<Model> model = model(reference);
    if (model.isEmpty() || resolver.problems().all().size() != before) {
      return Optional.empty();
    }
    List<Integer> sizes = shape.sizes("input");
    if (sizes.size() != 3) {
      resolver
          .problems()
          .add(reference.path() + ".input", "is required without data: [channels, height, width].");
      return Optional.empty();
    }
    Shape input = Shape.of(sizes.get(0), sizes.get(1), sizes.get(2));
    return resolver.attempt(
        reference.path(), () -> model.get().build(input, shape.size("classes")));
  }

  private Optional<Model> model(Reference reference) {
    return resolver
        .find(plugins.models(), forProvider(reference))
        .flatMap((Resolved<ModelProvider> found) -> resolver.create(found));
  }

  /** A provider that declares {@code input} or {@code classes} itself gets them as well. */
  private Reference forProvider(Reference reference) {
    List<String> declared =
        plugins
            .models()
            .find(reference.name())
            .map(provider -> provider.settings().entries().stream().map(Setting::key).toList())
            .orElse(List.of());
    String[] ours =
        List.of("input", "classes").stream()
            .filter(key -> !declared.contains(key))
            .toArray(String[]::new);
    return reference.without(ours);
  }

  private static Map<String, Object> shapeOf(Reference reference) {
    Map<String, Object> shape = new LinkedHashMap<>();
    for (String key : List.of("input", "classes")) {
      if (reference.settings().containsKey(key)) {
        shape.put(key, Objects.requireNonNull(reference.settings().get(key)));
      }
    }
    return shape;
  }

  private static boolean sameNumbers(Object given, List<Long> shape) {
    if (!(given instanceof List<?> list) || list.size() != shape.size()) {
      return false;
    }
    for (int i = 0; i < shape.size(); i++) {
      boolean same = list.get(i) instanceof Number n && n.longValue() == shape.get(i);
      if (!same) {
        return false;
      }
    }
    return true;
  }
}
