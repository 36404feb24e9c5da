package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.audit.AuditedLayer;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.spi.Availability;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** Every rule there is does on every kind of network what its own formula says. */
class EveryRuleIsAuditedTest {

  private static final Plugins PLUGINS = Plugins.discover();

  private static final Map<String, Object> DATA =
      Map.of(
          "name", "synthetic", "shape", List.of(2, 12, 12), "classes", 4, "train", 64, "test", 16);

  private static final Object MLP =
      layers("flatten", dense(10), "relu", dense(8), "tanh", dense(4));

  private static final Object CONVOLUTIONS =
      layers(
          conv(3),
          "relu",
          Map.of("maxpool", Map.of("kernel", 2)),
          conv(4),
          "relu",
          "flatten",
          dense(9),
          "relu",
          dense(4));

  /** Biases that batch norm takes away again: their gradients are nothing but rounding. */
  private static final Object NORMED =
      layers(conv(3), "batchnorm", "relu", conv(4), "batchnorm", "relu", "flatten", dense(4));

  private static final Object RESIDUAL = Map.of("name", "resnet20", "option", "B");

  /** As deep, and without sums. */
  private static final Object LINE =
      layers(
          Stream.concat(
                  Collections.nCopies(19, List.of(conv(4), "batchnorm", "relu")).stream()
                      .flatMap(List::stream),
                  Stream.of("flatten", dense(4)))
              .toArray());

  private static Map<String, Object> layers(Object... layers) {
    return Map.of("name", "sequential", "layers", List.of(layers));
  }

  private static Map<String, Object> dense(int out) {
    return Map.of("dense", Map.of("out", out));
  }

  private static Map<String, Object> conv(int out) {
    return Map.of("conv", Map.of("out", out, "kernel", 3, "pad", 1));
  }

  /** One thing to audit: keys of an experiment besides data, backend and portions. */
  private record Case(Object model, Map<String, Object> keys) {
    @Override
    public String toString() {
      return keys + " on " + model;
    }
  }

  private static Map<String, Object> rule(String name, Object... settings) {
    Map<String, Object> rule = new LinkedHashMap<>(Map.of("name", name));
    for (int i = 0; i < settings.length; i += 2) {
      rule.put((String) settings[i], settings[i + 1]);
    }
    return rule;
  }

  /** Each rule by its defaults, and in the variants that another formula describes. */
  private static List<Map<String, Object>> rules() {
    List<Map<String, Object>> rules = new ArrayList<>();
    PLUGINS.rules().names().forEach(name -> rules.add(rule(name)));
    for (String magnitude : List.of("init", "sn", "xiao", "xavier")) {
      rules.add(rule("usf", "magnitude", magnitude));
    }
    rules.add(rule("usf", "magnitude", "sn", "granularity", "out-channel"));
    rules.add(rule("usf", "magnitude", "init", "reading", "own-draw"));
    rules.add(rule("usf", "magnitude", "init", "reading", "frozen-norm"));
    rules.add(rule("signed-init", "magnitude", "sn"));
    rules.add(rule("wm", "echo", "through-activation"));
    for (String projection : List.of("shared", "channel", "sparse")) {
      rules.add(rule("dfa", "projection", projection));
    }
    rules.add(rule("dfa", "tap", "block", "skips", "keep"));
    rules.add(rule("dfa", "last_layer", "bp"));
    rules.add(rule("densefa", "reach", "next"));
    return rules;
  }

  private static final Map<String, Object> DESCENT =
      Map.of("name", "sgd", "rate", 0.01, "decay", 0.001, "decay_mode", "decoupled");

  /** Steps of one size, which stay finite whatever the gradients are. */
  private static final Map<String, Object> SIGNS = rule("sgd", "manhattan", true, "rate", 0.001);

  private static Stream<Case> cases(Object model) {
    return rules().stream()
        .filter(rule -> !rule.get("name").equals("ifa") || model == MLP)
        .map(rule -> new Case(model, Map.of("rule", rule, "update", DESCENT)));
  }

  /** All of them on a deep residual network, and in a deep line the one that refuses sums. */
  private static Stream<Case> deep() {
    return rules().stream()
        .map(rule -> new Case(rule.get("name").equals("ifa") ? LINE : RESIDUAL, deep(rule)));
  }

  /** What a rule needs there besides. */
  private static Map<String, Object> deep(Map<String, Object> rule) {
    Map<String, Object> keys = new LinkedHashMap<>(Map.of("rule", rule, "update", DESCENT));
    if (rule.equals(rule("densefa"))) {
      // From each layer to each other: at 8x8 these matrices are gigabytes.
      keys.put("data", rgb(4));
    } else if (rule.equals(rule("usf")) || rule.equals(rule("signed-init"))) {
      // At unit size signals grow manyfold at each layer: a step along them overflows.
      keys.put("update", SIGNS);
    } else if (rule.containsKey("echo")) {
      // A layer right below a sum has no activation of its own to answer through.
      Map<String, Object> mixed = new LinkedHashMap<>(rule);
      mixed.put("layers", Map.of("layer*.conv2", "wm", "*.shortcut.0", "wm"));
      keys.put("rule", mixed);
    }
    return keys;
  }

