package io.feedalign.core.experiment;

import io.feedalign.spi.Setting;
import io.feedalign.spi.SettingsSpec;
import java.util.List;

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
        Setting.tree("rule", "", "the credit-assignment rule: a name, or {name: ..., settings}"),
        Setting.tree("rules", "", "a list of rules to compare, each with an optional label"),
        Setting.tree("update", DEFAULT_UPDATE, "the update chain"),
        Setting.tree("constraint", "", "a constraint on the weights; none by default"),
        Setting.tree("backend", BackendChoice.AUTO, "where to run; auto takes the best"),
        Setting.choice("precision", List.of("f32"), "arithmetic"),
        Setting.whole("batch", 128L, Setting.between(1, 65536), "images per step"),
        Setting.whole("epochs", 10L, Setting.between(1, 100000), "passes over the data"),
        Setting.whole(
            "seed", 0L, Setting.between(0, Integer.MAX_VALUE), "names every random choice"),
        Setting.tree("probes", "", "a list of measures; all that there are by default"));
  }

  /** Every key that {@code fa step} reads. */
  public static SettingsSpec step() {
    return SettingsSpec.of(
        Setting.tree("model", null, "the network, with its input: [C, H, W]"),
        Setting.tree("rule", null, "the credit-assignment rule"),
        Setting.tree("update", DEFAULT_UPDATE, "the update chain"),
        Setting.tree("constraint", "", "a constraint on the weights; none by default"),
        Setting.tree("backend", BackendChoice.AUTO, "where to run; auto takes the best"),
        Setting.choice("precision", List.of("f32"), "arithmetic"),
        Setting.whole(
            "seed", 0L, Setting.between(0, Integer.MAX_VALUE), "names every random choice"));
  }
}
