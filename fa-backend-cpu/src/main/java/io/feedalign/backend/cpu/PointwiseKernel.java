package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.util.List;

/**
 * A run of pointwise operations executed tile by tile: all inputs of a tile are copied to registers
 * before any of its results is stored, so a result may take the place of an input.
 */
final class PointwiseKernel implements Kernel, WorkPool.Work {
  /** Elements in a tile: a few registers of it fit the first cache. */
  static final int TILE = 2048;

  /** Fewer elements than this are not worth another thread. */
  private static final int GRAIN = 16 * TILE;

  /** A register and the memory that it is loaded from or stored to. */
  record Port(FloatBuffer place, int register) {}

  /** A compiled chain. */
  record Chart(
      int elements,
      int registers,
      List<ChainOperand> operands,
      List<Port> loads,
      List<TileStep> steps,
      List<Port> stores) {}

  private final int elements;
  private final ChainOperand[] operands;
  private final Port[] loads;
  private final TileStep[] steps;
  private final Port[] stores;
  private final float[][][] registers;
  private final WorkPool pool;
  private final int parts;

  PointwiseKernel(Chart chart, WorkPool pool) {
    this.pool = pool;
    elements = chart.elements;
    operands = chart.operands.toArray(new ChainOperand[0]);
    loads = chart.loads.toArray(new Port[0]);
    steps = chart.steps.toArray(new TileStep[0]);
    stores = chart.stores.toArray(new Port[0]);
    parts = pool.parts(elements, GRAIN);
    registers = new float[parts][chart.registers][Math.min(TILE, elements)];
  }

  @Override
  public void run() {
    for (ChainOperand operand : operands) {
      operand.refresh();
    }
    pool.run(this, parts);
  }

  @Override
  public void part(int index, int count) {
    int tiles = (elements + TILE - 1) / TILE;
    int end = WorkPool.start(tiles, index + 1, count);
    for (int tile = WorkPool.start(tiles, index, count); tile < end; tile++) {
      int first = tile * TILE;
      tile(registers[index], first, Math.min(TILE, elements - first));
    }
  }

  private void tile(float[][] r, int first, int n) {
    for (Port load : loads) {
      load.place.get(first, r[load.register], 0, n);
    }
    for (TileStep step : steps) {
      step.run(r, first, n);
    }
    for (Port store : stores) {
      store.place.put(first, r[store.register], 0, n);
    }
  }
}
