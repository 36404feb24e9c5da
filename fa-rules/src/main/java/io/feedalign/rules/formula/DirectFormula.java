package io.feedalign.rules.formula;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.credit.Formula;
import io.feedalign.spi.Settings;
import java.util.List;
import java.util.Set;

/**
 * At each tap the signal is replaced: one edge that leaves it carries what arrives from elsewhere,
 * the others nothing, or, where skips are kept, what flows past the taps.
 *
 * @param pathway where feedback enters
 * @param arrival what it is
 */
record DirectFormula(Pathway pathway, Arrival arrival) implements Formula {
  /** The settings {@code tap}, {@code skips} and {@code last_layer}. */
  record Pathway(boolean block, boolean keep, boolean lastExact) {
    static Pathway of(Settings settings) {
      return new Pathway(
          settings.text("tap").equals("block"),
          settings.text("skips").equals("keep"),
          settings.text("last_layer").equals("bp"));
    }
  }

  /** What arrives at a tap. */
  interface Arrival {
    /** The signal, in the shape of the value that the edge reads. */
    double[] signal(Network network, Edge carrier, Evidence step);

    /** Where the fixed numbers are that it goes through. */
    Set<String> states(Network network, Edge carrier);
  }

  /** All edges, and the taps among their values. */
  record Network(List<Edge> edges, TapFinder taps) {}

  @Override
  public Claim at(Edge edge, List<Edge> edges) {
    TapFinder taps = new TapFinder(edges, pathway.block, pathway.lastExact);
    boolean exact = taps.passes(edge, pathway.keep);
    if (!taps.carries(edge)) {
      return exact ? Claim.exactly() : Claim.nothing();
    }
    Network network = new Network(edges, taps);
    Claim.Numbers signal = step -> arrival.signal(network, edge, step);
    Claim claim = exact ? Claim.exactlyAnd(signal) : Claim.signal(signal);
    for (String state : arrival.states(network, edge)) {
      claim = claim.fixed(state);
    }
    return claim;
  }
}
