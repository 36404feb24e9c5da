package io.feedalign.datasets.packed;

import io.feedalign.datasets.image.PictureCollection;
import io.feedalign.datasets.image.PictureSource;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a packed file says about itself.
 *
 * @param resize shorter side of its pictures
 * @param exif whether they were turned as their EXIF remarks wanted
 * @param digest of the list of pictures it was made of
 * @param classes the classes' names
 * @param parts how many pictures train, validate and test; -1 for a part that is not there
 */
record PackedRemarks(
    int resize, boolean exif, String digest, List<String> classes, List<Integer> parts) {

  static PackedRemarks of(PictureCollection pictures, boolean exif) {
    return new PackedRemarks(
        pictures.resize(),
        exif,
        pictures.digest(),
        pictures.classes(),
        List.of(pictures.training().count(), count(pictures.validation()), count(pictures.test())));
  }

  private static int count(Optional<PictureSource> part) {
    return part.map(PictureSource::count).orElse(-1);
  }

  byte[] write() {
    List<String> lines = new ArrayList<>();
    lines.add(String.valueOf(resize));
    lines.add(String.valueOf(exif));
    lines.add(digest);
    parts.forEach(part -> lines.add(String.valueOf(part)));
    lines.addAll(classes);
    return String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
  }

  static PackedRemarks read(byte[] written) {
    List<String> lines = new String(written, StandardCharsets.UTF_8).lines().toList();
    return new PackedRemarks(
        Integer.parseInt(lines.get(0)),
        Boolean.parseBoolean(lines.get(1)),
        lines.get(2),
        lines.subList(6, lines.size()),
        lines.subList(3, 6).stream().map(Integer::valueOf).toList());
  }

  /** Number of pictures in all parts. */
  long pictures() {
    return parts.stream().mapToLong(part -> Math.max(0, part)).sum();
  }
}
