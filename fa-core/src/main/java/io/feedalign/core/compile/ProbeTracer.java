package io.feedalign.core.compile;

import io.feedalign.core.run.Outlets.Reading;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the probes' measurements: the rule's credit and calculus's on one forward pass. */
final class ProbeTracer {
  private final ForwardPass pass;
  private final CreditTracer ruled;
  private final CreditTracer exact;
  private final Emitter emit;
  private final List<Reading> readings = new ArrayList<>();

  ProbeTracer(ForwardPass pass, CreditTracer ruled, CreditTracer exact, Emitter emit) {
    this.pass = pass;
    this.ruled = ruled;
    this.exact = exact;
    this.emit = emit;
  }

  List<Reading> observe(List<Probe> probes) {
    for (Probe probe : probes) {
      probe.observe(new Context(probe.name()), emit.in(probe.name()));
    }
    return List.copyOf(readings);
  }

  /** What one probe may look at. */
  private final class Context implements ProbeContext {
    private final String probe;

    Context(String probe) {
      this.probe = probe;
    }

    @Override
    public List<Edge> synapses() {
      return List.copyOf(pass.synapses());
    }

    @Override
    public Signals signals() {
      return ruled;
    }

    @Override
    public Signals exactSignals() {
      return exact;
    }

    @Override
    public Value gradient(Edge edge) {
      return ruled.gradient(((LayerEdge) edge).node(), edge.weightParameter());
    }

    @Override
    public Value exactGradient(Edge edge) {
      return exact.gradient(((LayerEdge) edge).node(), edge.weightParameter());
    }

    @Override
    public Optional<Value> feedback(Edge edge) {
      if (edge.first()) {
        return Optional.empty();
      }
      LayerEdge here = (LayerEdge) edge;
      ruled.crossing(here);
      return here.feedback();
    }

    @Override
    public void report(String path, Value scalar) {
      readings.add(new Reading(probe, path, List.of(scalar)));
    }

    @Override
    public void reportAngle(String path, Value a, Value b) {
      Emitter here = emit.in(probe + "/" + path);
      List<Value> products = List.of(here.dot(a, b), here.dot(a, a), here.dot(b, b));
      readings.add(new Reading(probe, path, products));
    }
  }
}
