package io.feedalign.bench.micro;

import io.feedalign.backend.Backend;
import io.feedalign.bench.macro.NaturalInput;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.ExecutionPlan;
import io.feedalign.core.compile.StepPrograms;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.nn.Network;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.ModelProvider;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** What a network costs before its first step: tracing, then planning too, then binding too. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class CompileBenchmark {
  /** Which network. */
  @Param({"lenet", "resnet20", "resnet110"})
  public String model = "";

  /** Where. */
  @Param({"onednn", "nd4j"})
  public String backend = "";

  @SuppressWarnings("NullAway.Init")
  private Backend opened;

  @SuppressWarnings("NullAway.Init")
  private Network network;

  /** Builds the network. */
  @Setup
  public void build() {
    Plugins plugins = Plugins.discover();
    BackendProvider runner = plugins.backends().get(backend);
    opened = runner.create(runner.settings().defaults());
    ModelProvider zoo = plugins.models().get(model);
    network = zoo.create(zoo.settings().defaults()).build(NaturalInput.of(zoo), 10);
  }

  /** Writes all programs. */
  @Benchmark
  public StepPrograms trace() {
    return Compiler.on(opened).trace(network);
  }

  /** Writes them, schedules them in several orders, and plans their memory. */
  @Benchmark
  public ExecutionPlan plan() {
    return Compiler.on(opened).plan(network);
  }

  /** All of that, and kernels bound to memory. */
  @Benchmark
  public long compile() {
    try (CompiledNetwork compiled = Compiler.on(opened).compile(network)) {
      return compiled.scratchBytes();
    }
  }

  /** Releases everything. */
  @TearDown
  public void release() {
    opened.close();
  }
}
