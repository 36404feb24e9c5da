package io.feedalign.cli.command;

import io.feedalign.cli.report.Console;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.DatasetProvider;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code fa doctor}: what this machine can run, and why not. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = {
      "Says what this machine can run, why not the rest, and what to do about it.",
      "With --parity, runs the same work on two backends and says how far their",
      "results lie apart: each instruction, and the first steps of every rule."
    },
    footer = {
      "",
      "Examples:",
      "  fa doctor",
      "  fa doctor --parity",
      "  fa doctor --parity --backend cuda --against onednn --precision bf16"
    })
public final class DoctorCommand implements Callable<Integer> {

  private static final double GIBIBYTE = 1L << 30;

  private final Workshop workshop;
  private final Plugins plugins;
  private final Console console;

  @Option(names = "--parity", description = "Compares two backends instead.")
  private boolean parity;

  @ArgGroup(exclusive = false)
  private ParityOptions pair = new ParityOptions();

  /** Made by the wiring. */
  public DoctorCommand(Workshop workshop, Console console) {
    this.workshop = workshop;
    this.plugins = workshop.plugins();
    this.console = console;
  }

  /** Which two, and in what arithmetic. */
  static final class ParityOptions {
    @Option(
        names = "--backend",
        paramLabel = "NAME",
        description = "With --parity: the one; the best by default.")
    private String backend = "";

    @Option(
        names = "--against",
        paramLabel = "NAME",
        description = "With --parity: the other; the next best by default.")
    private String against = "";

    @Option(
        names = "--precision",
        paramLabel = "P",
        description = "With --parity: f32, the default, or bf16.")
    private String precision = "f32";
  }

  @Override
  public Integer call() {
    if (parity) {
      boolean alike =
          new ParityCheck(workshop, console).run(pair.backend, pair.against, pair.precision);
      return alike ? ExitCode.FINE : ExitCode.OUR_FAULT;
    }
    machine();
    plugins.warnings().forEach(warning -> console.say("warning    " + warning));
    console.say("");
    console.say("backends, best first:");
    plugins.backends().all().stream()
        .sorted(Comparator.comparingInt(provider -> -provider.rank()))
        .forEach(this::backend);
    console.say("auto       " + auto());
    console.say("");
    console.say("data:");
    plugins.datasets().all().forEach(this::data);
    return ExitCode.FINE;
  }

  private void machine() {
    console.say("feedalign  " + Version.number());
    console.say(
        "Java       "
            + Runtime.version()
            + ", "
            + System.getProperty("java.vm.name")
            + " in "
            + System.getProperty("java.home"));
    console.say(
        "system     "
            + System.getProperty("os.name")
            + " "
            + System.getProperty("os.version")
            + " on "
            + System.getProperty("os.arch"));
    console.say("cores      " + Runtime.getRuntime().availableProcessors() + threads());
    console.say("memory     " + memory());
  }

  private void backend(BackendProvider provider) {
    Availability availability = provider.availability();
    if (availability instanceof Availability.Unavailable) {
      Availability.Unavailable no = (Availability.Unavailable) availability;
      console.say("  " + padded(provider.name()) + "no: " + no.reason());
      console.say("  " + padded("") + "remedy: " + no.remedy());
    } else {
      console.say(
          "  "
              + padded(provider.name())
              + "yes: "
              + ((Availability.Available) availability).detail());
    }
  }

  private String auto() {
    try {
      return "takes " + BackendChoice.best(plugins.backends()).reason();
    } catch (FaException e) {
      return "finds nothing: " + e.getMessage();
    }
  }

  private void data(DatasetProvider provider) {
    String where =
        provider
            .files()
            .map(files -> (files.present() ? "in " : "not here yet; would be in ") + files.where())
            .orElse("needs no files");
    console.say("  " + padded(provider.name()) + where);
  }

  private static String padded(String name) {
    return String.format(Locale.ROOT, "%-20s", name);
  }

  private static String threads() {
    return Optional.ofNullable(System.getenv("OMP_NUM_THREADS"))
        .map(threads -> ", OMP_NUM_THREADS=" + threads)
        .orElse("; OMP_NUM_THREADS is not set, so kernels use all of them");
  }

  private static String memory() {
    String heap =
        String.format(
            Locale.ROOT, "%.1f GiB for Java", Runtime.getRuntime().maxMemory() / GIBIBYTE);
    java.lang.management.OperatingSystemMXBean system =
        java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    if (system instanceof com.sun.management.OperatingSystemMXBean) {
      com.sun.management.OperatingSystemMXBean machine =
          (com.sun.management.OperatingSystemMXBean) system;
      return String.format(
          Locale.ROOT,
          "%s; the machine has %.1f GiB, %.1f free",
          heap,
          machine.getTotalMemorySize() / GIBIBYTE,
          machine.getFreeMemorySize() / GIBIBYTE);
    }
    return heap;
  }
}
