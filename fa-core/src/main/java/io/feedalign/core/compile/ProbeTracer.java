package io.feedalign.core.compile;

import io.feedalign.core.run.Outlets.Reading;
import io.feedalign.core.run.ProbeFailures;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import io.feedalign.train.Probe;
import io.feedalign.train.ProbeContext;
import io.feedalign.train.ProbeFailure;
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

  List<Reading> readings() {
    return List.copyOf(readings);
  }

  /**
   * Lets a probe write its measurements. One that throws has none, is named with the layer that it
   * was at, and takes nothing from the others: what it wrote is read by nobody.
   */
  Optional<ProbeFailure> observe(Probe probe) {
    String name = name(probe);
    Context context = new Context(name);
    try {
      probe.observe(context, emit.in(name));
      readings.addAll(context.reported);
      return Optional.empty();
    } catch (RuntimeException | LinkageError thrown) {
      return Optional.of(
          new ProbeFailure(name, context.watched.at(), ProbeFailures.reason(thrown)));
    }
  }

  /** Even a name may fail, and then the class is all that is known. */
  private static String name(Probe probe) {
    try {
      return probe.name();
    } catch (RuntimeException | LinkageError thrown) {
      return probe.getClass().getSimpleName();
    }
  }

  /** What one probe may look at. */
  private final class Context implements ProbeContext {
    private final String probe;
    private final WatchedEdges watched = new WatchedEdges(pass.synapses());
    private final List<Reading> reported = new ArrayList<>();

    Context(String probe) {
      this.probe = probe;
    }

    @Override
    public List<Edge> synapses() {
      return watched;
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
      watched.touch(edge);
      return ruled.gradient(((LayerEdge) edge).node(), edge.weightParameter());
    }

    @Override
    public Value exactGradient(Edge edge) {
      watched.touch(edge);
      return exact.gradient(((LayerEdge) edge).node(), edge.weightParameter());
    }

    @Override
    public Optional<Value> feedback(Edge edge) {
      watched.touch(edge);
      if (edge.first()) {
        return Optional.empty();
      }
      LayerEdge here = (LayerEdge) edge;
      ruled.crossing(here);
      return here.feedback();
    }

    @Override
    public void report(String path, Value scalar) {
      reported.add(new Reading(probe, path, List.of(scalar)));
    }

    @Override
    public void reportAngle(String path, Value a, Value b) {
      Emitter here = emit.in(probe + "/" + path);
      List<Value> products = List.of(here.dot(a, b), here.dot(a, a), here.dot(b, b));
      reported.add(new Reading(probe, path, products));
    }
  }
}
