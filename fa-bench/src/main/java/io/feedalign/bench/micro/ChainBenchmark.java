package io.feedalign.bench.micro;

import io.feedalign.ir.Chain;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import java.util.List;
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

/** A momentum step, six pointwise instructions over one shape: one by one, and as one chain. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ChainBenchmark {
  /** How many weights. */
  @Param({"16384", "4194304"})
  public int elements = 1;

  /** Whether the six are one instruction. */
  @Param({"false", "true"})
  public boolean chained;

  /** Where. */
  @Param({"onednn", "nd4j"})
  public String backend = "";

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  @SuppressWarnings("NullAway.Init")
  private Value updated;

  /** Binds the step. */
  @Setup
  public void bind() {
    SmallProgram program = new SmallProgram();
    Form form = Form.parameter(Shape.of(elements));
    Value weight = program.feed("weight", form);
    Value gradient = program.feed("gradient", form);
    Value momentum = program.feed("momentum", form);
    Emitter emit = program.emit();
    Value decayed = emit.add(gradient, emit.scale(weight, 1e-4));
    Value speed = emit.add(emit.scale(momentum, 0.9), decayed);
    updated = emit.subtract(weight, emit.scale(speed, 0.05));
    Program plain = program.reading(speed, updated);
    bench = Workbench.on(backend, chained ? chain(plain) : plain);
  }

  private static Program chain(Program plain) {
    Chain chain = new Chain(plain.body());
    return plain.withBody(List.of(new Instruction(chain, plain.feeds(), plain.reads())));
  }

  /** Runs it. */
  @Benchmark
  public void run() {
    bench.run();
  }

  /** The updated weights of one step, to check that both ways compute the same. */
  float[] result(boolean asChain) {
    chained = asChain;
    bind();
    run();
    float[] weights = bench.tensor(updated).toArray();
    release();
    return weights;
  }

  /** Releases everything. */
  @TearDown
  public void release() {
    bench.close();
  }
}