  /** What is composed: constraints, updates, and several rules in one network. */
  private static Stream<Case> composed() {
    List<Case> cases = new ArrayList<>();
    for (Object constraint : List.of("const", "ei", rule("ei", "mode", "dale"))) {
      for (String name : List.of("bp", "fa", "usf", "kp", "dfa")) {
        cases.add(
            new Case(
                CONVOLUTIONS, Map.of("rule", name, "constraint", constraint, "update", DESCENT)));
      }
    }
    for (String update : List.of("adamw", "rmsprop", "lars")) {
      cases.add(new Case(CONVOLUTIONS, Map.of("rule", "usf", "update", update)));
    }
    for (Object update : List.of(DESCENT, "sgd", "adam", "adamw", SIGNS)) {
      for (String name : List.of("bp", "fa", "usf", "kp", "pfa")) {
        cases.add(new Case(NORMED, Map.of("rule", name, "update", update)));
      }
    }
    for (Object magnitude : List.of("init", "sn", "xiao")) {
      Object sized = rule("usf", "magnitude", magnitude);
      Object dale = rule("ei", "mode", "dale");
      cases.add(
          new Case(CONVOLUTIONS, Map.of("rule", sized, "constraint", dale, "update", DESCENT)));
    }
    Map<String, Object> byLayer = rule("usf", "magnitude", "sn");
    byLayer.put("layers", Map.of("conv1", "bp", "dense*", "dfa"));
    cases.add(new Case(CONVOLUTIONS, Map.of("rule", byLayer, "update", DESCENT)));
    cases.add(new Case(CONVOLUTIONS, Map.of("rule", "fa", "update", DESCENT, "precision", "bf16")));
    return cases.stream();
  }

  @TestFactory
  Stream<DynamicTest> onSmallNetworksWithOneDnn() {
    return Stream.of(cases(MLP), cases(CONVOLUTIONS), composed())
        .flatMap(each -> each)
        .map(each -> dynamicTest(each.toString(), () -> passes(each, "onednn")));
  }

  @TestFactory
  Stream<DynamicTest> onSmallNetworksWithTheReference() {
    return cases(MLP).map(each -> dynamicTest(each.toString(), () -> passes(each, "reference")));
  }

  @TestFactory
  Stream<DynamicTest> aFewWithNd4j() {
    return Stream.of("fa", "usf", "dfa", "wm")
        .map(name -> new Case(CONVOLUTIONS, Map.of("rule", name, "update", DESCENT)))
        .map(each -> dynamicTest(each.toString(), () -> passes(each, "nd4j")));
  }

  @TestFactory
  Stream<DynamicTest> aFewOnAResidualNetworkWithBatchNorm() {
    return Stream.of("kp", "dfa")
        .map(name -> new Case(RESIDUAL, Map.of("rule", name, "update", DESCENT)))
        .map(each -> dynamicTest(each.toString(), () -> passes(each, "onednn")));
  }

  @TestFactory
  @Tag("nightly")
  Stream<DynamicTest> allOnADeepNetworkWithBatchNorm() {
    return deep().map(each -> dynamicTest(each.toString(), () -> passes(each, "onednn")));
  }

  private static void passes(Case each, String backend) {
    assumeTrue(PLUGINS.backends().get(backend).availability() instanceof Availability.Available);
    Map<String, Object> tree = new LinkedHashMap<>(each.keys());
    tree.put("model", each.model());
    tree.putIfAbsent("data", each.model() == RESIDUAL ? rgb(8) : DATA);
    tree.put("backend", backend);
    tree.put("batch", 6);
    Experiment experiment = new ExperimentAssembler(PLUGINS).assemble(ConfigTree.of(tree));
    try (Backend opened = experiment.backend().open()) {
      assumeTrue(
          experiment.precision() == Precision.F32
              || opened.capabilities().contains(Capability.BF16));
      AuditReport report =
          new Auditor(PLUGINS, experiment, opened)
              .audit(experiment.variants().get(0), 3, audit -> audit.steps(3));
      assertEquals(List.of(), report.failures());
      assertTrue(report.layers().size() >= 3);
      report.layers().forEach(layer -> margin(layer, report.tolerance()));
    }
  }

  private static Map<String, Object> rgb(int side) {
    return Map.of(
        "name",
        "synthetic",
        "shape",
        List.of(3, side, side),
        "classes",
        4,
        "train",
        64,
        "test",
        16);
  }

  /** The tolerance is not what lets a rule pass. */
  private static void margin(AuditedLayer layer, double tolerance) {
    double worst =
        DoubleStream.of(layer.signal(), layer.credit(), layer.gradient())
            .filter(value -> !Double.isNaN(value))
            .max()
            .orElse(0);
    assertTrue(worst < tolerance / 2, () -> layer + " is near the tolerance");
  }
}
