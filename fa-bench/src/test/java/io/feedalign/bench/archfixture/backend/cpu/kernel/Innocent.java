package io.feedalign.bench.archfixture.backend.cpu.kernel;

import io.feedalign.bench.archfixture.backend.cpu.Kernel;
import org.bytedeco.javacpp.FloatPointer;

/** Views of memory that it was given. */
public final class Innocent implements Kernel {
  private final FloatPointer place;

  /** Bound to a place. */
  public Innocent(FloatPointer place) {
    this.place = new FloatPointer(place);
  }

  @Override
  public void run() {
    place.put(0, 1);
  }
}
