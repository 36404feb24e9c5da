package io.feedalign.bench.macro;

import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be timed.
 *
 * @param rules at least one; the others are compared with the first
 * @param precision as experiment files write it
 */
public record StepQuestion(
    NamedSettings model,
    List<NamedSettings> rules,
    NamedSettings backend,
    String precision,
    Load load,
    Effort effort) {
  /** Weight decay of every step. */
  public static final double DECAY = 5e-4;

  // Random images teach nothing, but may make a loss infinite. The rate is fed to the program, so
  // that a step at rate 0 does the very same work: and every rule meets the same weights in it.
  private static final Map<String, Object> STANDING_STILL =
      Map.of("name", "sgd", "rate", 0, "momentum", 0.9, "decay", DECAY);

  /** Copies the list. */
  public StepQuestion {
    rules = List.copyOf(rules);
  }

  /** How much one step has to chew: images of shape (C, H, W). */
  public record Load(Shape image, int classes, int batch) {}

  /** How many steps are timed, and how many are made before. */
  public record Effort(int steps, int warmup) {}

  /** The configuration of one step under a rule. */
  ConfigTree configuration(NamedSettings rule) {
    Map<String, Object> network = model.asTree();
    List<Long> input = new ArrayList<>();
    for (int size : load.image().toArray()) {
      input.add((long) size);
    }
    network.put("input", input);
    network.put("classes", (long) load.classes());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", network);
    values.put("rule", rule.asTree());
    values.put("update", STANDING_STILL);
    values.put("backend", backend.settings().isEmpty() ? backend.name() : backend.asTree());
    values.put("precision", precision);
    return new ConfigTree(values, places(rule));
  }

  private Map<String, String> places(NamedSettings rule) {
    Map<String, String> places = new LinkedHashMap<>();
    places.put("model", "--model " + model.text());
    places.put("model.input", "--input");
    places.put("precision", "--precision");
    places.put("rule", "--rule " + rule.text());
    places.put("backend", "--backend " + backend.text());
    return places;
  }
}
