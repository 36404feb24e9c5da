package io.feedalign.core.plugin;

import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.ConstraintProvider;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.ModelProvider;
import io.feedalign.spi.ProbeProvider;
import io.feedalign.spi.RuleProvider;
import io.feedalign.spi.UpdateRuleProvider;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Every plugin that a class loader sees, by kind and name: an ordinary object, so that two can
 * differ.
 *
 * <pre>{@code
 * Plugins plugins = Plugins.discover();
 * RuleProvider provider = plugins.rules().get(name);
 * CreditAssignmentRule rule = provider.create(provider.settings().defaults());
 * }</pre>
 */
public final class Plugins {
  private final List<String> warnings = new ArrayList<>();
  private final List<PluginJar> jars;
  private final Catalogue<RuleProvider> rules;
  private final Catalogue<BackendProvider> backends;
  private final Catalogue<ModelProvider> models;
  private final Catalogue<DatasetProvider> datasets;
  private final Catalogue<UpdateRuleProvider> updates;
  private final Catalogue<ConstraintProvider> constraints;
  private final Catalogue<ProbeProvider> probes;

  private Plugins(ClassLoader loader, List<Path> files) {
    JarOpener opener = new JarOpener(loader, warnings);
    List<PluginSource> sources = new ArrayList<>();
    sources.add(PluginSource.classPath(loader));
    files.forEach(file -> opener.open(file).ifPresent(sources::add));
    jars = PluginSource.jars(sources);
    PluginLoader found = new PluginLoader(sources, warnings);
    rules = found.catalogue("rule", RuleProvider.class);
    backends = found.catalogue("backend", BackendProvider.class);
    models = found.catalogue("model", ModelProvider.class);
    datasets = found.catalogue("dataset", DatasetProvider.class);
    updates = found.catalogue("update", UpdateRuleProvider.class);
    constraints = found.catalogue("constraint", ConstraintProvider.class);
    probes = found.catalogue("probe", ProbeProvider.class);
  }

  /** What this program's class path offers. */
  public static Plugins discover() {
    return discover(List.of());
  }

  /**
   * What this program's class path and these plugin jars offer. A plugin jar is code with the
   * rights of this process: name only jars that you trust. Of two plugins with one name, the class
   * path's wins, then the first jar's.
   */
  public static Plugins discover(List<Path> jars) {
    return new Plugins(Plugins.class.getClassLoader(), jars);
  }

  /** What a class loader offers. */
  public static Plugins discover(ClassLoader loader) {
    return new Plugins(loader, List.of());
  }

  /** Credit-assignment rules. */
  public Catalogue<RuleProvider> rules() {
    return rules;
  }

  /** Backends, available or not. */
  public Catalogue<BackendProvider> backends() {
    return backends;
  }

  /** Models. */
  public Catalogue<ModelProvider> models() {
    return models;
  }

  /** Data sets. */
  public Catalogue<DatasetProvider> datasets() {
    return datasets;
  }

  /** Update chains. */
  public Catalogue<UpdateRuleProvider> updates() {
    return updates;
  }

  /** Constraints on weights. */
  public Catalogue<ConstraintProvider> constraints() {
    return constraints;
  }

  /** Probes. */
  public Catalogue<ProbeProvider> probes() {
    return probes;
  }

  /** All catalogues. */
  public List<Catalogue<?>> all() {
    return List.of(rules, backends, models, datasets, updates, constraints, probes);
  }

  /** The plugin jars that were opened, in their order. */
  public List<PluginJar> jars() {
    return jars;
  }

  /** One line for each plugin that could not be used: which jar, and why. */
  public List<String> warnings() {
    return List.copyOf(warnings);
  }
}
