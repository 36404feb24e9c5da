package io.feedalign.bench;

import io.feedalign.bench.macro.StepQuestion;
import io.feedalign.bench.profile.ChromeTrace;
import io.feedalign.bench.profile.Floors;
import io.feedalign.bench.profile.Profile;
import io.feedalign.bench.profile.ProfileTable;
import io.feedalign.bench.profile.Profiler;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code bench profile}: where the time of a learning step goes. */
@Command(
    name = "profile",
    mixinStandardHelpOptions = true,
    description = {
      "Times each instruction of a learning step as it is executed, and sums up by phase, operation",
      "and layer. Steps that nobody watches are timed in between: that is what watching costs."
    },
    footer = {
      "",
      "Examples:",
      "  bench profile --model resnet20 --rule bp --precision bf16",
      "  bench profile --model lenet-cifar --rule bp,dfa --top 40 --out build/profile"
    })
final class ProfileCommand implements Callable<Integer> {
  private final Plugins plugins;
  private final Output output;

  @Mixin private final StepOptions options = new StepOptions();

  @Mixin private final EffortOptions effort = new EffortOptions(30, 10);

  @Option(names = "--top", paramLabel = "N", description = "Instructions shown; 30 by default.")
  private int top = 30;

  @Option(
      names = "--no-floor",
      negatable = true,
      description = "Leaves out what oneDNN alone takes for the same shapes, which takes a while.")
  private boolean floor = true;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Also writes profile.txt and trace.json, for chrome://tracing or Perfetto.")
  private String folder = "";

  ProfileCommand(Plugins plugins, Output output) {
    this.plugins = plugins;
    this.output = output;
  }

  @Override
  public Integer call() {
    StepQuestion question = options.question(plugins, effort.effort());
    List<Profile> profiles = new Profiler(plugins, question).run();
    if (floor) {
      profiles = Floors.under(profiles);
    }
    List<String> lines = new ArrayList<>();
    for (Profile profile : profiles) {
      if (!lines.isEmpty()) {
        lines.add("");
      }
      lines.addAll(ProfileTable.of(profile, Math.max(0, top)));
    }
    lines.forEach(output.numbers()::println);
    if (!folder.isEmpty()) {
      write(lines, profiles);
    }
    return 0;
  }

  private void write(List<String> lines, List<Profile> profiles) {
    Path into = Path.of(folder);
    try {
      Files.createDirectories(into);
      Files.write(into.resolve("profile.txt"), lines);
      Files.writeString(into.resolve("trace.json"), ChromeTrace.of(profiles));
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.RESOURCES, "--out " + folder + " cannot be written to: " + e, e);
    }
    output.notes().println("Wrote " + into.resolve("trace.json") + ".");
  }
}
