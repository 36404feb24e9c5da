package io.feedalign.bench;

import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.feedalign.error.FaException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Entry point of the command {@code bench}. */
public final class Main {
  private static final int USER = 2;
  private static final int OURS = 1;

  private Main() {}

  /** Runs one command and leaves with its exit code. */
  public static void main(String[] args) {
    System.exit(run(Output.ofProcess(), args));
  }

  /** Runs one command in this process; its exit code. */
  public static int run(Output output, String... args) {
    Injector injector = Guice.createInjector(Stage.PRODUCTION, new BenchModule(output));
    CommandLine line =
        new CommandLine(injector.getInstance(BenchCommand.class))
            .addSubcommand(injector.getInstance(StepCommand.class))
            .addSubcommand(injector.getInstance(PeerCommand.class))
            .addSubcommand(injector.getInstance(ProbesCommand.class))
            .addSubcommand(injector.getInstance(ProfileCommand.class))
            .addSubcommand(injector.getInstance(MemoryCommand.class))
            .addSubcommand(injector.getInstance(CheckCommand.class))
            .addSubcommand(injector.getInstance(ScalingCommand.class))
            .addSubcommand(injector.getInstance(StartCommand.class))
            .addSubcommand(injector.getInstance(MicroCommand.class))
            .addSubcommand(injector.getInstance(DecodeCommand.class));
    line.setOut(new PrintWriter(output.numbers(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(output.notes(), true, StandardCharsets.UTF_8));
    line.setParameterExceptionHandler((mistake, given) -> refuse(output, mistake));
    line.setExecutionExceptionHandler((failure, command, parsed) -> fail(output, failure));
    line.setExpandAtFiles(false);
    return line.execute(args);
  }

  private static int refuse(Output output, ParameterException mistake) {
    String command = mistake.getCommandLine().getCommandSpec().qualifiedName();
    output.notes().println("error: " + mistake.getMessage() + " See " + command + " --help.");
    return USER;
  }

  private static int fail(Output output, Exception failure) {
    if (failure instanceof FaException) {
      FaException known = (FaException) failure;
      String.valueOf(known.getMessage())
          .lines()
          .forEach(line -> output.notes().println("error: " + line));
      return switch (known.kind()) {
        case USER, RESOURCES -> USER;
        case PLUGIN, INTERNAL -> OURS;
      };
    }
    output.notes().println("error: bench failed unexpectedly: " + failure + ".");
    return OURS;
  }
}
