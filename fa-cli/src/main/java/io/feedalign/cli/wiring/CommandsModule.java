package io.feedalign.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import io.feedalign.cli.command.AuditCommand;
import io.feedalign.cli.command.BenchCommand;
import io.feedalign.cli.command.CompareCommand;
import io.feedalign.cli.command.DataCommand;
import io.feedalign.cli.command.DataPackCommand;
import io.feedalign.cli.command.DoctorCommand;
import io.feedalign.cli.command.EvalCommand;
import io.feedalign.cli.command.ExplainCommand;
import io.feedalign.cli.command.ExportCommand;
import io.feedalign.cli.command.FaCommand;
import io.feedalign.cli.command.ImportCommand;
import io.feedalign.cli.command.PluginsCommand;
import io.feedalign.cli.command.ResumeCommand;
import io.feedalign.cli.command.RunFolders;
import io.feedalign.cli.command.SchemaCommand;
import io.feedalign.cli.command.SearchCommand;
import io.feedalign.cli.command.StepCommand;
import io.feedalign.cli.command.TrainCommand;
import io.feedalign.cli.command.Workshop;
import io.feedalign.cli.config.YamlConfigReader;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.Progress;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.train.RunListener;
import java.time.Clock;
import java.util.List;
import java.util.Set;

/** The commands, each given what it works with. */
final class CommandsModule extends AbstractModule {

  /** Every subcommand, in the order of the help. */
  static final List<Class<?>> SUBCOMMANDS =
      List.of(
          CompareCommand.class,
          SearchCommand.class,
          TrainCommand.class,
          ResumeCommand.class,
          EvalCommand.class,
          ImportCommand.class,
          ExportCommand.class,
          AuditCommand.class,
          ExplainCommand.class,
          PluginsCommand.class,
          SchemaCommand.class,
          DataCommand.class,
          DoctorCommand.class,
          StepCommand.class,
          BenchCommand.class);

  @Provides
  Workshop workshop(
      Plugins plugins, YamlConfigReader reader, RunFolders folders, Surroundings around) {
    return new Workshop(
        plugins, reader, folders, around.clock(), around.console(), around.listeners());
  }

  /** What a run takes from outside. */
  record Surroundings(Clock clock, Console console, Set<RunListener> listeners) {}

  @Provides
  Surroundings surroundings(Clock clock, Console console, Set<RunListener> listeners) {
    return new Surroundings(clock, console, listeners);
  }

  @Provides
  FaCommand fa() {
    return new FaCommand();
  }

  @Provides
  CompareCommand compare(Workshop workshop, Progress progress) {
    return new CompareCommand(workshop, progress);
  }

  @Provides
  SearchCommand search(Workshop workshop, Progress progress) {
    return new SearchCommand(workshop, progress);
  }

  @Provides
  TrainCommand train(Workshop workshop, Progress progress) {
    return new TrainCommand(workshop, progress);
  }

  @Provides
  ResumeCommand resume(Workshop workshop, Progress progress, Console console) {
    return new ResumeCommand(workshop, progress, console);
  }

  @Provides
  EvalCommand eval(Workshop workshop, Console console) {
    return new EvalCommand(workshop, console);
  }

  @Provides
  ImportCommand imports(Workshop workshop, Console console) {
    return new ImportCommand(workshop, console);
  }

  @Provides
  ExportCommand export(Workshop workshop, Console console) {
    return new ExportCommand(workshop, console);
  }

  @Provides
  AuditCommand audit(Workshop workshop, Console console) {
    return new AuditCommand(workshop, console);
  }

  @Provides
  ExplainCommand explain(Workshop workshop, Console console) {
    return new ExplainCommand(workshop, console);
  }

  @Provides
  PluginsCommand plugins(Plugins plugins, Console console) {
    return new PluginsCommand(plugins, console);
  }

  @Provides
  SchemaCommand schema(Plugins plugins, Console console) {
    return new SchemaCommand(plugins, console);
  }

  @Provides
  DataCommand data(Plugins plugins, Console console) {
    return new DataCommand(plugins, console);
  }

  @Provides
  DataPackCommand dataPack(Plugins plugins, Console console) {
    return new DataPackCommand(plugins, console);
  }

  @Provides
  DoctorCommand doctor(Workshop workshop, Console console) {
    return new DoctorCommand(workshop, console);
  }

  @Provides
  StepCommand step(Workshop workshop, Console console) {
    return new StepCommand(workshop, console);
  }

  @Provides
  BenchCommand bench() {
    return new BenchCommand();
  }
}
