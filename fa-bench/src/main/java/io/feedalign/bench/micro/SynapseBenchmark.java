package io.feedalign.bench.micro;

import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
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

/** The three verbs of a synapse, layer by layer and backend by backend. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class SynapseBenchmark {
  /** Which verb is run. */
  public enum Verb {
    /** Forward. */
    DRIVE,
    /** Backwards. */
    PULL,
    /** Plasticity. */
    CORRELATE
  }

  /** Whose layer. */
  @Param public LayerCase layer = LayerCase.LENET_CONV1;

  /** Which of its verbs. */
  @Param public Verb verb = Verb.DRIVE;

  /** Where. */
  @Param({"onednn", "nd4j"})
  public String backend = "";

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  /** Binds the verb alone. */
  @Setup
  public void bind() {
    SmallProgram program = new SmallProgram();
    Value weight = program.feed("weight", Form.parameter(layer.weight()));
    Value x = program.feed("x", Form.activation(layer.input()));
    Value signal = program.feed("signal", Form.activation(layer.output()));
    Value result =
        switch (verb) {
          case DRIVE -> layer.synapse().drive(program.emit(), x, weight);
          case PULL -> layer.synapse().pull(program.emit(), signal, weight, layer.input());
          case CORRELATE -> layer.synapse().correlate(program.emit(), x, signal);
        };
    bench = Workbench.on(backend, program.reading(result));
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
