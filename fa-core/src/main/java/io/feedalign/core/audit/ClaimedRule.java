package io.feedalign.core.audit;

import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import io.feedalign.nn.Initializer;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The rule that claims describe, made of given numbers alone: B, signals from elsewhere, and the
 * signal that the audited step had at each synapse's output, so that each edge is judged by itself.
 *
 * @param claims by edge name; edges that are not in it are exact
 */
record ClaimedRule(Map<String, Claim> claims) implements CreditAssignmentRule {
  /** What is given at an edge. */
  enum Given {
    /** The signal at a synapse's output. */
    OUTPUT,
    /** B. */
    FEEDBACK,
    /** What comes from elsewhere. */
    SIGNAL,
    /** What crossed, where nothing is claimed. */
    CREDIT;

    /** Its name among the states of an edge's layer. */
    String name(int slot) {
      return "audit_" + ordinal() + "_" + slot;
    }

    String path(Edge edge) {
      return edge.path() + "." + name(edge.slot());
    }
  }

  @Override
  public EdgeRule at(Edge edge, RuleContext context) {
    return new AtEdge(edge, new Kept(context, edge), claim(edge));
  }

  @Override
  public EdgeRule local(Edge edge, RuleContext context) {
    return at(edge, context);
  }

  private Claim claim(Edge edge) {
    return claims.getOrDefault(Places.of(edge), Claim.exactly());
  }

  /** What is kept at an edge for what it is given. */
  private record Kept(RuleContext context, Edge edge) {
    Value given(Given what, Shape shape) {
      return context.state(what.name(edge.slot()), shape, Initializer.ZEROS);
    }
  }

  /** The claim at one edge. */
  private record AtEdge(Edge edge, Kept kept, Claim claim) implements EdgeRule {
    @Override
    public Value carry(Signals signals, Emitter emit) {
      List<Value> parts = new ArrayList<>();
      if (!claim.declared()) {
        parts.add(atInput(Given.CREDIT, emit));
      }
      if (claim.exact()) {
        parts.add(edge.pullExactly(emit, above(signals, emit)));
      }
      if (claim.feedback().isPresent()) {
        Value b = kept.given(Given.FEEDBACK, edge.weight().shape());
        parts.add(edge.pull(emit, above(signals, emit), b));
      }
      if (claim.signal().isPresent()) {
        parts.add(atInput(Given.SIGNAL, emit));
      }
      return parts.stream().reduce(emit::add).orElse(emit.fill(0, edge.input().form()));
    }

    private Value above(Signals signals, Emitter emit) {
      return edge.synaptic()
          ? formed(Given.OUTPUT, edge.output().form(), emit)
          : signals.at(edge.output());
    }

    private Value atInput(Given what, Emitter emit) {
      return formed(what, edge.input().form(), emit);
    }

    private Value formed(Given what, Form form, Emitter emit) {
      return emit.write(new Reshape(form), kept.given(what, form.shape())).get(0);
    }
  }
}
