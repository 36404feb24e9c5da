package io.feedalign.backend.onednn.kernel;

import java.nio.FloatBuffer;
import java.nio.ShortBuffer;
import java.util.Arrays;

/** What one thread works on: the signals of some bands, and the elements over which they spread. */
interface WinnerTile {
  /** Sets so many elements to zero. */
  void clear(int elements);

  /** Loads so many signals. */
  void load(int first, int signals);

  /**
   * Puts the signals of one band where they belong.
   *
   * @param at the band's first element in this tile
   * @param i the band's first signal in this tile
   * @param choice the winners of the tile's signals
   */
  void spread(WinnerWalk walk, int at, int i, byte[] choice);

  /** Stores so many elements. */
  void store(int first, int elements);

  /** Numbers of four bytes. */
  final class Whole implements WinnerTile {
    private final FloatBuffer from;
    private final FloatBuffer to;
    private final float[] signals;
    private final float[] elements;

    Whole(FloatBuffer from, FloatBuffer to, int signals, int elements) {
      this.from = from;
      this.to = to;
      this.signals = new float[signals];
      this.elements = new float[elements];
    }

    @Override
    public void clear(int count) {
      Arrays.fill(elements, 0, count, 0);
    }

    @Override
    public void load(int first, int count) {
      from.get(first, signals, 0, count);
    }

    @Override
    public void spread(WinnerWalk walk, int at, int i, byte[] choice) {
      int[] places = walk.places();
      int[] offsets = walk.offsets();
      for (int j = 0; j < places.length; j++) {
        int place = at + places[j] + offsets[choice[i + j] & 0xFF];
        // Adding zero makes of its negative what adding to a cleared place would.
        elements[place] = signals[i + j] + 0f;
      }
    }

    @Override
    public void store(int first, int count) {
      to.put(first, elements, 0, count);
    }
  }

  /** Brain floats, which are moved as they are. */
  final class Brain implements WinnerTile {
    private static final short NEGATIVE_ZERO = Short.MIN_VALUE;

    private final ShortBuffer from;
    private final ShortBuffer to;
    private final short[] signals;
    private final short[] elements;

    Brain(ShortBuffer from, ShortBuffer to, int signals, int elements) {
      this.from = from;
      this.to = to;
      this.signals = new short[signals];
      this.elements = new short[elements];
    }

    @Override
    public void clear(int count) {
      Arrays.fill(elements, 0, count, (short) 0);
    }

    @Override
    public void load(int first, int count) {
      from.get(first, signals, 0, count);
    }

    @Override
    public void spread(WinnerWalk walk, int at, int i, byte[] choice) {
      int[] places = walk.places();
      int[] offsets = walk.offsets();
      for (int j = 0; j < places.length; j++) {
        short number = signals[i + j];
        int place = at + places[j] + offsets[choice[i + j] & 0xFF];
        elements[place] = number == NEGATIVE_ZERO ? 0 : number;
      }
    }

    @Override
    public void store(int first, int count) {
      to.put(first, elements, 0, count);
    }
  }
}
