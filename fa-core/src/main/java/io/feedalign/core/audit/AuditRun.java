package io.feedalign.core.audit;

import io.feedalign.core.audit.Findings.Column;
import io.feedalign.core.audit.StateJudge.Between;
import io.feedalign.core.compile.ChainArithmetic;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.compile.LayerArithmetic;
import io.feedalign.core.compile.Recipe;
import io.feedalign.core.run.TensorNumbers;
import io.feedalign.credit.Claim;
import io.feedalign.credit.Edge;
import io.feedalign.credit.Evidence;
import io.feedalign.credit.Formula;
import io.feedalign.data.Batch;
import io.feedalign.ir.Cadence;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;

/** One audit from start to end. */
final class AuditRun implements AutoCloseable {
  private static final int REHEARSALS = 8;

  private final Audit audit;
  private final Network network;
  private final Recipe recipe;
  private final Findings findings = new Findings();
  private final InspectedStep step;
  private final Map<String, String> weights = new LinkedHashMap<>();
  private final Claims claims;
  private final boolean declared;
  private final Tolerance tolerance;
  private final StepJudge judge;
  private final StateJudge states;
  private final ExpectedStep expected;
  private final Map<String, Double> gradients = new HashMap<>();
  private Map<String, double[]> start = Map.of();
  private boolean rehearsalChecked;

  AuditRun(Audit audit, Network network) {
    this.audit = audit;
    this.network = network;
    Compiler compiler = audit.compiler();
    this.recipe = compiler.recipe();
    this.tolerance = Tolerance.of(compiler.backend(), recipe.precision());
    for (Node node : network.nodes()) {
      if (node.layer() instanceof SynapticLayer layer) {
        weights.put(node.path(), node.pathOf(layer.weight()));
      }
    }
    this.step = compiler.inspectEveryEdge(network);
    try {
      Formula none = (edge, edges) -> Claim.undeclared();
      this.declared = recipe.rule().formula().isPresent();
      this.claims = Claims.of(recipe.rule().formula().orElse(none), step.edges());
      this.judge = new StepJudge(network, claims, tolerance, findings);
      this.states = new StateJudge(network, claims, judge, findings, step.remembered());
      this.expected = new ExpectedStep(audit.reference(), recipe, network, claims, findings);
    } catch (RuntimeException | Error failure) {
      step.close();
      throw failure;
    }
  }

  AuditReport on(List<Batch> batches) {
    step.initialize();
    start = now();
    audit.saved().ifPresent(this::fill);
    rehearseBefore();
    Map<String, double[]> first = now();
    Map<String, double[]> last = first;
    int made = 0;
    Map<String, double[]> before = first;
    while (made < audit.steps() && learn(made, batches.get(made % batches.size()), first)) {
      rehearseIfDue(made);
      made++;
      before = last;
      last = now();
    }
    if (made > 0) {
      states.moved(new Between(first, last, "in " + made + " steps"), gradients);
      Batch batch = batches.get((made - 1) % batches.size());
      new TrainedAlike(audit, network, findings, this::leeway)
          .check(new TrainedAlike.Step(made - 1, batch, before, last));
    }
    verdictWithoutFormula();
    return new AuditReport(
        rows(first, last),
        findings.failures(),
        findings.remarks(),
        made,
        recipe.batch(),
        tolerance.residual());
  }

  /** Saved numbers in their places; what must stay fixed is still as it was drawn. */
  private void fill(Consumer<Map<String, Tensor>> filler) {
    Map<String, Tensor> places = new LinkedHashMap<>(step.inputs());
    places.keySet().removeAll(Places.BATCH);
    filler.accept(places);
    states.fixed(new Between(singles(start), singles(now()), "since training started"));
  }

  /** As files keep them. */
  private static Map<String, double[]> singles(Map<String, double[]> numbers) {
    Map<String, double[]> rounded = new HashMap<>();
    numbers.forEach(
        (path, array) -> rounded.put(path, Arrays.stream(array).map(x -> (float) x).toArray()));
    return rounded;
  }

  /** Feedback that learns does so from its weight's gradient, if it has its shape. */
  private Leeway leeway() {
    Map<String, String> twins = new HashMap<>();
    for (Edge edge : claims.edges()) {
      if (edge.synaptic()) {
        String weight = Objects.requireNonNull(weights.get(edge.path()));
        claims.at(edge).learned().keySet().forEach(path -> twins.put(path, weight));
      }
    }
    boolean nonlinear = recipe.update().traits().nonlinear();
    return Leeway.of(expected, Leeway.nudges(judge.gradients(), nonlinear), now(), twins);
  }

  private Map<String, double[]> now() {
    return Places.states(step.inputs());
  }

