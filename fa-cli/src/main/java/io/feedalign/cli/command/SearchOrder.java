package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.ConfigWriter;
import io.feedalign.cli.config.RatedRules;
import io.feedalign.cli.report.SearchFile;
import io.feedalign.cli.search.RateGrid;
import io.feedalign.core.checkpoint.Digest;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.PluginJar;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is to be searched.
 *
 * @param tree the experiment as it is to be run later
 * @param experiment the same for the search: short, nothing measured, a variant for each place
 * @param rules their labels, in their order
 */
record SearchOrder(
    ConfigTree tree, Experiment experiment, RateGrid grid, List<String> rules, String command) {

  /**
   * The order for an experiment.
   *
   * @param whole as it is to be run later
   */
  static SearchOrder of(
      ConfigTree tree, Experiment whole, Places places, ExperimentAssembler assembler) {
    List<List<Variant>> byRate = new ArrayList<>();
    for (double rate : places.grid().rates()) {
      String source = "--rates " + RateGrid.text(rate);
      byRate.add(assembler.variants(RatedRules.at(tree, rate, source)));
    }
    List<String> rules = whole.variants().stream().map(Variant::label).toList();
    List<Variant> variants = new ArrayList<>();
    for (int rule = 0; rule < rules.size(); rule++) {
      for (int i = 0; i < byRate.size(); i++) {
        variants.add(labelled(byRate.get(i).get(rule), places.grid().rates().get(i)));
      }
    }
    return new SearchOrder(
        tree, shortened(whole, variants, places.budget()), places.grid(), rules, places.command());
  }

  /** The grid, what each place of it may cost, and the command that asks for both. */
  record Places(RateGrid grid, SearchFile.Budget budget, String command) {}

  private static Variant labelled(Variant variant, double rate) {
    return new Variant(
        variant.label() + " at " + RateGrid.text(rate),
        variant.rule(),
        variant.update(),
        variant.constraint(),
        variant.settings());
  }

  private static Experiment shortened(
      Experiment whole, List<Variant> variants, SearchFile.Budget budget) {
    Map<String, Object> settings = new LinkedHashMap<>(whole.settings());
    settings.keySet().removeAll(List.of("probes", "audit"));
    settings.put("epochs", budget.epochs());
    settings.put("seed", budget.seed());
    return new Experiment(
        whole.name(),
        whole.network(),
        whole.data(),
        variants,
        whole.backend(),
        List.of(),
        new Experiment.Portions(whole.schedule().batch(), budget.epochs(), budget.seed()),
        whole.checkpoints(),
        settings);
  }

  SearchFile.Budget budget() {
    return new SearchFile.Budget(experiment.schedule().epochs(), experiment.schedule().seed());
  }

  /** What is trained at one place of the grid, in a folder of its own. */
  Turn turn(int rule, int rate, Path cells, Trained trained) {
    Variant variant = experiment.variants().get(rule * grid.rates().size() + rate);
    String id = trained.id(experiment, variant);
    String label = variant.label().replaceAll("[^A-Za-z0-9._]+", "-");
    Path folder = cells.resolve(label + "-" + id.substring(0, 12));
    return new Turn(variant, experiment.schedule().seed(), folder);
  }

  /** Where it is trained; with the experiment, everything that decides the numbers. */
  record Trained(Backend backend, List<PluginJar> plugins) {

    /** Names all that decides the numbers of one variant. */
    String id(Experiment experiment, Variant variant) {
      Map<String, Object> all = new LinkedHashMap<>(experiment.settings());
      all.remove("name");
      all.put("images", experiment.data().description());
      all.put("backend", experiment.backend().provider().name());
      all.put("threads", backend.threads());
      all.put("plugins", plugins.stream().map(jar -> jar.name() + " " + jar.sha256()).toList());
      all.put("feedalign", Version.number());
      all.put("variant", variant.settings());
      return Digest.of(ConfigWriter.text(ConfigTree.of(all)));
    }
  }
}
