package io.feedalign.datasets.image;

import io.feedalign.data.Dataset;
import io.feedalign.spi.DatasetPacker;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.nio.file.Path;
import java.util.Optional;

/** ILSVRC2012, "ImageNet" (Russakovsky et al. 2015): from folders, or from its own tars. */
public final class ImageNet implements DatasetProvider {
  private static final String NAME = "imagenet";

  /** Used only if there are no images to score with, neither val/ nor a tar. */
  private static final double TEST = 0.01;

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "ILSVRC2012 (Russakovsky et al. 2015) that you have: train/ and val/ class folders, or"
        + " its own tars, read where they are.";
  }

  @Override
  public SettingsSpec settings() {
    return new SettingsSpec(
        PictureSettings.all(
            "the folder with train/ and val/, or with ILSVRC2012_img_train.tar,"
                + " ILSVRC2012_img_val.tar and the development kit's tar.gz",
            0.01));
  }

  @Override
  public Dataset create(Settings settings) {
    PictureSettings pictures = new PictureSettings(NAME, settings);
    PictureCollection collection = pictures.packedOr(() -> collection(pictures));
    return new PictureParts(pictures, collection).dataset(TEST);
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
    Path folder = ImageFolder.folder(settings);
    return ImageNetTars.in(folder)
        ? new ImageNetTars(folder, settings).collection()
        : new FolderLayout(folder, settings).collection();
  }
}
