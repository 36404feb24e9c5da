package io.feedalign.testkit;

import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Learning;
import io.feedalign.credit.RuleContext;
import io.feedalign.credit.Signals;
import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Value;

/** Right and wrong rules for the contract's own tests. */
final class SampleRules {

  private SampleRules() {}

  static CreditAssignmentRule exact() {
    return (edge, context) ->
        (signals, emit) -> edge.pull(emit, signals.at(edge.output()), edge.weight());
  }

  /** A fixed random tensor in the weight's place. */
  static CreditAssignmentRule fixed() {
    return (edge, context) ->
        (signals, emit) -> edge.pull(emit, signals.at(edge.output()), feedback(edge, context));
  }

  private static Value feedback(Edge edge, RuleContext context) {
    return context.state(
        "feedback", edge.weightParameter().shape(), edge.weightParameter().initializer());
  }

  /** Fixed feedback that becomes smaller in a rehearsal after every third step. */
  static CreditAssignmentRule shrinking() {
    return new CreditAssignmentRule() {
      @Override
      public EdgeRule at(Edge edge, RuleContext context) {
        Value feedback = feedback(edge, context);
        return new EdgeRule() {
          @Override
          public Value carry(Signals signals, Emitter emit) {
            return edge.pull(emit, signals.at(edge.output()), feedback);
          }

          @Override
          public void rehearse(Emitter emit) {
            emit.assign(feedback, emit.scale(feedback, 0.9));
          }
        };
      }

      @Override
      public Cadence rehearsal() {
        return Cadence.steps(3);
      }
    };
  }

  /** Declares a state that it never reads. */
  static CreditAssignmentRule hoarding() {
    return (edge, context) -> {
      feedback(edge, context);
      return exact().at(edge, context);
    };
  }

  /** Pulls once with the weight, and once more with what it reports. */
  static CreditAssignmentRule lying() {
    return (edge, context) ->
        (signals, emit) -> {
          Value used = edge.pull(emit, signals.at(edge.output()), edge.weight());
          Value claimed = feedback(edge, context);
          Value shown = edge.pull(emit, signals.at(edge.output()), claimed);
          return emit.add(used, emit.scale(shown, 1e-3));
        };
  }

  /** Asks for the signal at the images. */
  static CreditAssignmentRule curious() {
    return (edge, context) ->
        new EdgeRule() {
          @Override
          public Value carry(Signals signals, Emitter emit) {
            return edge.pull(emit, signals.at(edge.output()), edge.weight());
          }

          @Override
          public void learn(Learning learning) {
            Value noise = feedback(edge, context);
            Value x = edge.input();
            if (edge.first()) {
              Value total = learning.emit().dot(x, learning.emit().scale(x, 3));
              learning.train(noise, learning.emit().multiply(noise, total));
            }
          }
        };
  }

  /** Mixes the samples of a batch: each signal is divided by the norm of them all. */
  static CreditAssignmentRule mixing() {
    return (edge, context) ->
        (signals, emit) -> {
          Value signal = signals.at(edge.output());
          Value unit = emit.divide(signal, emit.norm(signal));
          return edge.pull(emit, unit, edge.weight());
        };
  }

  /** Credit that is nought. */
  static CreditAssignmentRule silent() {
    return (edge, context) -> (signals, emit) -> emit.fill(0, edge.input().form());
  }

  /** Climbs where it should descend. */
  static CreditAssignmentRule contrary() {
    return (edge, context) ->
        (signals, emit) -> {
          Value signal = emit.scale(signals.at(edge.output()), -30);
          return edge.pull(emit, signal, edge.weight());
        };
  }

  /** Credit that is not a number. */
  static CreditAssignmentRule undefined() {
    return (edge, context) ->
        (signals, emit) -> {
          Value zero = emit.fill(0, Form.SCALAR);
          Value pulled = edge.pull(emit, signals.at(edge.output()), edge.weight());
          return emit.divide(pulled, zero);
        };
  }
}
