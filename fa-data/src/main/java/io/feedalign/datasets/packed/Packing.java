package io.feedalign.datasets.packed;

import io.feedalign.datasets.image.BadPictures;
import io.feedalign.datasets.image.Crew;
import io.feedalign.datasets.image.PictureCollection;
import io.feedalign.datasets.image.PictureSettings;
import io.feedalign.datasets.image.WholeFile;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Packed files: made of the pictures of a data set, and read in their place. */
public final class Packing {
  private Packing() {}

  /**
   * The pictures of the file that the setting 'packed' names.
   *
   * @throws FaException if it is not whole, or was made with other settings
   */
  public static PictureCollection read(PictureSettings settings) {
    return PackedFile.open(settings);
  }

  /**
   * Decodes and resizes every picture once and writes them to a file, whole or not at all.
   *
   * @param pictures as the settings want them first: resized
   * @param progress receives one line at a time
   */
  public static void write(
      PictureSettings settings, PictureCollection pictures, Path out, Consumer<String> progress) {
    if (pictures.resize() == 0) {
      throw FaException.user(
          "Images can only be packed at a size: set 'resize' to their shorter side, such as 256.");
    }
    BadPictures bad = settings.bad();
    PackedRemarks remarks = PackedRemarks.of(pictures, settings.turned());
    try (Crew crew = new Crew(settings.workers())) {
      new WholeFile(out)
          .write(file -> new PackedWriter(file, bad, progress).write(pictures, remarks, crew));
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.RESOURCES, "File " + out + " cannot be written: " + e + ".", e);
    }
    bad.skipped().forEach(progress);
    progress.accept(remarks.pictures() + " images, " + bad.skipped().size() + " of them skipped");
  }
}
