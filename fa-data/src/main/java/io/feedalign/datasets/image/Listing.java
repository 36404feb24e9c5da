package io.feedalign.datasets.image;

import io.feedalign.datasets.store.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The digest by which two lists of pictures are told apart: names, classes and lengths. */
final class Listing {
  private Listing() {}

  /**
   * SHA-256 over the classes' names and each part's pictures, in order.
   *
   * @param parts the name within its part, the class and the length of each picture
   */
  static String digest(List<String> classes, List<? extends Pictures> parts) {
    StringBuilder all = new StringBuilder();
    classes.forEach(name -> all.append(name).append('\n'));
    for (Pictures part : parts) {
      all.append("part ").append(part.count()).append('\n');
      for (int i = 0; i < part.count(); i++) {
        all.append(part.label(i)).append(' ').append(part.bytes(i)).append('\n');
      }
    }
    return Sha256.of(all.toString().getBytes(StandardCharsets.UTF_8));
  }
}
