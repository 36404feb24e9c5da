package io.feedalign.core.experiment;

import io.feedalign.core.checkpoint.CheckpointPlan;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.compile.TimedProbe;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.data.Dataset;
import io.feedalign.error.Problem;
import io.feedalign.error.Problems;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.Settings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Names to objects. Every mistake is collected, with its place, before anything fails.
 *
 * <pre>{@code
 * Experiment experiment =
 *     new ExperimentAssembler(Plugins.discover()).assemble(ConfigTree.of(given));
 * }</pre>
 */
public final class ExperimentAssembler {
  private final Plugins plugins;

  /** An assembler over these plugins. */
  public ExperimentAssembler(Plugins plugins) {
    this.plugins = plugins;
  }

  /**
   * The experiment that a tree describes.
   *
   * @throws io.feedalign.error.FaException (USER) with one line for each mistake
   */
  public Experiment assemble(ConfigTree tree) {
    Problems problems = new Problems();
    Resolver resolver = new Resolver(problems);
    Map<String, Object> values = tree.values();
    Settings settings = ExperimentKeys.experiment().read(values, problems);
    List<Variant> variants = new VariantReader(plugins, resolver).read(values);
    Optional<BackendChoice> backend = new BackendReader(plugins, resolver).read(values);
    List<TimedProbe> probes = new ProbeReader(plugins, resolver).read(values.get("probes"));
    CheckpointPlan checkpoints = new CheckpointReader(problems).read(values.get("checkpoint"));
    Optional<Dataset> data = new DataReader(plugins, resolver).read(values);
    Optional<Network> network = network(values, data, resolver);
    network.ifPresent(built -> checkLayers(built, variants, problems));
    problems.throwIfAny(problem -> line(problem, tree));
    return new Experiment(
        settings.text("name"),
        network.orElseThrow(),
        data.orElseThrow(),
        variants,
        backend.orElseThrow(),
        probes,
        new Experiment.Portions(
            settings.size("batch"), settings.size("epochs"), settings.whole("seed")),
        checkpoints,
        record(values, settings));
  }

  /**
   * The variants alone, such as those of the same rules at another rate.
   *
   * @throws io.feedalign.error.FaException (USER) with one line for each mistake
   */
  public List<Variant> variants(ConfigTree tree) {
    Problems problems = new Problems();
    List<Variant> variants = new VariantReader(plugins, new Resolver(problems)).read(tree.values());
    problems.throwIfAny(problem -> line(problem, tree));
    return variants;
  }

  /**
   * The single step that a tree describes.
   *
   * @throws io.feedalign.error.FaException (USER) with one line for each mistake
   */
  public StepCase step(ConfigTree tree) {
    Problems problems = new Problems();
    Resolver resolver = new Resolver(problems);
    Map<String, Object> values = tree.values();
    Settings settings = ExperimentKeys.step().read(values, problems);
    List<Variant> variants = new VariantReader(plugins, resolver).read(values);
    Optional<BackendChoice> backend = new BackendReader(plugins, resolver).read(values);
    Optional<Network> network =
        reference("model", values, problems)
            .flatMap(found -> new ModelReader(plugins, resolver).standalone(found));
    network.ifPresent(built -> checkLayers(built, variants, problems));
    problems.throwIfAny(problem -> line(problem, tree));
    return new StepCase(
        network.orElseThrow(),
        variants.get(0),
        backend.orElseThrow(),
        Precision.of(settings.text("precision")));
  }

  /**
   * What a tree says of scoring: no rule is read, for none has a say in inference.
   *
   * @throws io.feedalign.error.FaException (USER) with one line for each mistake
   */
  public ScoringCase scoring(ConfigTree tree) {
    Problems problems = new Problems();
    Resolver resolver = new Resolver(problems);
    Map<String, Object> values = tree.values();
    Settings settings = ExperimentKeys.experiment().read(values, problems);
    Optional<BackendChoice> backend = new BackendReader(plugins, resolver).read(values);
    Optional<Dataset> data = new DataReader(plugins, resolver).read(values);
    Optional<Network> network = network(values, data, resolver);
    problems.throwIfAny(problem -> line(problem, tree));
    return new ScoringCase(
        network.orElseThrow(),
        data.orElseThrow(),
        backend.orElseThrow(),
        settings.size("batch"),
        Precision.of(settings.text("precision")));
  }

  /** The network for the data; without data its mistakes are listed all the same. */
  private Optional<Network> network(
      Map<String, Object> values, Optional<Dataset> data, Resolver resolver) {
    ModelReader models = new ModelReader(plugins, resolver);
    if (data.isEmpty()) {
      reference("model", values, resolver.problems()).ifPresent(models::check);
      return Optional.empty();
    }
    return reference("model", values, resolver.problems())
        .flatMap(found -> models.forData(found, data.get()));
  }

  /** A pattern that matches nothing would silently teach by another rule than the one written. */
  private static void checkLayers(Network network, List<Variant> variants, Problems problems) {
    List<String> synapses =
        network.nodes().stream()
            .filter(node -> node.layer() instanceof SynapticLayer)
            .map(Node::path)
            .toList();
    for (Variant variant : variants) {
      for (String pattern : variant.idlePatterns(network)) {
        problems.add(
            "rule",
            "layers: '"
                + pattern
                + "' matches no layer with weights. There are: "
                + String.join(", ", synapses)
                + "."
                + NearestName.hint(pattern, synapses));
      }
    }
  }

  private static Optional<Reference> reference(
      String key, Map<String, Object> values, Problems problems) {
    Object value = values.get(key);
    // A missing key is noted by the key table already.
    return value == null ? Optional.empty() : Reference.read(key, value, problems);
  }

  private static Map<String, Object> record(Map<String, Object> values, Settings settings) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (String key : List.of("name", "batch", "epochs", "seed", "precision", "audit")) {
      all.put(key, Objects.requireNonNull(settings.toMap().get(key)));
    }
    all.put("model", Objects.requireNonNull(values.get("model")));
    all.put("data", Objects.requireNonNull(values.get("data")));
    for (String key : List.of("input", "probes")) {
      if (values.get(key) != null) {
        all.put(key, Objects.requireNonNull(values.get(key)));
      }
    }
    return all;
  }

  private static String line(Problem problem, ConfigTree tree) {
    String place = tree.locate(problem.path());
    return place.isEmpty() ? problem.toString() : place + ": " + problem;
  }
}
