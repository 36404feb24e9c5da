package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.core.audit.Audit;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.credit.CreditAssignmentRule;
import io.feedalign.credit.Edge;
import io.feedalign.credit.EdgeRule;
import io.feedalign.credit.Formula;
import io.feedalign.credit.RuleContext;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** An audit in bf16 allows what bf16 does, and not a mistake besides. */
class CoarseAuditTest {

  private static final Plugins PLUGINS = Plugins.discover();

  /** A rule that sends so many times what its formula says. */
  private record Times(double factor, CreditAssignmentRule rule) implements CreditAssignmentRule {
    @Override
    public EdgeRule at(Edge edge, RuleContext context) {
      EdgeRule honest = rule.at(edge, context);
      return (signals, emit) -> emit.scale(honest.carry(signals, emit), factor);
    }

    @Override
    public Optional<Formula> formula() {
      return rule.formula();
    }
  }

  private static AuditReport audit(Object model, double factor) {
    Experiment experiment =
        new ExperimentAssembler(PLUGINS)
            .assemble(
                ConfigTree.of(
                    Map.of(
                        "model",
                        model,
                        "data",
                        Map.of(
                            "name",
                            "synthetic",
                            "shape",
                            List.of(3, 8, 8),
                            "classes",
                            4,
                            "train",
                            64,
                            "test",
                            16),
                        "rule",
                        "fa",
                        "update",
                        "sgd",
                        "backend",
                        "onednn")));
    BackendProvider slow = PLUGINS.backends().get("reference");
    try (Backend backend = experiment.backend().open();
        Backend reference = slow.create(slow.settings().defaults())) {
      assumeTrue(backend.capabilities().contains(Capability.BF16));
      Compiler honest = experiment.variants().get(0).on(Compiler.on(backend));
      Compiler compiler =
          honest
              .rule(new Times(factor, honest.recipe().rule()))
              .precision(Precision.BF16)
              .batch(8)
              .seed(3);
      return Audit.of(compiler, reference).steps(2).run(experiment.network(), experiment.data());
    }
  }

  @Test
  void aFeedbackThatIsTooLargeIsFoundAndAnHonestOnePasses() {
    assumeTrue(PLUGINS.backends().get("onednn").availability() instanceof Availability.Available);
    Object convolutions =
        Map.of(
            "name",
            "sequential",
            "layers",
            List.of(
                conv(4),
                "batchnorm",
                "relu",
                conv(8),
                "relu",
                "flatten",
                Map.of("dense", Map.of("out", 16)),
                "relu",
                Map.of("dense", Map.of("out", 4))));
    assertEquals(List.of(), audit(convolutions, 1).failures());
    String told = String.join("\n", audit(convolutions, 1.15).failures());
    for (String layer : List.of("conv2", "dense1", "dense2")) {
      String said = "layer '" + layer + "', step 0: the credit that crossed it is off the formula";
      assertTrue(told.contains(said), () -> layer + " is not in:\n" + told);
    }
  }

  private static Object conv(int out) {
    return Map.of("conv", Map.of("out", out, "kernel", 3, "pad", 1));
  }
}
