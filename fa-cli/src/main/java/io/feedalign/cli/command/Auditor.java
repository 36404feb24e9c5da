package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.core.audit.Audit;
import io.feedalign.core.audit.AuditReport;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.BackendProvider;
import java.util.function.UnaryOperator;

/** Audits the variants of one experiment. */
record Auditor(Plugins plugins, Experiment experiment, Backend backend) {
  private static final String REFERENCE = "reference";

  /** Audits one variant; {@code as} says how it is to be different from the default. */
  AuditReport audit(Variant variant, long seed, UnaryOperator<Audit> as) {
    BackendProvider provider =
        plugins
            .backends()
            .find(REFERENCE)
            .orElseThrow(
                () ->
                    FaException.user(
                        "An audit computes with the backend '"
                            + REFERENCE
                            + "', which is not on the class path. Put fa-testkit there."));
    Compiler compiler =
        variant
            .on(Compiler.on(backend))
            .batch(experiment.schedule().batch())
            .seed(seed)
            .precision(experiment.precision());
    try (Backend reference = provider.create(provider.settings().defaults())) {
      return as.apply(Audit.of(compiler, reference)).run(experiment.network(), experiment.data());
    }
  }
}
