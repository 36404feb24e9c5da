package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.report.SearchFile;
import io.feedalign.core.checkpoint.Digest;
import io.feedalign.core.checkpoint.Origin;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.plugin.PluginJar;
import io.feedalign.core.store.AtomicFile;
import io.feedalign.core.store.FlatJson;
import io.feedalign.core.store.IoReason;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * {@code origin.json}: everything that decides the bits of a run folder, beside the experiment.
 *
 * @param alone whether one rule is trained for its weights, rather than several compared
 * @param seeds in their order
 * @param facts the rest, by what it is
 */
record RunOrigin(boolean alone, List<Long> seeds, Map<String, String> facts) {

  /** Its name in the folder of checkpoints. */
  static final String NAME = "origin.json";

  static final String BACKEND = "backend";
  static final String THREADS = "threads";

  private static final List<String> SAME =
      List.of("experiment", "data", "plugins", BACKEND, THREADS);
  private static final String ALONE = "alone";
  private static final String SEEDS = "seeds";

  RunOrigin {
    seeds = List.copyOf(seeds);
    facts = new LinkedHashMap<>(facts);
  }

  /** Of a run whose experiment was written to its folder. */
  static RunOrigin of(Path folder, Campaign.Order order, Backend backend, List<PluginJar> plugins) {
    Experiment experiment = order.experiment();
    Map<String, String> facts = new LinkedHashMap<>();
    facts.put("experiment", digest(folder.resolve(RunRecorder.EXPERIMENT)));
    facts.put("data", experiment.data().description());
    facts.put("plugins", plugins(plugins));
    facts.put(BACKEND, experiment.backend().provider().name());
    facts.put(THREADS, Integer.toString(backend.threads()));
    facts.put("feedalign", Version.number());
    facts.put("kernels", backend.description());
    return new RunOrigin(order.alone(), order.seeds(), facts);
  }

  private static String plugins(List<PluginJar> jars) {
    return jars.isEmpty()
        ? "none"
        : jars.stream()
            .map(jar -> jar.name() + " " + jar.sha256())
            .sorted()
            .collect(Collectors.joining(", "));
  }

  private static String digest(Path file) {
    try {
      return "sha256 " + Digest.of(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** What the checkpoints of one rule have to agree with. */
  Origin checkpoints(String rule) {
    Map<String, String> about = new LinkedHashMap<>(facts);
    about.keySet().removeAll(SAME);
    return new Origin(rule, same(), about);
  }

  private Map<String, String> same() {
    Map<String, String> same = new LinkedHashMap<>(facts);
    same.keySet().retainAll(SAME);
    return same;
  }

  /** Refuses to go on with what another one left in a run folder. */
  void requireSame(RunOrigin left, Path folder) {
    new Origin("", same(), Map.of()).requireSame(left.facts(), folder.toString());
  }

  void write(Path checkpoints) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put(ALONE, alone ? "yes" : "no");
    values.put(SEEDS, seeds.stream().map(String::valueOf).collect(Collectors.joining(" ")));
    values.putAll(facts);
    AtomicFile.write(checkpoints.resolve(NAME), FlatJson.text(values));
  }

  /**
   * That of a run folder.
   *
   * @throws FaException (USER) if it has none
   */
  static RunOrigin read(Path run) {
    Path file = run.resolve(RunFolders.CHECKPOINTS).resolve(NAME);
    if (Files.isRegularFile(run.resolve(SearchFile.NAME))) {
      throw FaException.user(
          "'" + run + "' holds a search of rates. It goes on with fa search --out " + run + ".");
    }
    if (!Files.isRegularFile(file)) {
      throw FaException.user(
          "'"
              + run
              + "' is no run that can go on: it has no "
              + RunFolders.CHECKPOINTS
              + "/"
              + NAME
              + ". Name a folder that fa train or fa compare wrote.");
    }
    try {
      Map<String, String> values = FlatJson.read(file, Files.readAllBytes(file));
      boolean alone = "yes".equals(values.remove(ALONE));
      String seeds = String.valueOf(values.remove(SEEDS));
      return new RunOrigin(
          alone, Arrays.stream(seeds.split(" ")).map(Long::valueOf).toList(), values);
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (NumberFormatException e) {
      throw new FaException(ErrorKind.USER, "'" + file + "' is damaged: it has no seeds.", e);
    }
  }

  private static FaException unreadable(Path file, IOException e) {
    return new FaException(
        ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
  }
}
