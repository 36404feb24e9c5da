package io.feedalign.datasets.source;

import io.feedalign.datasets.pipeline.Normalisation;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.DebianPackage;
import io.feedalign.datasets.store.Origin;
import io.feedalign.datasets.store.WebOrigin;
import java.util.List;

/** Fashion-MNIST (Xiao, Rasul and Vollgraf 2017): 28x28 grey pictures of clothes in ten classes. */
public final class FashionMnist extends StoredDataset {
  /** Mean and standard deviation of all training pixels. */
  static final Normalisation NORMALISATION = new Normalisation(0.2860, 0.3530);

  private static final Publication PUBLICATION =
      new Publication(
          "fashion-mnist",
          "60,000 training and 10,000 test pictures of clothes, 28x28 grey, in ten classes"
              + " (Xiao, Rasul and Vollgraf 2017); MIT licence.",
          new IdxFormat(10),
          MnistFiles.training(
              "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
              "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
          MnistFiles.test(
              "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"),
          NORMALISATION,
          5_000);

  private static final List<Origin> ORIGINS =
      List.of(
          WebOrigin.of(
              "https://raw.githubusercontent.com/zalandoresearch/fashion-mnist"
                  + "/master/data/fashion/"),
          DebianPackage.of("dataset-fashion-mnist", "usr/share/datasets/fashion-mnist/"));

  /** The data set in the store that the environment names. */
  public FashionMnist() {
    this(DataStore.of(System.getenv()));
  }

  FashionMnist(DataStore store) {
    super(PUBLICATION, ORIGINS, store);
  }
}
