package io.feedalign.core.audit;

import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a formula says of every edge of one network.
 *
 * @param edges in topological order
 * @param byEdge one claim for each edge, by its name
 */
record Claims(List<Edge> edges, Map<String, Claim> byEdge) {

  static Claims of(Formula formula, List<Edge> edges) {
    Map<String, Claim> claims = new LinkedHashMap<>();
    for (Edge edge : edges) {
      Claim claim = told(Places.of(edge), () -> formula.at(edge, edges));
      if (claim.feedback().isPresent() && !edge.synaptic()) {
        throw FaException.plugin(
            "The formula pulls credit through a weight at '"
                + Places.of(edge)
                + "', which has none. Use Claim.signal there.");
      }
      claims.put(Places.of(edge), claim);
    }
    return new Claims(edges, claims);
  }

  Claim at(Edge edge) {
    return Objects.requireNonNull(byEdge.get(Places.of(edge)));
  }

  /** Whether anything is said of any edge. */
  boolean declared() {
    return byEdge.values().stream().anyMatch(Claim::declared);
  }

  /** In a word or two, what crosses an edge. */
  static String words(Claim claim) {
    if (!claim.declared()) {
      return "none given";
    }
    String through = claim.feedback().isPresent() ? "through B" : "";
    String signal = claim.signal().isPresent() ? "signal" : "";
    String exact = claim.exact() ? "exact" : "";
    String all =
        String.join(
            " + ",
            List.of(through, exact, signal).stream().filter(word -> !word.isEmpty()).toList());
    return all.isEmpty() ? "nothing" : all;
  }

  /** Whether calculus alone decides what crosses. */
  static boolean exactOnly(Claim claim) {
    return claim.declared()
        && claim.exact()
        && claim.feedback().isEmpty()
        && claim.signal().isEmpty();
  }

  /** Numbers that a formula computes; whatever it throws names the place. */
  static double[] numbers(String place, int size, Supplier<double[]> computed) {
    double[] numbers = told(place, computed);
    if (numbers.length != size) {
      throw FaException.plugin(
          "The formula gave "
              + numbers.length
              + " numbers for '"
              + place
              + "', which holds "
              + size
              + ".");
    }
    return numbers;
  }

  private static <T> T told(String place, Supplier<T> computed) {
    try {
      return Objects.requireNonNull(computed.get(), "it returned nothing");
    } catch (FaException known) {
      throw known;
    } catch (RuntimeException thrown) {
      throw new FaException(
          ErrorKind.PLUGIN, "The formula failed at '" + place + "': " + thrown + ".", thrown);
    }
  }
}
