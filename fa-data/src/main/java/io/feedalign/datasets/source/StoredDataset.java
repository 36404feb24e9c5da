package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.data.DatasetFiles;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Origin;
import io.feedalign.datasets.store.PublishedFiles;
import io.feedalign.datasets.store.StoredFiles;
import io.feedalign.error.FaException;
import io.feedalign.spi.DatasetProvider;
import io.feedalign.spi.Settings;
import io.feedalign.spi.SettingsSpec;
import java.util.List;
import java.util.Optional;

/** A published data set that lies in the data store once it was fetched. */
abstract class StoredDataset implements DatasetProvider {
  private final Publication publication;
  private final PublishedFiles published;
  private final DataStore store;

  /**
   * A data set in a store.
   *
   * @param publication what it is
   * @param origins where to fetch it
   * @param store where it lies
   */
  StoredDataset(Publication publication, List<Origin> origins, DataStore store) {
    this.publication = publication;
    this.published = new PublishedFiles(publication.name(), publication.files(), origins);
    this.store = store;
  }

  @Override
  public final String name() {
    return publication.name();
  }

  @Override
  public final String description() {
    return publication.description();
  }

  @Override
  public final SettingsSpec settings() {
    return publication.settings();
  }

  @Override
  public final Dataset create(Settings settings) {
    return publication.open(this::locate, settings);
  }

  @Override
  public final Optional<DatasetFiles> files() {
    return Optional.of(new StoredFiles(published, store));
  }

  private DataFile locate(KnownFile file) {
    String command = "fa data get " + name();
    return store
        .find(published, file)
        .map(path -> DataFile.at(publication.format().name(), path, "Fetch it again: " + command))
        .orElseThrow(
            () ->
                FaException.user(
                    "Data set '"
                        + name()
                        + "' is not on this machine: "
                        + store.folder(published).resolve(file.name())
                        + " is missing. Fetch it: "
                        + command));
  }
}
