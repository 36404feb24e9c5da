package io.feedalign.rules.layerwise;

import io.feedalign.credit.Edge;
import io.feedalign.credit.RuleContext;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Value;
import java.util.function.Function;

/**
 * Feedback that shares its signs with the weight but not its sizes. It is a pure function of W and
 * of what the magnitude keeps: written anew for each batch, never stored, trained or decayed.
 * Source: Liao, Leibo, Poggio 2016; Moskovitz, Litwin-Kumar, Abbott 2018.
 *
 * @param signs one of -1, 0 and 1 for each connection
 * @param magnitude how large feedback is
 */
public record SignConcordant(SignSource signs, Magnitude magnitude) implements FeedbackWeight {
  @Override
  public Function<Emitter, Value> at(Edge edge, RuleContext context) {
    Function<Emitter, Value> sign = signs.at(edge, context);
    Magnitude.Sizing sized = magnitude.at(edge, context);
    noteIfNothingIsSent(edge, context);
    // B = magnitude (*) sign
    return emit -> sized.size(emit, sign.apply(emit));
  }

  /**
   * B_kj = c s_j sends c s_j sum_k e_k below the last layer, and a softmax's errors add up to 0.
   */
  private void noteIfNothingIsSent(Edge edge, RuleContext context) {
    boolean silent =
        magnitude.uniform()
            && edge.last()
            && context.network().head().balanced()
            && context.signsByUnit(edge);
    if (silent) {
      context.note(
          "Feedback of one size sends nothing below the last layer '"
              + edge.path()
              + "': the constraint gives all weights of a unit one sign, and a softmax's errors add"
              + " up to 0. Set last_layer: bp, or choose sizes that differ: granularity: out-channel;"
              + " magnitude: init with reading: initial-weights or own-draw; frsf; brsf.");
    }
  }
}
