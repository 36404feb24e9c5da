package io.feedalign.core.compile;

import io.feedalign.credit.Edge;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.nn.Mode;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.optim.UpdateContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is read of one inspected step, by name. */
final class Watch {
  /** What else is read than signals, gradients and new values. */
  enum Depth {
    /** The credit at the network's input as well, which training skips. */
    INPUT,
    /** What crosses each edge, and what each node yields; nothing below what training computes. */
    EVERY_EDGE,
    /** What crosses each edge, and besides it what would by calculus, on the same forward pass. */
    BESIDE_EXACT
  }

  private final Depth depth;
  private final Map<String, Value> results = new LinkedHashMap<>();
  private final Map<String, UpdateContext> contexts = new LinkedHashMap<>();
  private List<Edge> edges = List.of();

  Watch(Depth depth) {
    this.depth = depth;
  }

  Map<String, Value> results() {
    return results;
  }

  Map<String, UpdateContext> contexts() {
    return contexts;
  }

  List<Edge> edges() {
    return edges;
  }

  /** Writes the step. */
  Program write(ProgramWriter writer) {
    ProgramWriter.Lesson lesson = writer.lesson(Mode.LEARN);
    UpdateTracer update = writer.update(lesson);
    edges = List.copyOf(lesson.pass().edges());
    results.put("output", lesson.pass().output());
    results.put("loss", lesson.credit().loss());
    for (LayerEdge edge : lesson.pass().synapses()) {
      results.put("signal/" + edge.path(), lesson.credit().at(edge.output()));
    }
    switch (depth) {
      case INPUT -> input(lesson);
      case EVERY_EDGE -> everyEdge(lesson, writer);
      case BESIDE_EXACT -> besideExact(lesson, writer.aim());
    }
    update.gradients().forEach((path, value) -> results.put("gradient/" + path, value));
    update.updated().forEach((path, value) -> results.put("updated/" + path, value));
    return writer.finish("step", Cadence.ON_DEMAND, lesson.tape(), results.values());
  }

  private void input(ProgramWriter.Lesson lesson) {
    for (LayerEdge edge : lesson.pass().synapses()) {
      results.put("input_signal/" + edge.path(), lesson.credit().crossing(edge));
      // A copy, since a feedback weight that learning changes would be read after its change.
      edge.feedback()
          .ifPresent(
              weight ->
                  results.put(
                      "feedback/" + edge.path(),
                      lesson.emit().in(edge.path() + "/feedback").affine(weight, 1, 0)));
    }
  }

  private void everyEdge(ProgramWriter.Lesson lesson, ProgramWriter writer) {
    crossings("credit/", lesson.pass(), lesson.credit());
    for (Node node : lesson.pass().network().nodes()) {
      results.put("forward/" + node.path(), lesson.pass().trace(node).output());
      for (Parameter parameter : node.layer().parameters()) {
        if (parameter.trainable()) {
          contexts.put(node.pathOf(parameter), writer.held().context(node, parameter));
        }
      }
    }
    for (LayerEdge edge : lesson.pass().synapses()) {
      results.put("activity/" + edge.path(), edge.input());
      writer
          .held()
          .signs(edge)
          .ifPresent(
              signs ->
                  results.put(
                      "signs/" + edge.path(),
                      lesson.emit().in(edge.path() + "/signs").affine(signs, 1, 0)));
    }
  }

  private void besideExact(ProgramWriter.Lesson lesson, Aim aim) {
    crossings("credit/", lesson.pass(), lesson.credit());
    CreditTracer exact =
        new CreditTracer(lesson.pass(), Transport.exact(), lesson.emit().in("exact"), aim);
    crossings("exact_credit/", lesson.pass(), exact);
    for (LayerEdge edge : lesson.pass().synapses()) {
      results.put("exact_signal/" + edge.path(), exact.at(edge.output()));
    }
  }

  /** What crosses every edge above something that learns. */
  private void crossings(String prefix, ForwardPass pass, CreditTracer credit) {
    for (LayerEdge edge : pass.edges()) {
      if (!edge.first()) {
        results.put(prefix + edge, credit.crossing(edge));
      }
    }
  }
}
