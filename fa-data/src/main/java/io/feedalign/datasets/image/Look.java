package io.feedalign.datasets.image;

import io.feedalign.datasets.augment.Flip;
import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.augment.RandomResizedCrop;
import io.feedalign.datasets.augment.SampleDraw;
import io.feedalign.datasets.augment.Transform;
import java.util.List;

/** How pictures are looked at in one pass. */
interface Look {
  /** What is cut from a picture, and how it is scaled. */
  Frame frame(Size picture, int position);

  /** Whether left and right are exchanged. */
  boolean mirrored(int position);

  /** Whether the scaled cut stays as it is. */
  boolean plain();

  /** The scaled cut, changed. */
  Pixels change(Pixels cut, int position);

  /** Whether decoding may leave out detail that scaling would remove anyway. */
  boolean shrinks();

  /** For scoring: the middle square of the picture scaled to a shorter side; always the same. */
  record Scoring(int shorterSide, int side) implements Look {
    @Override
    public Frame frame(Size picture, int position) {
      return Frame.middle(picture, shorterSide, side);
    }

    @Override
    public boolean mirrored(int position) {
      return false;
    }

    @Override
    public boolean plain() {
      return true;
    }

    @Override
    public Pixels change(Pixels cut, int position) {
      return cut;
    }

    @Override
    public boolean shrinks() {
      return false;
    }
  }

  /**
   * For learning: a random box, and changes, named by the run's seed, the epoch and the place.
   *
   * @param whole where the box is if it need not be smaller than the picture
   * @param changes what comes after mirroring
   * @param pass the seed and the epoch
   */
  record Learning(
      Look whole, RandomResizedCrop crop, Habits habits, List<Transform> changes, SampleDraw pass)
      implements Look {

    /**
     * What is done to every picture.
     *
     * @param flips whether half of them are mirrored
     * @param mayShrink whether decoding may leave out detail
     */
    record Habits(boolean flips, boolean mayShrink) {}

    @Override
    public Frame frame(Size picture, int position) {
      return crop.minArea() < 1
          ? Frame.random(picture, crop, draw(position))
          : whole.frame(picture, position);
    }

    @Override
    public boolean mirrored(int position) {
      return habits.flips() && Flip.drawn(draw(position));
    }

    @Override
    public boolean plain() {
      return changes.isEmpty();
    }

    @Override
    public Pixels change(Pixels cut, int position) {
      return Transform.inOrder(changes).apply(cut, draw(position));
    }

    @Override
    public boolean shrinks() {
      return habits.mayShrink() && crop.minArea() < 1;
    }

    private SampleDraw draw(int position) {
      return new SampleDraw(pass.seed(), pass.epoch(), position);
    }
  }
}
