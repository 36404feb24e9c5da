package io.feedalign.datasets.image;

import io.feedalign.data.Dataset;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetPacker;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Setting;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/** Pictures of your own: a folder with a folder of pictures for each class. */
public final class ImageFolder implements DatasetProvider {
  private static final String NAME = "folder";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Any folder of class folders with JPEG or PNG images, or train/ and val/ or test/"
        + " folders of them.";
  }

  @Override
  public SettingsSpec settings() {
    return new SettingsSpec(
        PictureSettings.all(
            "a folder of class folders, or of train/ and val/ or test/ with class folders",
            0.1,
            Setting.real(
                "test",
                0.1,
                Setting.between(1e-6, 0.9),
                "part of the images held out to score once, if there is no val/ or test/")));
  }

  @Override
  public Dataset create(Settings settings) {
    PictureSettings pictures = new PictureSettings(NAME, settings);
    PictureCollection collection = pictures.packedOr(() -> collection(pictures));
    return new PictureParts(pictures, collection).dataset(settings.real("test"));
  }

  @Override
  public Optional<DatasetPacker> packer() {
    return Optional.of(
        (settings, out, progress) -> {
          PictureSettings pictures = new PictureSettings(NAME, settings);
          pictures.pack(() -> collection(pictures), out, progress);
        });
  }

  private static PictureCollection collection(PictureSettings settings) {
    return new FolderLayout(folder(settings), settings).collection();
  }

  /** The folder that the setting 'path' names. */
  static Path folder(PictureSettings settings) {
    String path = settings.text("path");
    try {
      if (!path.isBlank() && Files.isDirectory(Path.of(path))) {
        return Path.of(path);
      }
    } catch (InvalidPathException e) {
      // Told below like any other path that names no folder.
    }
    throw FaException.user(
        "Setting 'path' of data set '"
            + settings.name()
            + "' is '"
            + path
            + "', which is no folder here. Give "
            + "the folder that the images are in.");
  }
}
