package io.feedalign.core.experiment;

import io.feedalign.backend.Backend;
import io.feedalign.core.checkpoint.CheckpointPlan;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.compile.TimedProbe;
import io.feedalign.data.Dataset;
import io.feedalign.nn.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A configuration whose names became objects.
 *
 * @param name for folders and tables
 * @param network built for the data's shape; it knows no rule
 * @param data what it learns from
 * @param variants the ways to teach it, at least one
 * @param backend where it runs
 * @param probes what is measured, and how often
 * @param schedule how long and in which portions
 * @param checkpoints how often it is kept
 * @param settings every setting in force that the variants share: for the record
 */
public record Experiment(
    String name,
    Network network,
    Dataset data,
    List<Variant> variants,
    BackendChoice backend,
    List<TimedProbe> probes,
    Portions schedule,
    CheckpointPlan checkpoints,
    Map<String, Object> settings) {

  /** Copies the collections. */
  public Experiment {
    variants = List.copyOf(variants);
    probes = List.copyOf(probes);
    settings = new LinkedHashMap<>(settings);
  }

  /**
   * How long and in which portions to train.
   *
   * @param batch images per step
   * @param epochs passes over the training images
   * @param seed names every random choice
   */
  public record Portions(int batch, int epochs, long seed) {}

  /** The arithmetic in which it is compiled. */
  public Precision precision() {
    return Precision.of(String.valueOf(settings.get("precision")));
  }

  /** Whether each variant is audited before it is trained. */
  public boolean audited() {
    return Boolean.TRUE.equals(settings.get("audit"));
  }

  /** The compiler for one of the variants, with this experiment's probes, batch and a seed. */
  public Compiler compiler(Backend opened, Variant variant, long seed) {
    Compiler compiler =
        variant
            .on(Compiler.on(opened))
            .batch(schedule.batch())
            .seed(seed)
            .precision(precision())
            .mixed(data.mixed());
    for (TimedProbe probe : probes) {
      compiler = compiler.probe(probe);
    }
    return compiler;
  }
}
