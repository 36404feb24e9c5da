package io.feedalign.rules.direct;

import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * {@code g_v = t B_v}: the teaching rows, projected to each tap.
 *
 * @param teaching t
 * @param projection how B_v is built
 */
record Projected(Teaching teaching, Projection projection) implements Feedback {
  @Override
  public Budget.Needs needs(Site.Plan plan) {
    return needs(plan.outputs(), plan.values(), projection);
  }

  /** What a projection from so many output units to these taps keeps. */
  static Budget.Needs needs(int outputs, Collection<Value> taps, Projection projection) {
    Map<Value, Long> bytes = new LinkedHashMap<>();
    for (Value tap : taps) {
      bytes.put(tap, Float.BYTES * outputs * projection.columns(tap));
    }
    long sum = bytes.values().stream().mapToLong(Long::longValue).sum();
    long largest = bytes.values().stream().mapToLong(Long::longValue).max().orElse(0);
    return new Budget.Needs(bytes, projection.shared() ? largest : sum, "projection: channel");
  }

  @Override
  public Value arrive(Site site, Signals signals, Emitter emit) {
    return projection.project(emit, teaching.rows(signals, emit), site);
  }
}
