package io.feedalign.bench;

import io.feedalign.bench.check.Baseline;
import io.feedalign.bench.check.Check;
import io.feedalign.bench.check.Finding;
import io.feedalign.bench.check.Row;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code bench check}: whether something became slower. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description = {
      "Measures pairs that take turns, and compares the ratios of their times, never the times, with",
      "those of a baseline. Exit code 1 if a ratio is worse than its tolerance allows, twice."
    },
    footer = {
      "",
      "Examples:",
      "  bench check",
      "  bench check --only 'resnet20|hot'",
      "  bench check --update"
    })
final class CheckCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Option(
      names = "--baseline",
      paramLabel = "FILE",
      description = "Rows and their ratios; fa-bench/baseline.csv by default.")
  private String file = "fa-bench/baseline.csv";

  @Option(names = "--only", paramLabel = "PATTERN", description = "Only rows that it is found in.")
  private String only = "";

  @Option(names = "--update", description = "Writes the ratios of now into the baseline.")
  private boolean update;

  @Option(names = "--seconds", paramLabel = "S", description = "For each row; 2 by default.")
  private double seconds = 2;

  @Option(names = "--backend", paramLabel = "B", description = "Backend; auto takes the best.")
  private String backend = BackendChoice.AUTO;

  CheckCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    if (!(seconds > 0)) {
      throw FaException.user("--seconds is " + seconds + ", but must be above 0.");
    }
    Baseline baseline = Baseline.read(Path.of(file));
    List<Finding> findings = measure(chosen(baseline));
    if (update) {
      Map<String, Double> ratios = new LinkedHashMap<>();
      findings.forEach(finding -> ratios.put(finding.row().title(), finding.ratio()));
      baseline.with(ratios).write();
      output.notes().println("Wrote " + file + ".");
      return 0;
    }
    List<Finding> worse = findings.stream().filter(Finding::worse).toList();
    output
        .numbers()
        .println(
            worse.isEmpty()
                ? "all " + findings.size() + " ratios are as they were, or better"
                : worse.size() + " of " + findings.size() + " ratios became worse");
    return worse.isEmpty() ? 0 : 1;
  }

  private List<Row> chosen(Baseline baseline) {
    try {
      Pattern pattern = Pattern.compile(only);
      List<Row> rows =
          baseline.rows().stream().filter(row -> pattern.matcher(row.title()).find()).toList();
      if (rows.isEmpty()) {
        throw FaException.user("--only '" + only + "' is found in no row of " + file + ".");
      }
      return rows;
    } catch (PatternSyntaxException mistake) {
      throw FaException.user(
          "--only '" + only + "' is no regular expression: " + mistake.getDescription() + ".");
    }
  }

  private List<Finding> measure(List<Row> rows) {
    NamedSettings where =
        backend.equals(BackendChoice.AUTO)
            ? NamedSettings.of(backend)
            : NamedSettings.parse("--backend", backend, plugins.backends());
    try (WorkFolder work = WorkFolder.create()) {
      output.numbers().println(Finding.heading());
      Check check = new Check(plugins, where, work.path(), seconds);
      Consumer<Finding> told = finding -> output.numbers().println(finding.toText());
      return update ? check.once(rows, told) : check.run(rows, told);
    }
  }
}
