package io.feedalign.bench.faults;

import static io.feedalign.bench.faults.Fault.rule;
import static io.feedalign.bench.faults.Fault.seen;

import java.util.List;

/** What could be wrong with feedback that shares the weight's signs. */
final class SignFaults {
  private static final String LAWS = "rules.layerwise.SignConcordantTest#";

  private SignFaults() {}

  static List<Fault> all() {
    return List.of(
        new Fault(
            "frsf: signed B is stored over M",
            new Edit(
                "rules.layerwise.Magnitude",
                "return (emit, signs) -> emit.multiply(emit.abs(m.apply(emit)), signs);",
                """
                return (emit, signs) -> {
                  Value kept = m.apply(emit);
                  Value b = emit.multiply(emit.abs(kept), signs);
                  emit.assign(kept, b);
                  return b;
                };"""),
            LAWS + "fixedMagnitudesStayWhileSignsFollowTheWeight",
            seen(rule("frsf"))),
        new Fault(
            "brsf: M is drawn once and stays",
            new Edit(
                "rules.layerwise.Magnitude",
                """
                Draw draw = context.fresh("feedback");
                          return emit -> weight.initializer().draw(emit, weight.shape(), draw);""",
                """
                Value m = context.state("feedback", weight.shape(), weight.initializer());
                return emit -> m;"""),
            LAWS + "batchwiseMagnitudesAreDrawnAnewForEachBatchOnly",
            seen(rule("brsf"))),
        new Fault(
            "brsf: M is redrawn for each sample",
            new Edit(
                "rules.layerwise.Layerwise",
                "Value b = feedback.at(edge, context).apply(emit.in(\"feedback\"));",
                """
                int rows = edge.output().shape().size(0);
                Value order =
                    emit.uniform(
                        0,
                        1,
                        io.feedalign.ir.Form.parameter(io.feedalign.tensor.Shape.of(rows, 1)),
                        context.fresh("order"));
                Value credit = emit.fill(0, edge.input().form());
                Value before = emit.fill(0, order.form());
                for (int k = 1; k <= rows; k++) {
                  Value upTo = emit.leastInColumn(order, k);
                  Value mine = emit.subtract(upTo, before);
                  before = upTo;
                  Value drawn =
                      edge.weightParameter()
                          .initializer()
                          .draw(emit, edge.weight().shape(), context.fresh("feedback" + k));
                  Value own = emit.multiply(emit.abs(drawn), emit.sign(edge.weight()));
                  Value delta =
                      emit.scaleAxis(
                          signals.at(edge.output()),
                          emit.reshape(mine, io.feedalign.tensor.Shape.of(rows)),
                          0);
                  credit = emit.add(credit, edge.pull(emit, delta, own));
                }
                if (rows > 0) {
                  return credit;
                }
                Value b = feedback.at(edge, context).apply(emit.in("feedback"));"""),
            "bench.faults.SeededRuleContract#aBatchIsTheMeanOfItsSamples",
            seen(rule("brsf"))),
        new Fault(
            "usf: sn uses size 1",
            new Edit(
                "rules.layerwise.MagnitudeSettings",
                "? NormMagnitude.strict()",
                "? Magnitude.unit()"),
            LAWS + "strictNormalisationGivesFeedbackTheNormOfTheWeightInEachStep",
            seen(rule("usf", "magnitude", "sn"))),
        new Fault(
            "usf: sn uses the norm of W_0",
            new Edit(
                "rules.layerwise.MagnitudeSettings",
                "? NormMagnitude.strict()",
                "? NormMagnitude.frozen()"),
            LAWS + "strictNormalisationGivesFeedbackTheNormOfTheWeightInEachStep",
            seen(rule("usf", "magnitude", "sn"))),
        new Fault(
            "usf: frozen-norm follows the norm of W_t",
            new Edit(
                "rules.layerwise.NormMagnitude",
                "return (emit, signs) -> emit.multiply(signs, c0);",
                """
                return (emit, signs) ->
                    emit.multiply(
                        signs, emit.add(emit.scale(c0, 0), ratio(emit, edge.weight(), signs)));"""),
            "rules.layerwise.FormulaTest#everySignalAndGradientIsTheFormulas",
            seen(rule("usf", "magnitude", "init", "reading", "frozen-norm"))),
        new Fault(
            "usf: norms by input, not by output channel",
            new Edit("rules.layerwise.NormMagnitude", "OUT_CHANNEL = 0;", "OUT_CHANNEL = 1;"),
            LAWS + "strictNormalisationPerChannelGivesEachChannelItsNorm",
            seen(rule("usf", "magnitude", "sn", "granularity", "out-channel"))),
        new Fault(
            "usf, frsf, brsf: signs of W_0 instead of W_t",
            new Edit(
                "rules.layerwise.SignSource",
                "return emit -> held.orElseGet(() -> emit.sign(edge.weight()));",
                """
                Value w0 = context.remember("first", emit -> edge.weight());
                return emit -> held.orElseGet(() -> emit.sign(w0));"""),
            LAWS + "fixedMagnitudesStayWhileSignsFollowTheWeight",
            seen(rule("usf"))),
        new Fault(
            "signed-init: B follows the signs of W_t",
            new Edit(
                "rules.layerwise.SignedInit",
                "return emit -> b;",
                "return emit -> emit.add(first.apply(emit), emit.scale(b, 0));"),
            LAWS + "signedInitKeepsItsFirstFeedbackWhateverTheWeightDoes",
            seen(rule("signed-init"))));
  }
}
