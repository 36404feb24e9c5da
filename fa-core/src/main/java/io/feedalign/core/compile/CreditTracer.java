package io.feedalign.core.compile;

import io.feedalign.credit.Signals;
import io.feedalign.error.FaException;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.nn.LossHead;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The heart. The signal at the output is the loss's error; the signal at any other value is the
 * sum, over the edges leaving it, of what crosses them; each parameter's gradient is its layer's
 * response to the signal at the layer's output. Demand-driven: what nobody asks for is never
 * written.
 */
final class CreditTracer implements Signals {
  private final ForwardPass pass;
  private final Transport transport;
  private final Emitter emit;
  private final Aim aim;
  private final LossHead.Outcome outcome;
  private final Map<Value, Value> signals = new HashMap<>();
  private final Map<LayerEdge, Value> crossings = new HashMap<>();
  private final Set<LayerEdge> underway = new LinkedHashSet<>();

  CreditTracer(ForwardPass pass, Transport transport, Emitter emit, Aim aim) {
    this.pass = pass;
    this.transport = transport;
    this.emit = emit;
    this.aim = aim;
    this.outcome = aim.meet(pass.network().head(), emit.in("loss"), pass.output());
  }

  Value loss() {
    return outcome.loss();
  }

  @Override
  public Value outputError() {
    return outcome.error();
  }

  @Override
  public Value target() {
    return aim.teacher(pass.network().head(), emit.in("loss"), pass.output());
  }

  @Override
  public Value at(Value forward) {
    if (forward.equals(pass.output())) {
      return outputError();
    }
    Value known = signals.get(forward);
    if (known == null) {
      known = sum(forward, pass.leaving(forward));
      signals.put(forward, known);
    }
    return known;
  }

  private Value sum(Value forward, List<LayerEdge> leaving) {
    Value total = null;
    for (LayerEdge edge : leaving) {
      Value crossing = crossing(edge);
      total = total == null ? crossing : emit.in(forward.name() + "/signal").add(total, crossing);
    }
    return total == null ? emit.fill(0, forward.form()) : total;
  }

  /** The credit that crosses an edge backwards, written on first demand. */
  Value crossing(LayerEdge edge) {
    Value known = crossings.get(edge);
    if (known != null) {
      return known;
    }
    if (!underway.add(edge)) {
      throw FaException.plugin(
          "The rule asked for the signal that crosses '"
              + edge
              + "' while computing it (by way of "
              + underway
              + "). Feedback must run from later layers to earlier ones.");
    }
    Value crossing = transport.carry(edge, this, emit.in(edge.path() + "/credit"));
    underway.remove(edge);
    checkForm(edge, crossing.form());
    crossings.put(edge, crossing);
    return crossing;
  }

  private static void checkForm(LayerEdge edge, Form form) {
    if (!form.equals(edge.input().form())) {
      throw FaException.plugin(
          "The rule let "
              + form
              + " cross '"
              + edge
              + "', whose input is "
              + edge.input().form()
              + ". Credit has the form of the value it is for.");
    }
  }

  /** The gradient of a trainable parameter: exact, given the signal at its layer's output. */
  Value gradient(Node node, Parameter parameter) {
    Value signal = at(pass.trace(node).output());
    Emitter here = emit.in(node.pathOf(parameter) + "/gradient");
    Value gradient = node.layer().pullToParameter(here, pass.trace(node), parameter, signal);
    if (!gradient.shape().equals(parameter.shape())) {
      throw FaException.plugin(
          "Layer '"
              + node.path()
              + "' gave a gradient of shape "
              + gradient.shape()
              + " for '"
              + parameter.name()
              + "' of shape "
              + parameter.shape()
              + ".");
    }
    return gradient;
  }
}
