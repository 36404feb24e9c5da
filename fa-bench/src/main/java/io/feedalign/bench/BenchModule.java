package io.feedalign.bench;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.feedalign.core.plugin.Plugins;

/** The commands, each given what it works with. */
final class BenchModule extends AbstractModule {
  private final Output output;

  BenchModule(Output output) {
    this.output = output;
  }

  @Override
  protected void configure() {
    binder().requireExplicitBindings();
    binder().requireExactBindingAnnotations();
    bind(Output.class).toInstance(output);
  }

  @Provides
  @Singleton
  Plugins plugins() {
    return Plugins.discover();
  }

  @Provides
  BenchCommand bench() {
    return new BenchCommand();
  }

  @Provides
  StepCommand step(Plugins plugins, Output out) {
    return new StepCommand(plugins, out);
  }

  @Provides
  PeerCommand peer(Plugins plugins, Output out) {
    return new PeerCommand(plugins, out);
  }

  @Provides
  ProbesCommand probes(Plugins plugins, Output out) {
    return new ProbesCommand(plugins, out);
  }

  @Provides
  ProfileCommand profile(Plugins plugins, Output out) {
    return new ProfileCommand(plugins, out);
  }

  @Provides
  MemoryCommand memory(Plugins plugins, Output out) {
    return new MemoryCommand(plugins, out);
  }

  @Provides
  CheckCommand check(Plugins plugins, Output out) {
    return new CheckCommand(plugins, out);
  }

  @Provides
  ScalingCommand scaling(Output out) {
    return new ScalingCommand(out);
  }

  @Provides
  StartCommand start(Output out) {
    return new StartCommand(out);
  }

  @Provides
  MicroCommand micro(Plugins plugins, Output out) {
    return new MicroCommand(plugins, out);
  }

  @Provides
  DecodeCommand decode(Plugins plugins, Output out) {
    return new DecodeCommand(plugins, out);
  }
}
