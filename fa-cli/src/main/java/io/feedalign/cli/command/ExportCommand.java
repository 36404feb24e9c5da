package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.cli.onnx.OnnxModel;
import io.feedalign.cli.report.Console;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorFile;
import io.feedalign.core.weights.ModelKey;
import io.feedalign.core.weights.StateDict;
import io.feedalign.core.weights.StateFit;
import io.feedalign.core.weights.StateMatch;
import io.feedalign.error.FaException;
import io.feedalign.nn.Network;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fa export}: the network of a run for other programs. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the network that a run left, for other programs.",
      "safetensors holds its parameters under PyTorch's names; onnx holds the network as well,"
          + " from",
      "normalised pixels (batch, C, H, W) to logits (batch, classes), for batches of any size."
    },
    footer = {
      "",
      "Examples:",
      "  fa export runs/resnet32 --format safetensors --out resnet32.safetensors",
      "  fa export runs/resnet18 --format onnx --set model.input=[3,224,224] --out resnet18.onnx"
    })
public final class ExportCommand implements Callable<Integer> {

  /** What can be written. */
  enum Format {
    safetensors,
    onnx
  }

  private final Workshop workshop;
  private final Console console;

  @Parameters(paramLabel = "RUN", description = "A folder that fa train or fa import wrote.")
  private Path run = Path.of(".");

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "${COMPLETION-CANDIDATES}.")
  private Format format = Format.safetensors;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "What to write.")
  private Path out = Path.of("model");

  @Mixin private ExperimentOptions options = new ExperimentOptions();

  /** Made by the wiring. */
  public ExportCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.console = console;
  }

  @Override
  public Integer call() {
    Path model = new RunWeights(run, console::note).file();
    ConfigTree tree = options.apply(workshop.reader().read(run.resolve(RunRecorder.EXPERIMENT)));
    StateDict stored = StateDict.read(model);
    Network network = network(tree, stored);
    StateMatch match = StateMatch.of(network, stored);
    if (!match.missing().isEmpty() || !match.unfit().isEmpty()) {
      throw FaException.user(
          "'"
              + model
              + "' does not fill '"
              + network.name()
              + "'."
              + System.lineSeparator()
              + String.join(System.lineSeparator(), match.report()));
    }
    write(network, match.weights(), tree);
    return ExitCode.FINE;
  }

  /** The network of the run's data, or, without data, the first one that the tensors fit. */
  private Network network(ConfigTree tree, StateDict stored) {
    if (tree.values().get("data") != null) {
      return workshop.assembler().scoring(tree).network();
    }
    ModelKey key = ModelKey.read(tree);
    return StateFit.find(workshop.plugins().models().get(key.name()), key.known(), stored)
        .network();
  }

  private void write(Network network, Map<String, StoredTensor> weights, ConfigTree tree) {
    Map<String, String> remarks = new LinkedHashMap<>();
    if (format == Format.safetensors) {
      remarks.put("format", "pt");
      Safetensors.write(out, new TensorFile(weights, remarks));
      console.say(out + ": " + weights.size() + " tensors");
      return;
    }
    Object input = tree.values().get("input");
    if (input != null) {
      remarks.put("input", String.valueOf(input));
    }
    try (Backend backend = BackendChoice.best(workshop.plugins().backends()).open()) {
      new OnnxModel(network, weights, remarks).write(out, backend);
    }
    console.say(
        out + ": input " + network.inputShape() + " per image, logits [" + network.classes() + "]");
  }
}
