package io.feedalign.datasets.augment;

/** Left and right exchanged, half of the time. */
public record Flip() implements Transform {
  private static final String PURPOSE = "augment/flip";

  @Override
  public Pixels apply(Pixels image, SampleDraw draw) {
    return drawn(draw) ? mirrored(image) : image;
  }

  /** Whether they are exchanged; for whoever can do it on the way. */
  public static boolean drawn(SampleDraw draw) {
    return draw.about(PURPOSE).heads();
  }

  private static Pixels mirrored(Pixels image) {
    int channels = image.channels();
    Pixels mirrored = Pixels.black(image.height(), image.width(), channels);
    byte[] from = image.bytes();
    byte[] to = mirrored.bytes();
    for (int y = 0; y < image.height(); y++) {
      int source = image.at(y, image.width() - 1);
      int target = mirrored.at(y, 0);
      for (int x = 0; x < image.width(); x++) {
        for (int c = 0; c < channels; c++) {
          to[target + c] = from[source + c];
        }
        source -= channels;
        target += channels;
      }
    }
    return mirrored;
  }
}
