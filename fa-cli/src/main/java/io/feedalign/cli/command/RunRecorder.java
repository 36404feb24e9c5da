package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.config.ConfigWriter;
import io.feedalign.cli.report.HtmlReport;
import io.feedalign.cli.report.MetricsLog;
import io.feedalign.cli.report.Provenance;
import io.feedalign.cli.report.ResultsFile;
import io.feedalign.cli.report.RunResult;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.Experiment;
import io.feedalign.core.experiment.Variant;
import io.feedalign.core.plugin.PluginJar;
import io.feedalign.core.store.AtomicFile;
import io.feedalign.data.Split;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Keeps the files of one run folder: what was asked, where it ran, what came out. */
final class RunRecorder {

  static final String EXPERIMENT = "experiment.yaml";
  static final String MODEL = "model.safetensors";

  private final Path folder;
  private final Experiment experiment;
  private final Provenance provenance;

  /** What a run is about. */
  record Subject(
      ConfigTree tree,
      Experiment experiment,
      Backend backend,
      List<Long> seeds,
      List<PluginJar> plugins) {}

  RunRecorder(Path folder, Subject subject, Clock clock) {
    this(folder, subject, provenance(subject, clock.instant()));
    AtomicFile.write(folder.resolve(EXPERIMENT), ConfigWriter.text(subject.tree()));
    provenance.write(folder);
  }

  private RunRecorder(Path folder, Subject subject, Provenance provenance) {
    this.folder = folder;
    this.experiment = subject.experiment();
    this.provenance = provenance;
  }

  /** A recorder of a run that goes on: its record gains the time at which it does. */
  static RunRecorder goingOn(Path folder, Subject subject, Clock clock) {
    Instant now = clock.instant();
    Provenance fresh = provenance(subject, now);
    Provenance whole = fresh.continuing(folder, now.truncatedTo(ChronoUnit.SECONDS).toString());
    whole.write(folder);
    return new RunRecorder(folder, subject, whole);
  }

  /** The metrics of a run whose lines start behind so many bytes. */
  MetricsLog metrics(long seed, long start) {
    return MetricsLog.in(folder, seed, start);
  }

  /** Writes the results so far; each time the file is whole. */
  void results(List<RunResult> results) {
    ResultsFile.write(folder, results);
    if (!experiment.data().skipped().isEmpty()) {
      whole().write(folder);
    }
  }

  /** What was known before the run, and which images it left out since. */
  private Provenance whole() {
    return provenance.leavingOut(experiment.data().skipped());
  }

  /** Writes the page; its path. */
  Path report(List<RunResult> results) {
    String title = experiment.name() + " on " + experiment.data().name();
    return new HtmlReport(title, results, whole()).write(folder);
  }

  /** Everything that one would need to get the numbers of a run again. */
  static Provenance provenance(Subject subject, Instant now) {
    Experiment experiment = subject.experiment();
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("date", now.truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("feedalign", Version.number());
    facts.put("network", network(experiment));
    facts.put("data", experiment.data().description());
    facts.put("images", images(experiment));
    facts.put("batch", experiment.schedule().batch());
    facts.put("epochs", experiment.schedule().epochs());
    facts.put("seeds", subject.seeds());
    facts.put("backend", subject.backend().description());
    facts.put("backend choice", experiment.backend().reason());
    facts.put("threads", subject.backend().threads());
    facts.put("precision", String.valueOf(experiment.settings().get("precision")));
    facts.put("plugins", plugins(subject.plugins()));
    facts.put("java", System.getProperty("java.vm.name") + " " + Runtime.version());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return new Provenance(facts, settings(experiment));
  }

  /** Which foreign code had a hand in it: digests by jar. */
  private static Map<String, String> plugins(List<PluginJar> jars) {
    Map<String, String> digests = new LinkedHashMap<>();
    jars.forEach(jar -> digests.put(jar.name(), jar.sha256()));
    return digests;
  }

  private static String network(Experiment experiment) {
    return experiment.network().name()
        + ", "
        + String.format(Locale.ROOT, "%,d", experiment.network().trainableParameters())
        + " trainable parameters";
  }

  private static String images(Experiment experiment) {
    return experiment.data().size(Split.TRAIN)
        + " train, "
        + experiment.data().size(Split.VALIDATION)
        + " validation, "
        + experiment.data().size(Split.TEST)
        + " test";
  }

  /** Every setting in force, defaults included. */
  private static Map<String, Object> settings(Experiment experiment) {
    Map<String, Object> settings = new LinkedHashMap<>(experiment.settings());
    Map<String, Object> variants = new LinkedHashMap<>();
    for (Variant variant : experiment.variants()) {
      variants.put(variant.label(), variant.settings());
    }
    settings.put("variants", variants);
    settings.put("backend", experiment.backend().provider().name());
    return settings;
  }
}
