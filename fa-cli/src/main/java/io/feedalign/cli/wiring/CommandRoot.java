package io.feedalign.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.ProvisionException;
import io.feedalign.cli.command.DataPackCommand;
import io.feedalign.cli.command.FaCommand;
import io.feedalign.cli.command.Failures;
import io.feedalign.cli.command.GlobalOptions;
import io.feedalign.cli.report.Console;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;

/** The command line put together: commands from the container, streams from the console. */
public final class CommandRoot {

  private final Console console;

  private CommandRoot(Console console) {
    this.console = console;
  }

  /** A command line that speaks on a console. */
  public static CommandRoot on(Console console) {
    return new CommandRoot(console);
  }

  /** Runs one command; its exit code. Nothing is ever thrown. */
  public int run(String... arguments) {
    boolean traces = List.of(arguments).contains(GlobalOptions.DEBUG);
    Failures failures = new Failures(console, traces);
    try {
      return commandLine(GlobalOptions.of(arguments), failures).execute(arguments);
    } catch (ProvisionException e) {
      return failures.tell(e.getCause() == null ? e : e.getCause());
    } catch (Exception | LinkageError | OutOfMemoryError | StackOverflowError e) {
      return failures.tell(e);
    }
  }

  static Injector injector(Console console, GlobalOptions options) {
    return Guice.createInjector(
        new AbstractModule() {
          @Override
          protected void configure() {
            binder().requireExplicitBindings();
            binder().requireExactBindingAnnotations();
          }
        },
        new PluginsModule(console, options),
        new ReportingModule(console),
        new CommandsModule());
  }

  private CommandLine commandLine(GlobalOptions options, Failures failures) {
    Injector injector = injector(console, options);
    CommandLine line = new CommandLine(injector.getInstance(FaCommand.class));
    for (Class<?> subcommand : CommandsModule.SUBCOMMANDS) {
      line.addSubcommand(injector.getInstance(subcommand));
    }
    Objects.requireNonNull(line.getSubcommands().get("data"))
        .addSubcommand(injector.getInstance(DataPackCommand.class));
    line.setOut(new PrintWriter(console.out(), true, StandardCharsets.UTF_8));
    line.setErr(new PrintWriter(console.err(), true, StandardCharsets.UTF_8));
    line.setExecutionExceptionHandler((failure, command, parsed) -> failures.tell(failure));
    line.setExpandAtFiles(false);
    return line;
  }
}
