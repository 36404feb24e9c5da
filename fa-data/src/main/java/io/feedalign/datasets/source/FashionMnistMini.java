package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.io.InputStream;
import java.util.List;

/**
 * A class-balanced sixth of Fashion-MNIST that comes inside the jar, for first runs with no
 * network. How it was chosen stands in the README beside it.
 */
public final class FashionMnistMini implements DatasetProvider {
  private static final String FOLDER = "/io/feedalign/datasets/fashion-mnist-mini/";

  private static final Publication PUBLICATION =
      new Publication(
          "fashion-mnist-mini",
          "10,000 training and 2,000 test pictures of Fashion-MNIST, as many of each class, inside"
              + " the jar; MIT licence.",
          new IdxFormat(10),
          List.of(
              new KnownFile(
                  "train-images-idx3-ubyte",
                  7_840_016,
                  "cfdef7f70d35ae627dc0cf5f7e5d19e6be2fbbc63e6026e100bb15e213a9c0df"),
              new KnownFile(
                  "train-labels-idx1-ubyte",
                  10_008,
                  "af6647ed5471027d448f24ecd744b9baf87d49df15604efb34fc4085357c31a2")),
          List.of(
              new KnownFile(
                  "t10k-images-idx3-ubyte",
                  1_568_016,
                  "1019dbad2e502d4ade0de041778f1f87d7e5a70f2711c66df31807ce54530b4f"),
              new KnownFile(
                  "t10k-labels-idx1-ubyte",
                  2_008,
                  "1494af875df37d5350bc5e571d89763c0bfe4a503e3276c67202b6ca21f3fbdd")),
          FashionMnist.NORMALISATION,
          1_000);

  @Override
  public String name() {
    return PUBLICATION.name();
  }

  @Override
  public String description() {
    return PUBLICATION.description();
  }

  @Override
  public SettingsSpec settings() {
    return PUBLICATION.settings();
  }

  @Override
  public Dataset create(Settings settings) {
    return PUBLICATION.open(FashionMnistMini::locate, settings);
  }

  private static DataFile locate(KnownFile file) {
    String resource = FOLDER + file.name() + ".gz";
    return new DataFile(
        PUBLICATION.format().name(),
        resource,
        () -> open(resource),
        "It is part of the fa-data jar: install feedalign again.");
  }

  private static InputStream open(String resource) {
    InputStream stream = FashionMnistMini.class.getResourceAsStream(resource);
    if (stream == null) {
      throw FaException.resources(
          "The fa-data jar lacks " + resource + ". Install feedalign again.");
    }
    return stream;
  }
}
