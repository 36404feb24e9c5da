package io.feedalign.rules.direct;

import io.feedalign.credit.Edge;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code g_v = sum over the synapses k after v of delta_k B_(v<-k), each over sqrt(terms)}.
 *
 * @param reach which synapses send
 * @param scale multiplies each B
 */
record FromEverySynapse(Reach reach, double scale) implements Feedback {
  /** Which of the synapses after a tap send their signal to it. */
  enum Reach {
    /** Each of them. */
    ALL,
    /** The last one. */
    OUTPUT,
    /** Those that read the tap. */
    NEXT
  }

  private List<Edge> senders(Site.Plan plan, Value tap) {
    List<Edge> after = plan.taps().synapsesAfter(tap);
    return switch (reach) {
      case ALL -> after;
      case OUTPUT -> after.subList(after.size() - 1, after.size());
      case NEXT -> plan.taps().readers(tap);
    };
  }

  @Override
  public Budget.Needs needs(Site.Plan plan) {
    Map<Value, Long> bytes = new LinkedHashMap<>();
    for (Value tap : plan.values()) {
      long units = senders(plan, tap).stream().mapToLong(edge -> Site.units(edge.output())).sum();
      bytes.put(tap, Float.BYTES * units * Site.units(tap));
    }
    long total = bytes.values().stream().mapToLong(Long::longValue).sum();
    return new Budget.Needs(bytes, total, "reach: output, or dfa with projection: channel");
  }

  @Override
  public Value arrive(Site site, Signals signals, Emitter emit) {
    List<Edge> senders = senders(site.plan(), site.tap());
    Value total = emit.fill(0, site.tap().form());
    for (Edge sender : senders) {
      total = emit.add(total, term(site, sender, signals, emit));
    }
    return emit.scale(total, 1 / Math.sqrt(senders.size()));
  }

  private Value term(Site site, Edge sender, Signals signals, Emitter emit) {
    Value rows = Teaching.flat(emit, signals.at(sender.output()));
    Shape shape = Shape.of(Site.units(rows), site.units());
    String name = "feedback." + sender.path();
    Value b = site.context().state(name, shape, Projection.uniform(scale, site.units()));
    return Projection.product(emit, rows, b, site);
  }
}
