package io.feedalign.core.run;

import io.feedalign.ir.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The values that are read after a program ran.
 *
 * @param learnLoss of {@code learn}
 * @param inferLoss of {@code infer}
 * @param hits of {@code infer}: rows whose target came first
 * @param top5Hits of {@code infer}: rows whose target was among the first five
 * @param readings of each program that probes, by its name
 * @param weightSums of {@code watch}: the sum of each parameter's numbers, by path
 * @param rehearsalsBefore how often {@code rehearse} runs before the first step
 */
public record Outlets(
    Value learnLoss,
    Value inferLoss,
    Optional<Value> hits,
    Optional<Value> top5Hits,
    Map<String, List<Reading>> readings,
    Map<String, Value> weightSums,
    int rehearsalsBefore) {
  /** Copies the maps, keeping their order. */
  public Outlets {
    readings = new LinkedHashMap<>(readings);
    weightSums = new LinkedHashMap<>(weightSums);
  }

  /**
   * One measurement.
   *
   * @param scalars either the number itself, or {@code a.b, a.a, b.b} of an angle
   */
  public record Reading(String name, String path, List<Value> scalars) {}
}
