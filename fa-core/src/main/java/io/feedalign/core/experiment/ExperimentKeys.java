package io.feedalign.core.experiment;

import io.feedalign.core.checkpoint.CheckpointPlan;
import io.feedalign.core.checkpoint.Interval;
import io.feedalign.core.compile.Precision;
import io.feedalign.spi.Setting;
import io.feedalign.spi.SettingsSpec;

/** The top-level keys of an experiment file, with defaults. */
public final class ExperimentKeys {
  /** Update chain of an experiment that names none. */
  static final String DEFAULT_UPDATE = "sgd";

  private ExperimentKeys() {}

  /** Every key that {@code fa train}, {@code compare} and {@code explain} read. */
  public static SettingsSpec experiment() {
    return SettingsSpec.of(
        Setting.text("name", "experiment", "name for folders and tables"),
        Setting.tree("model", null, "the network: a model's name, or {name: ..., settings}"),
        Setting.tree("data", null, "the data set: a name, or {name: ..., settings}"),
        Setting.tree(
            "input",
            "",
            "how pixels are normalised: {mean: [...], std: [...]}; as data does, if not"),
        Setting.tree("rule", "", "the credit-assignment rule: a name, or {name: ..., settings}"),
        Setting.tree("rules", "", "a list of rules to compare, each with an optional label"),
        Setting.tree("update", DEFAULT_UPDATE, "the update chain"),
        Setting.tree("constraint", "", "a constraint on the weights; none by default"),
        Setting.tree("backend", BackendChoice.AUTO, "where to run; auto takes the best"),
        Setting.choice("precision", Precision.keys(), "arithmetic; bf16 keeps weights in f32"),
        Setting.whole("batch", 128L, Setting.between(1, 65536), "images per step"),
        Setting.whole("epochs", 10L, Setting.between(1, 100000), "passes over the data"),
        Setting.whole(
            "seed", 0L, Setting.between(0, Integer.MAX_VALUE), "names every random choice"),
        Setting.flag("published", false, "whether numbers that others published are shown beside"),
        Setting.flag(
            "audit",
            false,
            "whether each rule is held against its own formula before it is trained"),
        Setting.tree("checkpoint", "", "how often the run is kept: {every: 10m, keep: 2}"),
        Setting.tree(
            "probes",
            "",
            "a list of measures, or {every: epoch | STEPS, use: [...]}; all that there are, after"
                + " each epoch, by default"));
  }

  /** Every key below {@code checkpoint}. */
  public static SettingsSpec checkpoint() {
    return SettingsSpec.of(
        Setting.tree(
            "every", Interval.DEFAULT, "steps such as 500, a time such as 10m, epoch, or never"),
        Setting.whole(
            "keep",
            (long) CheckpointPlan.FEWEST,
            Setting.between(CheckpointPlan.FEWEST, 1000),
            "how many of the last checkpoints stay, beside the best"));
  }

  /** Every key that {@code fa step} reads. */
  public static SettingsSpec step() {
    return SettingsSpec.of(
        Setting.tree("model", null, "the network, with its input: [C, H, W]"),
        Setting.tree("rule", null, "the credit-assignment rule"),
        Setting.tree("update", DEFAULT_UPDATE, "the update chain"),
        Setting.tree("constraint", "", "a constraint on the weights; none by default"),
        Setting.tree("backend", BackendChoice.AUTO, "where to run; auto takes the best"),
        Setting.choice("precision", Precision.keys(), "arithmetic; bf16 keeps weights in f32"),
        Setting.whole(
            "seed", 0L, Setting.between(0, Integer.MAX_VALUE), "names every random choice"));
  }
}
