package io.feedalign.rules.update;

import io.feedalign.optim.Schedule;

/**
 * One cycle: in a straight line up to 1, then half a cosine wave down to 0. Source: Smith, Topin
 * 2019.
 *
 * @param rise the part of the training that goes up, in [0, 1)
 * @param start where it starts from
 */
record OneCycle(double rise, double start) implements Schedule {
  @Override
  public double at(Progress progress) {
    double done = progress.fraction();
    return done < rise
        ? start + (1 - start) * done / rise
        : 0.5 * (1 + Math.cos(Math.PI * (done - rise) / (1 - rise)));
  }
}
