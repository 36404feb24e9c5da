package io.feedalign.core.experiment;

import io.feedalign.core.compile.Compiler;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.error.Problems;
import io.feedalign.nn.Network;
import io.feedalign.optim.Constraint;
import io.feedalign.optim.UpdateRule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One way to teach the network of an experiment.
 *
 * @param label its name in tables
 * @param settings every setting in force, by {@code rule}, {@code update} and {@code constraint}:
 *     for the record
 */
public record Variant(
    String label,
    CreditAssignmentRule rule,
    UpdateRule update,
    Constraint constraint,
    Map<String, Object> settings) {
  /** Copies the map, keeping its order. */
  public Variant {
    settings = new LinkedHashMap<>(settings);
  }

  /**
   * The label that an entry of {@code rule} or {@code rules} gets: its own, or one made of its
   * words.
   */
  public static String labelOf(Object entry) {
    return Reference.read("", VariantReader.named(entry), new Problems())
        .map(VariantReader::label)
        .orElseGet(entry::toString);
  }

  /** A compiler that teaches this way. */
  public Compiler on(Compiler compiler) {
    return compiler.rule(rule).update(update).constraint(constraint);
  }

  /** The label of the rule that teaches the layer at a path. */
  public String ruleAt(String path) {
    return rule instanceof LayeredRule layered ? layered.labelAt(path) : label;
  }

  /** The layer patterns of this variant that match no synapse of a network. */
  List<String> idlePatterns(Network network) {
    return rule instanceof LayeredRule layered ? layered.idle(network) : List.of();
  }
}