  /** Made with the reference's arithmetic. */
  private StepEvidence evidence(long number, Map<String, double[]> at, boolean learning) {
    LayerArithmetic arithmetic =
        new LayerArithmetic(audit.reference(), network, recipe.batch(), recipe.seed());
    Map<String, Shape> shapes = new HashMap<>();
    step.inputs().forEach((path, tensor) -> shapes.put(path, tensor.shape()));
    ChainArithmetic chain =
        new ChainArithmetic(audit.reference(), recipe.update(), network, shapes);
    return new StepEvidence(
        new StepEvidence.Subject(step, arithmetic, chain, start, weights, recipe.batch()),
        number,
        at,
        learning);
  }

  /** The last of the rehearsals before training, the first of which is checked. */
  private void rehearseBefore() {
    int before = recipe.rule().rehearsalsBefore();
    boolean due = cadence() <= audit.steps();
    if (!step.rehearses() || audit.saved().isPresent() && due) {
      return;
    }
    int count = Math.min(before, REHEARSALS);
    for (int i = Math.max(count, due ? 0 : 1); i > 0; i--) {
      rehearse(-i);
    }
  }

  private int cadence() {
    Cadence cadence = recipe.rule().rehearsal();
    return cadence.unit() == Cadence.Unit.STEP ? cadence.every() : Integer.MAX_VALUE;
  }

  private void rehearseIfDue(long k) {
    if (step.rehearses() && (k + 1) % cadence() == 0) {
      rehearse(k);
    }
  }

  private void rehearse(long number) {
    if (rehearsalChecked) {
      step.rehearse(number);
      return;
    }
    rehearsalChecked = true;
    Map<String, double[]> before = now();
    step.rehearse(number);
    states.rehearsed(evidence(number, before, false), new Between(before, now(), "in a rehearsal"));
  }

  /** One step, held against the formula; false if there is nothing to hold. */
  private boolean learn(int k, Batch batch, Map<String, double[]> first) {
    Map<String, double[]> before = now();
    Map<String, Tensor> feeds = step.inputs();
    Places.feed(feeds, batch);
    step.run(k);
    Map<String, double[]> after = now();
    if (!Norms.finite(TensorNumbers.read(Objects.requireNonNull(step.outputs().get("output"))))) {
      diverged(k);
      return false;
    }
    Evidence seen = evidence(k, before, true);
    expected.run(seen, step, before);
    judge.judge(new StepJudge.Seen(step, seen, before, after, expected));
    weights
        .values()
        .forEach(
            path ->
                gradients.merge(path, Norms.of(expected.output("gradient/" + path)), Math::max));
    String when = "in step " + k;
    states.fixed(new Between(first, after, when));
    states.learned(seen, evidence(k, after, true), new Between(before, after, when));
    states.constrained(recipe.constraint(), step, new Between(start, after, when));
    return true;
  }

  private void diverged(int k) {
    if (k == 0) {
      findings.fail("finite", "", "the network's output is not finite in step 0.");
    } else {
      findings.remark(
          "The network's output is not finite in step " + k + ": training diverges at this rate.");
    }
  }

  private void verdictWithoutFormula() {
    if (declared) {
      return;
    }
    findings.remark(
        "The rule declares no formula: only what holds for every rule was checked. See"
            + " docs/rule-author, \"declare your formula\".");
    if (judge.alwaysExact()) {
      findings.fail(
          "disguise",
          "",
          "the rule declares no formula, and everything it sent was backpropagation's: it did"
              + " nothing of its own.");
    }
  }

  private List<AuditedLayer> rows(Map<String, double[]> first, Map<String, double[]> last) {
    List<AuditedLayer> rows = new ArrayList<>();
    for (Edge edge : claims.edges()) {
      Claim claim = claims.at(edge);
      boolean decided = !edge.first() && claim.declared() && !Claims.exactOnly(claim);
      if (edge.synaptic() || decided) {
        rows.add(row(edge, first, last));
      }
    }
    return rows;
  }

  private AuditedLayer row(Edge edge, Map<String, double[]> first, Map<String, double[]> last) {
    String name = Places.of(edge);
    double[] exact = findings.besideExact(name);
    return new AuditedLayer(
        name,
        edge.first() ? "-" : Claims.words(claims.at(edge)),
        findings.worst(name, Column.SIGNAL),
        findings.worst(name, Column.CREDIT),
        edge.synaptic() ? findings.worst(name, Column.GRADIENT) : Double.NaN,
        edge.synaptic() ? findings.worst(name, Column.UPDATE) : Double.NaN,
        exact[0],
        exact[1],
        edge.synaptic() ? moved(edge, first, last) : Double.NaN);
  }

  private double moved(Edge edge, Map<String, double[]> first, Map<String, double[]> last) {
    String path = Objects.requireNonNull(weights.get(edge.path()));
    double[] from = Objects.requireNonNull(first.get(path));
    double[] to = Objects.requireNonNull(last.get(path));
    return Norms.distance(from, to) / Math.max(Norms.of(from), Norms.NOTHING);
  }

  @Override
  public void close() {
    expected.close();
    step.close();
  }
}
