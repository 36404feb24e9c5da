package io.feedalign.cli.command;

import io.feedalign.cli.config.ConfigWriter;
import io.feedalign.cli.config.Overrides;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.Provenance;
import io.feedalign.core.checkpoint.Digest;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.store.AtomicFile;
import io.feedalign.core.store.IoReason;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.weights.ModelKey;
import io.feedalign.core.weights.StateDict;
import io.feedalign.core.weights.StateFit;
import io.feedalign.core.weights.StateMatch;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code fa import}: somebody else's weights become a run folder. */
@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    description = {
      "Makes a run folder of weights that PyTorch named, from a safetensors or npz file.",
      "What matched, what is missing and what is left over is listed; without --partial anything",
      "but a full match is an error. Number of classes, and settings such as option: A or B, are",
      "found by names and shapes unless you say them."
    },
    footer = {
      "",
      "Examples:",
      "  fa import --model resnet32 --weights resnet32.npz --mean .485,.456,.406 \\",
      "    --std .229,.224,.225 --out runs/resnet32",
      "  fa eval runs/resnet32 --data cifar10 --split test --json"
    })
public final class ImportCommand implements Callable<Integer> {

  private final Workshop workshop;
  private final Console console;

  @Option(
      names = "--model",
      required = true,
      paramLabel = "NAME",
      description = "A model; see fa plugins models.")
  private String model = "";

  @Option(
      names = "--weights",
      required = true,
      paramLabel = "FILE",
      description = "A safetensors or npz file. Pickles are not read: they can run code.")
  private Path weights = Path.of("weights.safetensors");

  @Option(
      names = "--mean",
      paramLabel = "R,G,B",
      description = "What the network's input had subtracted, a channel, from pixels in 0 to 1.")
  private @Nullable String mean;

  @Option(
      names = "--std",
      paramLabel = "R,G,B",
      description = "What the network's input was divided by then, a channel.")
  private @Nullable String std;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description =
          "Sets one key of the run's experiment, as in --set model.option=B or --set data=cifar10.")
  private List<String> assignments = new ArrayList<>();

  @Option(names = "--partial", description = "Takes what matches; the rest starts as drawn.")
  private boolean partial;

  @Mixin private OutOptions out = new OutOptions();

  /** Made by the wiring. */
  public ImportCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    ConfigTree asked = asked();
    ModelKey key = ModelKey.read(asked);
    StateFit fit = StateFit.find(workshop.plugins().models().get(key.name()), key.known(), read());
    StateMatch match = fit.match();
    if (!match.complete() && !(partial && match.unfit().isEmpty())) {
      throw FaException.user(
          "'"
              + weights
              + "' does not fit '"
              + key.name()
              + "'"
              + (partial ? "" : "; --partial would take what matches")
              + "."
              + System.lineSeparator()
              + String.join(System.lineSeparator(), match.report()));
    }
    Map<String, StoredTensor> tensors = match.weights();
    if (!match.missing().isEmpty()) {
      tensors = new Drawn(workshop.plugins(), asked).completed(fit.network(), tensors);
    }
    ConfigTree tree = Overrides.set(asked, "model", key.with(fit.settings()), "--model " + model);
    Path folder = out.forRun(workshop, key.name());
    try (RunLock lock = workshop.lock(folder)) {
      workshop.folders().prepare(folder, out.overwrite());
      write(folder, tree, fit, tensors);
    }
    match.report().forEach(console::say);
    fit.settings().forEach((name, value) -> console.say(name + ": " + value));
    console.say("run: " + folder);
    return ExitCode.FINE;
  }

  private StateDict read() {
    return StateDict.read(weights);
  }

  /** The experiment as far as the command line says it. */
  private ConfigTree asked() {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("name", model);
    values.put("model", model);
    if ((mean == null) != (std == null)) {
      throw FaException.user("--mean and --std belong together: give both, or none.");
    }
    if (mean != null && std != null) {
      Map<String, Object> input = new LinkedHashMap<>();
      input.put("mean", numbers("--mean", mean, 0));
      input.put("std", numbers("--std", std, Double.MIN_NORMAL));
      values.put("input", input);
    }
    return Overrides.apply(ConfigTree.of(values), assignments);
  }

  private static List<Double> numbers(String option, String text, double least) {
    List<Double> numbers = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      double number = number(part.strip());
      if (!(number >= least && number <= 1)) {
        throw FaException.user(
            option + " " + text + " is no list of numbers up to 1, as in .485,.456,.406.");
      }
      numbers.add(number);
    }
    return numbers;
  }

  private static double number(String text) {
    return text.matches("[0-9]*\\.?[0-9]+") ? Double.parseDouble(text) : Double.NaN;
  }

  private String digest() {
    try {
      return Digest.of(weights);
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + weights + "': " + IoReason.of(e) + ".", e);
    }
  }

  private void write(
      Path folder, ConfigTree tree, StateFit fit, Map<String, StoredTensor> tensors) {
    AtomicFile.write(folder.resolve(RunRecorder.EXPERIMENT), ConfigWriter.text(tree));
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("date", workshop.clock().instant().truncatedTo(ChronoUnit.SECONDS).toString());
    facts.put("feedalign", Version.number());
    facts.put(
        "network",
        String.format(
            Locale.ROOT,
            "%s, %,d trainable parameters",
            fit.network().name(),
            fit.network().trainableParameters()));
    facts.put("weights", String.valueOf(weights.getFileName()));
    facts.put("weights sha256", digest());
    facts.put("match", fit.match().report());
    new Provenance(facts, tree.values()).write(folder);
    Safetensors.write(folder.resolve(RunRecorder.MODEL), tensors);
  }
}
