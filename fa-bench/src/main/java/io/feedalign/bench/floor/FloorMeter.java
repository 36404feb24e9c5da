package io.feedalign.bench.floor;

import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.memory.format_tag;
import org.bytedeco.dnnl.stream;

/**
 * Measures floors on this machine, with as many threads as OpenMP has; each shape is measured once.
 *
 * <pre>{@code
 * try (Backend backend = ...; FloorMeter floor = new FloorMeter()) { // in this order
 *   OpFloor least = floor.of(instruction);
 *   double share = floor.of(program).seconds() / measuredSeconds;
 * }
 * }</pre>
 */
public final class FloorMeter implements AutoCloseable {
  private final engine engine;
  private final stream stream;
  private final Map<ProductCase, Known> known = new HashMap<>();
  private double bytesPerSecond;

  /** A meter, to be made after a backend was opened: that settles the number of threads. */
  public FloorMeter() {
    engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
    stream = new stream(engine);
  }

  /** The least that an instruction of a compiled program takes, executed by itself. */
  public OpFloor of(Instruction step) {
    long bytes = Traffic.alone(step);
    if (ProductCase.is(step.op())) {
      ProductCase product = ProductCase.of(step);
      return new OpFloor(seconds(product), product.flops(), bytes);
    }
    return new OpFloor(bytes / bytesPerSecond(), 0, bytes);
  }

  /** The least that a whole program takes, however well its steps were merged. */
  public StepFloor of(Program program) {
    Traffic traffic = new Traffic(program);
    double products = 0;
    long flops = 0;
    long bytes = 0;
    for (Instruction step : program.body()) {
      if (ProductCase.is(step.op()) && !traffic.constant(step)) {
        OpFloor product = of(step);
        products += product.seconds();
        flops += product.flops();
      } else {
        bytes += traffic.merged(step);
      }
    }
    return new StepFloor(products, flops, bytes / bytesPerSecond(), bytes);
  }

  /** Bytes that memory reads and writes in a second, at best. */
  public double bytesPerSecond() {
    if (bytesPerSecond == 0) {
      bytesPerSecond = Bandwidth.measure(() -> new Bare(engine, stream));
    }
    return bytesPerSecond;
  }

  /** Measures all that was measured again: a machine that others use is not always as fast. */
  public void again() {
    known.replaceAll((it, before) -> new Known(measure(it, before.free), before.free));
    bytesPerSecond = 0;
  }

  private double seconds(ProductCase it) {
    return known.computeIfAbsent(it, this::fastest).seconds;
  }

  private Known fastest(ProductCase it) {
    return Stream.of(Free.values())
        .map(free -> new Known(measure(it, free), free))
        .min(Comparator.comparingDouble(Known::seconds))
        .orElseThrow();
  }

  /** Which operands may be reordered as the primitive likes; the time for that is counted. */
  private enum Free {
    NONE,
    SIGNAL,
    ALL
  }

  /** What a product takes, and how. */
  private record Known(double seconds, Free free) {}

  private double measure(ProductCase it, Free free) {
    boolean pull = it.op() instanceof Conv2dInputGrad;
    if (free == Free.SIGNAL && !pull) {
      return Double.POSITIVE_INFINITY;
    }
    try (Bare bare = new Bare(engine, stream)) {
      if (it.op() instanceof Gemm) {
        BareProduct.add(bare, it, free == Free.ALL);
      } else {
        BareConvolution.add(bare, it, layout(free == Free.ALL), layout(free != Free.NONE));
      }
      boolean same = free != Free.NONE && !bare.reorders();
      return same ? Double.POSITIVE_INFINITY : bare.seconds();
    }
  }

  private static format_tag layout(boolean free) {
    return free ? format_tag.any : format_tag.acdb;
  }

  @Override
  public void close() {
    stream.close();
    engine.close();
  }
}
