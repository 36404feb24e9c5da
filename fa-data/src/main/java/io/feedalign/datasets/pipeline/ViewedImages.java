package io.feedalign.datasets.pipeline;

import io.feedalign.datasets.augment.Pixels;
import io.feedalign.datasets.augment.SampleDraw;
import io.feedalign.datasets.augment.Transform;
import java.nio.FloatBuffer;

/** Stored images as a network sees them: for scoring, or in one epoch of learning. */
public final class ViewedImages implements Samples {
  private final PixelSource source;
  private final View view;
  private final Normaliser normaliser;
  private final Transform transform;
  private final long seed;
  private final int epoch;

  /** Images as they are seen for scoring. */
  public ViewedImages(PixelSource source, View view) {
    this(
        source,
        view,
        new Normaliser(view.normalisation(), view.shape().size(0)),
        view.scoring(),
        new SampleDraw(0, 0, 0));
  }

  private ViewedImages(
      PixelSource source, View view, Normaliser normaliser, Transform transform, SampleDraw pass) {
    this.source = source;
    this.view = view;
    this.normaliser = normaliser;
    this.transform = transform;
    this.seed = pass.seed();
    this.epoch = pass.epoch();
  }

  @Override
  public Samples learning(long runSeed, int runEpoch) {
    SampleDraw pass = new SampleDraw(runSeed, runEpoch, 0);
    return new ViewedImages(source, view, normaliser, view.learning(), pass);
  }

  @Override
  public int count() {
    return source.count();
  }

  @Override
  public int label(int position) {
    return source.label(position);
  }

  @Override
  public void decode(int position, FloatBuffer into, int at) {
    SampleDraw draw = new SampleDraw(seed, epoch, position);
    Pixels seen = transform.apply(source.pixels(position), draw);
    normaliser.write(seen, into, at);
  }
}
