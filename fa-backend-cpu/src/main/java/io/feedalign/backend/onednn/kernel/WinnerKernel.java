package io.feedalign.backend.onednn.kernel;

import io.feedalign.backend.cpu.Kernel;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.ir.Instruction;
import io.feedalign.ir.MaxPoolGrad;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.nio.ByteBuffer;

/**
 * The adjoint of a max pooling whose windows don't overlap, in Java: elements are cleared, and each
 * signal is put where its window's winner lies. The winners are those that oneDNN noted.
 */
final class WinnerKernel implements Kernel, WorkPool.Work {
  /** Elements that are cleared, filled and stored at a time; at least one band. */
  private static final int TILE = 4096;

  private static final int GRAIN = 1 << 15;

  private final WinnerWalk walk;
  private final ByteBuffer choice;
  private final WinnerTile[] tiles;
  private final byte[][] choices;
  private final int together;
  private final long held;
  private final WorkPool pool;

  WinnerKernel(Instruction step, Views views, WorkPool pool) {
    this.pool = pool;
    walk = WinnerWalk.of((MaxPoolGrad) step.op());
    choice = views.bytes(step.inputs().get(0));
    Value to = step.output();
    together = Math.max(1, TILE / walk.longest(1));
    int parts = Math.min(walk.count(), pool.parts(to.shape().elements(), GRAIN));
    int signals = together * walk.signals();
    int elements = walk.longest(together);
    choices = new byte[parts][signals];
    tiles = new WinnerTile[parts];
    for (int i = 0; i < parts; i++) {
      tiles[i] = tile(step, views, signals, elements);
    }
    held = (long) parts * (signals + (long) (signals + elements) * to.type().bytes());
  }

  private static WinnerTile tile(Instruction step, Views views, int signals, int elements) {
    Value from = step.inputs().get(1);
    Value to = step.output();
    return to.type() == DType.BF16
        ? new WinnerTile.Brain(
            views.bytes(from).asShortBuffer(), views.bytes(to).asShortBuffer(), signals, elements)
        : new WinnerTile.Whole(views.floats(from), views.floats(to), signals, elements);
  }

  @Override
  public long held() {
    return held;
  }

  @Override
  public void run() {
    pool.run(this, tiles.length);
  }

  @Override
  public void part(int index, int count) {
    int end = WorkPool.start(walk.count(), index + 1, count);
    for (int band = WorkPool.start(walk.count(), index, count); band < end; band += together) {
      tile(tiles[index], choices[index], band, Math.min(together, end - band));
    }
  }

  private void tile(WinnerTile tile, byte[] winners, int band, int bands) {
    int start = walk.start(band);
    int elements = walk.start(band + bands) - start;
    int signals = walk.signals();
    choice.get(band * signals, winners, 0, bands * signals);
    tile.load(band * signals, bands * signals);
    tile.clear(elements);
    for (int i = 0; i < bands; i++) {
      tile.spread(walk, walk.start(band + i) - start, i * signals, winners);
    }
    tile.store(start, elements);
  }
}
