package io.feedalign.core.audit;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.data.Batch;
import io.feedalign.data.BatchStream;
import io.feedalign.data.Dataset;
import io.feedalign.data.Split;
import io.feedalign.data.StreamOptions;
import io.feedalign.error.FaException;
import io.feedalign.nn.Network;
import io.feedalign.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks that the rule that was asked for is the rule that runs: a few learning steps, each held
 * against the rule's formula on a reference backend. Immutable; each setter gives a new one.
 *
 * <pre>{@code
 * AuditReport report = Audit.of(Compiler.on(backend).rule(rule), reference).run(network, data);
 * report.failures().forEach(System.err::println);
 * }</pre>
 *
 * @param compiler how the steps are compiled
 * @param reference where what is expected is computed, in double precision
 * @param steps how many; more than one, so that momentum and changes of sign show
 * @param saved puts saved tensors in their places; empty for a fresh start
 */
public record Audit(
    Compiler compiler,
    Backend reference,
    int steps,
    Optional<Consumer<Map<String, Tensor>>> saved) {
  /** Steps of an audit that is not told how many. */
  public static final int STEPS = 4;

  /** Images in a step of an audit that is not told how many, unless training takes fewer. */
  public static final int BATCH = 16;

  /** An audit of four steps from a fresh start, with the compiler's batch but at most 16 images. */
  public static Audit of(Compiler compiler, Backend reference) {
    int batch = Math.min(compiler.recipe().batch(), BATCH);
    return new Audit(compiler.batch(batch), reference, STEPS, Optional.empty());
  }

  /** With so many images in a step. */
  public Audit batch(int batch) {
    return new Audit(compiler.batch(batch), reference, steps, saved);
  }

  /** With so many steps. */
  public Audit steps(int steps) {
    if (steps < 1) {
      throw FaException.user("An audit of " + steps + " steps makes no sense; give at least 1.");
    }
    return new Audit(compiler, reference, steps, saved);
  }

  /** From saved tensors, which the given code puts in their places. */
  public Audit from(Consumer<Map<String, Tensor>> filler) {
    return new Audit(compiler, reference, steps, Optional.of(filler));
  }

  /** Audits the teaching of a network on the first training batches of a data set. */
  public AuditReport run(Network network, Dataset data) {
    Audit fitting = new Audit(compiler.mixed(data.mixed()), reference, steps, saved);
    int size = compiler.recipe().batch();
    List<Batch> batches = new ArrayList<>();
    StreamOptions options = StreamOptions.learning(size, compiler.recipe().seed(), 0);
    try (BatchStream stream = data.stream(Split.TRAIN, options)) {
      Batch batch = Batch.allocate(size, data);
      while (batches.size() < steps && stream.next(batch)) {
        batches.add(batch);
        batch = Batch.allocate(size, data);
      }
    }
    if (batches.isEmpty()) {
      throw FaException.user(
          "Data set '"
              + data.name()
              + "' has fewer training images than the audit's batch of "
              + size
              + ". Use a smaller batch.");
    }
    return fitting.run(network, batches);
  }

  /** Audits the teaching of a network on these batches, taken in turn. */
  public AuditReport run(Network network, List<Batch> batches) {
    try (AuditRun run = new AuditRun(this, network)) {
      return run.on(batches);
    }
  }
}
