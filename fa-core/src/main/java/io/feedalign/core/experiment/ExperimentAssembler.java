package io.feedalign.core.experiment;

import io.feedalign.core.plugin.Plugins;
import io.feedalign.data.Dataset;
import io.feedalign.error.Problem;
import io.feedalign.error.Problems;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.SynapticLayer;
import io.feedalign.spi.NearestName;
import io.feedalign.spi.Settings;
import io.feedalign.train.Probe;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Names to objects. Every mistake is collected, with its place, before anything fails.
 *
 * <pre>{@code
 * Experiment experiment = new ExperimentAssembler(Plugins.discover()).assemble(ConfigTree.of(
 *     Map.of("model", "lenet", "data", "fashion-mnist-mini", "rule", name)));
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
    List<Probe> probes = new ProbeReader(plugins, resolver).read(values.get("probes"));
    Optional<Dataset> data =
        reference("data", values, problems)
            .flatMap(found -> resolver.find(plugins.datasets(), found))
            .flatMap(found -> resolver.create(found));
    ModelReader models = new ModelReader(plugins, resolver);
    Optional<Network> network =
        reference("model", values, problems)
            .flatMap(found -> data.flatMap(opened -> models.forData(found, opened)));
    if (data.isEmpty()) {
      reference("model", values, new Problems()).ifPresent(models::check);
    }
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
        record(values, settings));
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
    ExperimentKeys.step().read(values, problems);
    List<Variant> variants = new VariantReader(plugins, resolver).read(values);
    Optional<BackendChoice> backend = new BackendReader(plugins, resolver).read(values);
    Optional<Network> network =
        reference("model", values, problems)
            .flatMap(found -> new ModelReader(plugins, resolver).standalone(found));
    network.ifPresent(built -> checkLayers(built, variants, problems));
    problems.throwIfAny(problem -> line(problem, tree));
    return new StepCase(network.orElseThrow(), variants.get(0), backend.orElseThrow());
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
    for (String key : List.of("name", "batch", "epochs", "seed", "precision")) {
      all.put(key, Objects.requireNonNull(settings.toMap().get(key)));
    }
    all.put("model", Objects.requireNonNull(values.get("model")));
    all.put("data", Objects.requireNonNull(values.get("data")));
    return all;
  }

  private static String line(Problem problem, ConfigTree tree) {
    String place = tree.locate(problem.path());
    return place.isEmpty() ? problem.toString() : place + ": " + problem;
  }
}
