package io.feedalign.core.compile;

import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.Place;
import io.feedalign.backend.Storage;
import io.feedalign.core.compile.Lifetimes.Span;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.Program;
import io.feedalign.ir.Reshape;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Lifetimes to offsets: the largest block first, each at the lowest offset where nothing that lives
 * at the same time lies. An output of a pointwise instruction takes the place of an input that dies
 * there.
 */
final class MemoryPlanner {
  private final Program program;
  private final Map<Value, Storage> storage;
  private final Map<Value, Span> spans;
  private final Map<Value, Block> blocks = new LinkedHashMap<>();

  /** Values that share one place one after the other. */
  private static final class Block {
    final Storage storage;
    Span span;
    long offset;

    Block(Storage storage, Span span) {
      this.storage = storage;
      this.span = span;
    }

    long end() {
      return offset + storage.bytes();
    }
  }

  private MemoryPlanner(Program program, Map<Value, Storage> storage) {
    this.program = program;
    this.storage = storage;
    this.spans = Lifetimes.of(program);
  }

  /** Places for every scratch value; persistent values keep the given places. */
  static MemoryPlan plan(
      Program program, Map<Value, Storage> storage, Map<Value, Place> persistent) {
    MemoryPlanner planner = new MemoryPlanner(program, storage);
    planner.makeBlocks();
    long scratch = planner.placeBlocks();
    Map<Value, Place> places = new HashMap<>(persistent);
    planner.blocks.forEach(
        (value, block) ->
            places.put(
                value,
                new Place(Lifetime.SCRATCH, block.offset, planner.storageOf(value).bytes())));
    return new MemoryPlan(places, scratch);
  }

  private void makeBlocks() {
    for (int i = 0; i < program.body().size(); i++) {
      Set<Block> taken = new HashSet<>();
      for (Value output : program.body().get(i).outputs()) {
        Block dying = dyingInput(program.body().get(i), i, output, taken);
        if (dying == null) {
          blocks.put(output, new Block(storageOf(output), spanOf(output)));
        } else {
          taken.add(dying);
          dying.span = new Span(dying.span.from(), spanOf(output).to());
          blocks.put(output, dying);
        }
      }
    }
  }

  private Storage storageOf(Value value) {
    return Objects.requireNonNull(storage.get(value), () -> "no storage for " + value);
  }

  private Span spanOf(Value value) {
    return Objects.requireNonNull(spans.get(value), () -> "no span for " + value);
  }

  private @Nullable Block dyingInput(
      Instruction instruction, int index, Value output, Set<Block> taken) {
    if (!instruction.op().pointwise()) {
      return null;
    }
    Value best = null;
    for (Value input : instruction.inputs()) {
      Block block = blocks.get(input);
      boolean fits =
          block != null
              && input.form().equals(output.form())
              && block.span.to() == index
              && !taken.contains(block);
      if (fits && (best == null || better(input, best))) {
        best = input;
      }
    }
    return best == null ? null : blocks.get(best);
  }

  /**
   * Newer values are still cached, and what is made in the place of the newest can be made step by
   * step. What a Reshape makes may be computed on the way by a backend and never lie anywhere.
   */
  private boolean better(Value input, Value than) {
    int reshaped = Boolean.compare(reshaped(input), reshaped(than));
    return reshaped < 0 || reshaped == 0 && spanOf(input).from() > spanOf(than).from();
  }

  private boolean reshaped(Value value) {
    return program.body().get(spanOf(value).from()).op() instanceof Reshape;
  }

  private long placeBlocks() {
    List<Block> bySize = new ArrayList<>(new LinkedHashSet<>(blocks.values()));
    bySize.sort(
        Comparator.<Block>comparingLong(block -> -block.storage.bytes())
            .thenComparingInt(block -> block.span.from())
            .thenComparingInt(block -> block.span.to()));
    List<Block> placed = new ArrayList<>();
    long peak = 0;
    for (Block block : bySize) {
      block.offset = lowestGap(block, placed);
      placed.add(block);
      placed.sort(Comparator.comparingLong(other -> other.offset));
      peak = Math.max(peak, block.end());
    }
    return peak;
  }

  private static long lowestGap(Block block, List<Block> placedByOffset) {
    long offset = 0;
    for (Block other : placedByOffset) {
      if (!other.span.overlaps(block.span)) {
        continue;
      }
      if (offset + block.storage.bytes() <= other.offset) {
        break;
      }
      offset = Math.max(offset, align(other.end(), block.storage.alignment()));
    }
    return offset;
  }

  static long align(long offset, int alignment) {
    return (offset + alignment - 1) / alignment * alignment;
  }
}
