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
 * @param rehearsalsBefore how often {@code rehearse} runs before the first step
 */
public record Outlets(
    Value learnLoss,
    Value inferLoss,
    Optional<Value> hits,
    Optional<Value> top5Hits,
    Map<String, List<Reading>> readings,
    int rehearsalsBefore) {
  /** Copies the map, keeping its order. */
  public Outlets {
    readings = new LinkedHashMap<>(readings);
  }

  /**
   * One measurement.
   *
   * @param scalars either the number itself, or {@code a.b, a.a, b.b} of an angle
   */
  public record Reading(String name, String path, List<Value> scalars) {}
}
