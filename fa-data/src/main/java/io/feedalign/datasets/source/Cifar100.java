package io.feedalign.datasets.source;

import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Origin;
import io.feedalign.datasets.store.WebArchive;
import java.util.List;

/** CIFAR-100 (Krizhevsky 2009): 32x32 colour pictures in a hundred classes, the fine ones. */
public final class Cifar100 extends StoredDataset {
  private static final Publication PUBLICATION =
      new Publication(
          "cifar100",
          "50,000 training and 10,000 test pictures, 32x32 in colour, in a hundred classes"
              + " (Krizhevsky 2009).",
          new CifarFormat(2, 100),
          List.of(
              new KnownFile(
                  "train.bin",
                  50_000L * 3074,
                  "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29")),
          List.of(
              new KnownFile(
                  "test.bin",
                  10_000L * 3074,
                  "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a")),
          new Normalisation(List.of(.5071, .4865, .4409), List.of(.2673, .2564, .2762)),
          5_000);

  private static final List<Origin> ORIGINS =
      List.of(
          WebArchive.of(
              "https://www.cs.toronto.edu/~kriz/cifar-100-binary.tar.gz", "cifar-100-binary/"));

  /** The data set in the store that the environment names. */
  public Cifar100() {
    this(DataStore.of(System.getenv()));
  }

  Cifar100(DataStore store) {
    super(PUBLICATION, ORIGINS, store);
  }
}
