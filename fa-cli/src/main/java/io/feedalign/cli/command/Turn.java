package io.feedalign.cli.command;

import io.feedalign.core.experiment.Variant;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * One variant's turn with one seed.
 *
 * @param folder of its checkpoints
 */
record Turn(Variant variant, long seed, Path folder) {

  /** Every turn of an order: all variants with the first seed, then all with the next. */
  static List<Turn> all(Path checkpoints, Campaign.Order order) {
    List<Turn> turns = new ArrayList<>();
    for (long seed : order.seeds()) {
      for (Variant variant : order.experiment().variants()) {
        String label = variant.label().replaceAll("[^A-Za-z0-9._]+", "-");
        String name = String.format(Locale.ROOT, "%02d-%s-seed%d", turns.size() + 1, label, seed);
        turns.add(new Turn(variant, seed, checkpoints.resolve(name)));
      }
    }
    return turns;
  }

  /** The name of the rule. */
  String rule() {
    Object rule = variant.settings().get("rule");
    return rule instanceof Map<?, ?> map ? String.valueOf(map.get("name")) : "rule";
  }
}
