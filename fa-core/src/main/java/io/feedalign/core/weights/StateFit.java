package io.feedalign.core.weights;

import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.nn.Model;
import io.feedalign.nn.Network;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.Setting;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The network of a model into which a state dict fits: number of classes, shape of the images and
 * settings that nobody named are found by names and shapes.
 *
 * @param settings what differs from the model's defaults
 * @param network the network that was built
 * @param match how well it fits
 */
public record StateFit(Map<String, Object> settings, Network network, StateMatch match) {
  private static final List<Shape> INPUTS =
      List.of(Shape.of(3, 32, 32), Shape.of(3, 224, 224), Shape.of(1, 28, 28));
  private static final int CLASSES = 10;

  /** Keeps the order of the settings. */
  public StateFit {
    settings = new LinkedHashMap<>(settings);
  }

  /**
   * What is known of the network.
   *
   * @param settings of the model, as given
   * @param input shape (C, H, W) of an image, if given
   * @param classes number of classes, if given
   */
  public record Known(Map<String, Object> settings, Optional<Shape> input, OptionalInt classes) {}

  /**
   * The first network that fits wholly, or else the one with the fewest faults: with the settings
   * given, and then with one more setting each at another of its choices.
   *
   * @throws FaException (USER) if no network can be built at all
   */
  public static StateFit find(ModelProvider provider, Known known, StateDict given) {
    List<Shape> inputs = known.input().map(List::of).orElseGet(() -> inputs(provider));
    @Nullable StateFit best = null;
    @Nullable FaException refused = null;
    for (Map<String, Object> settings : candidates(provider, known.settings())) {
      Model model = provider.create(provider.settings().settings(settings));
      for (Shape input : inputs) {
        try {
          Network network = build(model, input, known.classes(), given);
          StateFit fit = new StateFit(settings, network, StateMatch.of(network, given));
          if (best == null || fit.match.faults() < best.match.faults()) {
            best = fit;
          }
        } catch (FaException misfit) {
          refused = refused == null ? misfit : refused;
        }
        if (best != null && best.match.complete()) {
          return best;
        }
      }
    }
    if (best == null) {
      throw refused == null ? FaException.internal("No candidate was built.") : refused;
    }
    return best;
  }

  /** The images that a model is usually trained on, then those of the common data sets. */
  private static List<Shape> inputs(ModelProvider provider) {
    Set<Shape> inputs = new LinkedHashSet<>();
    provider.usualInput().ifPresent(inputs::add);
    inputs.addAll(INPUTS);
    return List.copyOf(inputs);
  }

  private static Network build(Model model, Shape input, OptionalInt classes, StateDict given) {
    Network network = model.build(input, classes.orElse(CLASSES));
    if (classes.isPresent()) {
      return network;
    }
    StoredTensor readout = given.tensors().get(network.output().path() + ".weight");
    long rows =
        readout == null || readout.sizes().isEmpty() ? network.classes() : readout.sizes().get(0);
    boolean other = rows != network.classes() && rows > 0 && rows <= 1 << 20;
    return other ? model.build(input, (int) rows) : network;
  }

  private static List<Map<String, Object>> candidates(
      ModelProvider provider, Map<String, Object> given) {
    List<Map<String, Object>> candidates = new ArrayList<>(List.of(given));
    for (Setting setting : provider.settings().entries()) {
      if (!given.containsKey(setting.key())) {
        for (Object choice : choices(setting)) {
          Map<String, Object> changed = new LinkedHashMap<>(given);
          changed.put(setting.key(), choice);
          candidates.add(changed);
        }
      }
    }
    return candidates;
  }

  /** The other values of a setting that has few. */
  private static List<Object> choices(Setting setting) {
    if (setting.kind() == Setting.Kind.FLAG) {
      return List.of(!Boolean.TRUE.equals(setting.fallback()));
    }
    return setting.kind() == Setting.Kind.CHOICE
        ? setting.allowed().choices().stream()
            .filter(choice -> !choice.equals(setting.fallback()))
            .map(choice -> (Object) choice)
            .toList()
        : List.of();
  }
}
