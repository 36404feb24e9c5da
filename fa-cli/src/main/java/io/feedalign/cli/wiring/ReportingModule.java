package io.feedalign.cli.wiring;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import com.google.inject.multibindings.Multibinder;
import io.feedalign.cli.command.RunFolders;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.Progress;
import io.feedalign.train.RunListener;
import java.nio.file.Path;
import java.time.Clock;

/** Who hears of runs, on which console, at what time, and into which folders. */
final class ReportingModule extends AbstractModule {

  private static final Path RUNS = Path.of("runs");

  private final Console console;

  ReportingModule(Console console) {
    this.console = console;
  }

  @Override
  protected void configure() {
    bind(Console.class).toInstance(console);
    bind(Clock.class).toInstance(Clock.systemDefaultZone());
    Multibinder.newSetBinder(binder(), RunListener.class).addBinding().to(Progress.class);
  }

  @Provides
  @Singleton
  Progress progress(Clock clock) {
    return new Progress(console, clock);
  }

  @Provides
  RunFolders folders(Clock clock) {
    return new RunFolders(RUNS, clock);
  }
}
