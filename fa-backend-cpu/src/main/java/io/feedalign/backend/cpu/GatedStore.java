package io.feedalign.backend.cpu;

import java.nio.FloatBuffer;
import java.nio.IntBuffer;

/**
 * The end of a chain that gates what it stores, on the bits of the numbers: HotSpot has vector
 * instructions for masking integers, but none for choosing between floats, and the clamping that
 * comes to the same takes five times as long.
 */
final class GatedStore {
  private static final int GATE = 0;
  private static final int SIGNAL = 1;

  /** How many arrays of a tile's length it needs. */
  static final int ARRAYS = 2;

  /** Where the numbers lie that the chain reads and writes for it. */
  interface Signal {
    /** Reads a tile from memory, before anything is stored. */
    void load(int first, int[] bits, int n);

    /** The same from what the chain has computed. */
    void take(float[][] registers, int first, int[] bits, int n);
  }

  private final IntBuffer gate;
  private final Signal signal;
  private final IntBuffer result;

  /** A store of the signal where the gate is positive. */
  GatedStore(IntBuffer gate, Signal signal, IntBuffer result) {
    this.gate = gate;
    this.signal = signal;
    this.result = result;
  }

  /** A signal that lies in memory. */
  static Signal lying(IntBuffer place) {
    return new Signal() {
      @Override
      public void load(int first, int[] bits, int n) {
        place.get(first, bits, 0, n);
      }

      @Override
      public void take(float[][] registers, int first, int[] bits, int n) {}
    };
  }

  /**
   * A signal that the chain computes.
   *
   * @param floats where the result goes, and this on the way to becoming bits
   * @param bits the same place
   */
  static Signal computed(int register, FloatBuffer floats, IntBuffer bits) {
    return new Signal() {
      @Override
      public void load(int first, int[] tile, int n) {}

      @Override
      public void take(float[][] registers, int first, int[] tile, int n) {
        floats.put(first, registers[register], 0, n);
        bits.get(first, tile, 0, n);
      }
    };
  }

  /** Reads what lies in memory, before any result of the chain takes its place. */
  void load(int first, int[][] tiles, int n) {
    gate.get(first, tiles[GATE], 0, n);
    signal.load(first, tiles[SIGNAL], n);
  }

  /** Stores a tile. */
  void store(float[][] registers, int first, int[][] tiles, int n) {
    int[] bits = tiles[SIGNAL];
    signal.take(registers, first, bits, n);
    TileMath.pass(bits, tiles[GATE], bits, n);
    result.put(first, bits, 0, n);
  }
}
