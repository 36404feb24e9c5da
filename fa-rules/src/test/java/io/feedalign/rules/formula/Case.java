package io.feedalign.rules.formula;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.compile.Compiler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.Claim;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Formula;
import io.feedalign.nn.Network;
import io.feedalign.optim.UpdateRule;
import io.feedalign.rules.direct.DirectNets;
import io.feedalign.rules.lab.Lab;
import io.feedalign.rules.lab.Nets;
import io.feedalign.spi.UpdateRuleProvider;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** A few steps of a rule on a network in double precision, each edge held against a formula. */
record Case(CreditAssignmentRule rule, Formula formula, Network network) {
  static final int BATCH = 4;
  static final int STEPS = 2;
  private static final double TOLERANCE = 1e-12;

  /** Descends as {@link Witness#updated} says. */
  static UpdateRule descent() {
    UpdateRuleProvider sgd = Plugins.discover().updates().get("sgd");
    return sgd.create(
        sgd.settings()
            .settings(
                Map.of(
                    "rate",
                    Witness.RATE,
                    "momentum",
                    0,
                    "decay",
                    Witness.DECAY,
                    "decay_mode",
                    "decoupled")));
  }

  /** Fails unless every claim holds; gives how many there were. */
  int check(UnaryOperator<Compiler> recipe) {
    Watched watched = new Watched(rule, formula);
    try (Lab lab =
        Lab.of(network, BATCH, watched, compiler -> recipe.apply(compiler.update(descent())))) {
      Map<String, double[]> start = lab.states();
      int claims = 0;
      for (int step = 0; step < STEPS; step++) {
        int[] classes = lab.drawBatch(step, 3);
        Map<String, double[]> before = lab.states();
        lab.run(step);
        Map<String, double[]> after = lab.states();
        Map<String, double[]> outputs = lab.outputs();
        List<Edge> edges = watched.edges();
        Witness then = new Witness(edges, classes, start, before, outputs, step);
        Witness now = new Witness(edges, classes, start, after, outputs, step);
        for (Watched.Seen seen : watched.seen()) {
          claims += check(seen, then, now);
        }
      }
      return claims;
    }
  }

  private static int check(Watched.Seen seen, Witness then, Witness now) {
    Edge edge = seen.edge();
    Claim claim = seen.claim();
    for (String path : claim.fixed()) {
      assertArrayEquals(now.start().get(path), now.state(path), path + " is fixed");
    }
    claim.learned().forEach((path, change) -> same(path, change.from(then, now), now.state(path)));
    if (!now.hasState(Watched.path(edge, "crossing"))) {
      return claim.fixed().size() + claim.learned().size();
    }
    double[] crossing = now.state(Watched.path(edge, "crossing"));
    same("credit across " + edge, expected(edge, claim, then, now), crossing);
    return 1 + claim.fixed().size() + claim.learned().size();
  }

  private static double[] expected(Edge edge, Claim claim, Witness then, Witness now) {
    double[] sum = new double[Math.toIntExact(edge.input().shape().elements())];
    if (claim.exact()) {
      sum = Doubles.plus(sum, now.state(Watched.path(edge, "exact")));
    }
    if (claim.feedback().isPresent()) {
      double[] above = now.state(Watched.path(edge, "above"));
      double[] b = claim.feedback().get().from(then);
      sum = Doubles.plus(sum, then.pull(edge.path(), above, b));
    }
    return claim.signal().isPresent() ? Doubles.plus(sum, claim.signal().get().from(then)) : sum;
  }

  private static void same(String what, double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length, what);
    double apart = Witness.apart(expected, actual);
    assertTrue(apart <= TOLERANCE, () -> what + " is off by " + apart);
  }

  /** Networks by name. */
  static Map<String, Network> nets() {
    Map<String, Network> nets = new LinkedHashMap<>(lines());
    nets.put("pooled", DirectNets.pooled());
    nets.put("residual", DirectNets.residual(1));
    nets.put("branched", Branched.network());
    return nets;
  }

  /** Those in which each layer reads all of the one before. */
  static Map<String, Network> lines() {
    Map<String, Network> nets = new LinkedHashMap<>();
    for (Nets net : Nets.values()) {
      nets.put(net.name(), net.network(Nets.GAUSSIAN));
    }
    return nets;
  }
}
