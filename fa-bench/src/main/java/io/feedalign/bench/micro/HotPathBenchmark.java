package io.feedalign.bench.micro;

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

/** What surrounds convolutions in a learning step, each by itself. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class HotPathBenchmark {
  /** Which; those in bf16 run where asked for by name, since not every backend has it. */
  @Param({
    "RELU_GATE",
    "ADD_RELU_GATE",
    "PROJECTION",
    "COLUMN_TALLY",
    "BATCH_NORM_RELU",
    "MOMENTUM",
    "SOFTMAX_LOSS"
  })
  public HotPath path = HotPath.RELU_GATE;

  /** Where. */
  @Param({"onednn", "nd4j"})
  public String backend = "";

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  /** Binds it alone. */
  @Setup
  public void bind() {
    bench = Workbench.on(backend, path);
  }

  /** Runs it. */
  @Benchmark
  public void run() {
    bench.run();
  }

  /** Releases everything. */
  @TearDown
  public void release() {
    bench.close();
  }
}
