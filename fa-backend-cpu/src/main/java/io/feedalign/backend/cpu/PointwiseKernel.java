package io.feedalign.backend.cpu;

import java.util.Arrays;
import java.util.List;

/**
 * A run of pointwise operations executed tile by tile: all inputs of a tile are copied to registers
 * before any of its results is stored, so a result may take the place of an input.
 */
final class PointwiseKernel implements Kernel, WorkPool.Work {
  /** Elements in a tile: a few registers of it fit the first cache. */
  static final int TILE = 2048;

  /**
   * Elements beside a tile in each array of one. Arrays of a power of two would all start at the
   * same place of a page, and then the processor takes a load for one of what was just stored to
   * another, and waits.
   */
  static final int SPACING = 28;

  /** Fewer elements than this are not worth another thread. */
  private static final int GRAIN = 16 * TILE;

  /** A register and the memory that it is loaded from or stored to. */
  record Port(Elements place, int register) {}

  /** What was stored, and the sums that its tiles are added to. */
  record Count(ColumnTally tally, Port stored) {}

  /**
   * In which order tiles are made: those of some columns, one row after the other, before the next
   * columns.
   *
   * @param columns elements of a row
   * @param span how many columns before the next, a multiple of the tile
   * @param tile columns at a time
   */
  record Walk(int rows, int columns, int span, int tile) {
    /** Straight through memory, each tile a multiple of the period. */
    static Walk through(int elements, int period) {
      int tile = Math.min(TILE - TILE % period, elements);
      return new Walk(1, elements, tile, tile);
    }

    int tiles() {
      return Math.multiplyExact(rows, tiles(columns));
    }

    private int tiles(int some) {
      return (some + tile - 1) / tile;
    }

    int first(int index) {
      int before = index / (rows * (span / tile));
      int within = index - before * rows * (span / tile);
      int width = tiles(Math.min(span, columns - before * span));
      return within / width * columns + before * span + within % width * tile;
    }

    int length(int first) {
      return Math.min(tile, columns - first % columns);
    }
  }

  /**
   * A compiled chain.
   *
   * @param gates results that are gated while they are stored
   */
  record Chart(
      Walk walk,
      int registers,
      List<ChainOperand> operands,
      List<Port> loads,
      List<TileStep> steps,
      List<Port> stores,
      List<GatedStore> gates,
      List<Count> counts) {}

  private final Walk walk;
  private final ChainOperand[] operands;
  private final Port[] loads;
  private final TileStep[] steps;
  private final Port[] stores;
  private final GatedStore[] gates;
  private final Count[] counts;
  private final float[][][] lanes;
  private final float[][][] registers;
  private final int[][][][] bits;
  private final WorkPool pool;
  private final int parts;

  PointwiseKernel(Chart chart, WorkPool pool) {
    this.pool = pool;
    walk = chart.walk;
    operands = chart.operands.toArray(new ChainOperand[0]);
    loads = chart.loads.toArray(new Port[0]);
    steps = chart.steps.toArray(new TileStep[0]);
    stores = chart.stores.toArray(new Port[0]);
    gates = chart.gates.toArray(new GatedStore[0]);
    counts = chart.counts.toArray(new Count[0]);
    parts = pool.parts((long) walk.rows * walk.columns, GRAIN);
    lanes = new float[parts][counts.length][walk.tile + SPACING];
    for (Count count : counts) {
      count.tally.bind(walk.tiles());
    }
    registers = new float[parts][chart.registers][walk.tile + SPACING];
    bits = new int[parts][gates.length][GatedStore.ARRAYS][walk.tile + SPACING];
  }

  @Override
  public void run() {
    for (ChainOperand operand : operands) {
      operand.refresh();
    }
    pool.run(this, parts);
  }

  @Override
  public long held() {
    int tiles = counts.length + registers[0].length + gates.length * GatedStore.ARRAYS;
    long bytes = (long) Float.BYTES * parts * (walk.tile + SPACING) * tiles;
    for (Count count : counts) {
      bytes += (long) Double.BYTES * count.tally.channels() * walk.tiles() / ColumnTally.DEPTH;
    }
    for (ChainOperand operand : operands) {
      bytes += operand.held();
    }
    return bytes;
  }

  @Override
  public void part(int index, int count) {
    int tiles = walk.tiles();
    if (counts.length == 0) {
      tiles(index, WorkPool.start(tiles, index, count), WorkPool.start(tiles, index + 1, count));
      return;
    }
    int blocks = (tiles + ColumnTally.DEPTH - 1) / ColumnTally.DEPTH;
    int end = WorkPool.start(blocks, index + 1, count);
    for (int block = WorkPool.start(blocks, index, count); block < end; block++) {
      int first = block * ColumnTally.DEPTH;
      block(index, block, Math.min(tiles - first, ColumnTally.DEPTH));
    }
  }

  private void block(int part, int block, int tiles) {
    for (float[] lane : lanes[part]) {
      Arrays.fill(lane, 0);
    }
    int first = block * ColumnTally.DEPTH;
    tiles(part, first, first + tiles);
    for (int i = 0; i < counts.length; i++) {
      counts[i].tally.take(block, lanes[part][i], walk.tile, registers[part][0]);
    }
  }

  private void tiles(int part, int from, int to) {
    float[][] r = registers[part];
    for (int tile = from; tile < to; tile++) {
      int first = walk.first(tile);
      int n = walk.length(first);
      tile(r, bits[part], first, n);
      for (int i = 0; i < counts.length; i++) {
        Port stored = counts[i].stored;
        stored.place.load(first, r[stored.register], n);
        TileMath.add(lanes[part][i], r[stored.register], lanes[part][i], n);
      }
    }
  }

  private void tile(float[][] r, int[][][] b, int first, int n) {
    for (Port load : loads) {
      load.place.load(first, r[load.register], n);
    }
    for (int i = 0; i < gates.length; i++) {
      gates[i].load(first, b[i], n);
    }
    for (TileStep step : steps) {
      step.run(r, first, n);
    }
    for (Port store : stores) {
      store.place.store(first, r[store.register], n);
    }
    for (int i = 0; i < gates.length; i++) {
      gates[i].store(r, first, b[i], n);
    }
  }
}
