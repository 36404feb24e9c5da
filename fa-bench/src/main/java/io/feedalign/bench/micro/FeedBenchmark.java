package io.feedalign.bench.micro;

import io.feedalign.ir.Form;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
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

/** One batch from staging memory into the feed that a program was bound to. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class FeedBenchmark {
  /** Side of the square colour images; 128 of them. */
  @Param({"28", "32", "224"})
  public int side = 1;

  /** Where. */
  @Param({"onednn", "nd4j"})
  public String backend = "";

  private FloatBuffer staged = FloatBuffer.allocate(0);

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  @SuppressWarnings("NullAway.Init")
  private Tensor feed;

  /** Stages a batch. */
  @Setup
  public void stage() {
    SmallProgram program = new SmallProgram();
    Value x = program.feed("x", Form.activation(Shape.of(128, 3, side, side)));
    Value sum = program.emit().sum(x);
    bench = Workbench.on(backend, program.reading(sum));
    feed = bench.tensor(x);
    int bytes = Math.toIntExact(x.shape().elements() * Float.BYTES);
    staged = ByteBuffer.allocateDirect(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();
  }

  /** Copies it. */
  @Benchmark
  public void copy() {
    feed.writeInLayout(staged.rewind());
  }

  /** Releases everything. */
  @TearDown
  public void release() {
    bench.close();
  }
}
