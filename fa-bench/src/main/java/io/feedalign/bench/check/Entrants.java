package io.feedalign.bench.check;

import io.feedalign.bench.macro.Contender;
import io.feedalign.bench.macro.DecodeBenchmark;
import io.feedalign.bench.macro.LearningSteps;
import io.feedalign.bench.macro.NaturalInput;
import io.feedalign.bench.macro.StepNetworks;
import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.macro.SyntheticBatches;
import io.feedalign.bench.micro.HotPath;
import io.feedalign.bench.micro.Workbench;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.NamedSettings;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Whom the words of a baseline stand for. */
final class Entrants {
  private static final String WORDS =
      " is nothing that can be measured. Write 'step MODEL RULE', with batch=N and precision=P"
          + " behind it if needed, 'hot PATH', 'copy PATH' or 'decode WHO', where PATH is one of "
          + Arrays.toString(HotPath.values())
          + ".";

  private final Plugins plugins;
  private final NamedSettings backend;
  private final Path work;
  private final List<Contender> decoders = new ArrayList<>();

  /**
   * Those that run on a backend.
   *
   * @param work a folder for pictures
   */
  Entrants(Plugins plugins, NamedSettings backend, Path work) {
    this.plugins = plugins;
    this.backend = backend;
    this.work = work;
  }

  /** Opens one; whoever asked closes it. */
  Contender open(String text) {
    String[] words = text.split(" +");
    if (words[0].equals("step") && words.length > 2) {
      return step(text, words);
    }
    if (words[0].equals("hot") && words.length == 2) {
      return hot(text, path(text, words[1]));
    }
    if (words[0].equals("copy") && words.length == 2) {
      return new Copying(text, path(text, words[1]).bytes());
    }
    if (words[0].equals("decode")) {
      return decode(text, text.substring("decode".length()).strip());
    }
    throw FaException.user("'" + text + "'" + WORDS);
  }

  private static HotPath path(String text, String name) {
    return Arrays.stream(HotPath.values())
        .filter(path -> path.name().equals(name))
        .findFirst()
        .orElseThrow(() -> FaException.user("'" + text + "'" + WORDS));
  }

  private Contender step(String text, String[] words) {
    Map<String, String> more = new HashMap<>();
    for (String word : Arrays.asList(words).subList(3, words.length)) {
      if (!word.matches("batch=[1-9]\\d{0,4}|precision=\\w+")) {
        throw FaException.user("'" + text + "'" + WORDS);
      }
      more.put(word.substring(0, word.indexOf('=')), word.substring(word.indexOf('=') + 1));
    }
    NamedSettings model = NamedSettings.parse(text, words[1], plugins.models());
    StepQuestion question =
        new StepQuestion(
            model,
            List.of(NamedSettings.parse(text, words[2], plugins.rules())),
            backend,
            more.getOrDefault("precision", "f32"),
            new StepQuestion.Load(
                NaturalInput.of(plugins.models().get(model.name())),
                10,
                Integer.parseInt(more.getOrDefault("batch", "128"))),
            new StepQuestion.Effort(1, 0));
    StepNetworks networks = StepNetworks.of(plugins, question);
    SyntheticBatches batches = new SyntheticBatches(question.load());
    LearningSteps steps = new LearningSteps(text, networks.networks().get(0), batches);
    return new Closing(text, steps::run, networks::close);
  }

  private Contender hot(String text, HotPath path) {
    Workbench bench = Workbench.on(runner(), path);
    return new Closing(text, bench::run, bench::close);
  }

  private String runner() {
    return backend.name().equals(BackendChoice.AUTO)
        ? BackendChoice.best(plugins.backends()).provider().name()
        : backend.name();
  }

  private Contender decode(String text, String who) {
    if (decoders.isEmpty()) {
      decoders.addAll(new DecodeBenchmark(plugins, 1).contenders(work));
    }
    Contender chosen =
        decoders.stream()
            .filter(each -> each.label().equals(who))
            .findFirst()
            .orElseThrow(
                () ->
                    FaException.user(
                        "'"
                            + text
                            + "': nobody who decodes is called '"
                            + who
                            + "'. There are "
                            + decoders.stream().map(Contender::label).toList()
                            + "."));
    return new Closing(text, chosen::run, () -> {});
  }

  /** A contender under another name, with something to release. */
  private record Closing(String label, Runnable work, Runnable release) implements Contender {
    @Override
    public void run() {
      work.run();
    }

    @Override
    public void close() {
      release.run();
    }
  }
}
