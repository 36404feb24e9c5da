package io.feedalign.datasets.source;

import io.feedalign.data.Dataset;
import io.feedalign.data.DatasetFiles;
import io.feedalign.datasets.store.DataStore;
import io.feedalign.datasets.store.KnownFile;
import io.feedalign.datasets.store.Origin;
import io.feedalign.datasets.store.PublishedFiles;
import io.feedalign.datasets.store.StoredFiles;
import io.feedalign.error.FaException;
import io.feedalign.spi.Settings;
import java.util.List;

/**
 * An IDX collection that lies in the data store once it was fetched.
 *
 * @param collection what it is
 * @param origins where to fetch it
 * @param store where it lies
 */
record StoredIdx(IdxCollection collection, List<Origin> origins, DataStore store) {

  Dataset open(Settings settings) {
    return collection.open(this::locate, settings);
  }

  DatasetFiles files() {
    return new StoredFiles(published(), store);
  }

  private PublishedFiles published() {
    return new PublishedFiles(collection.name(), collection.files(), origins);
  }

  private IdxFile locate(KnownFile file) {
    String command = "fa data get " + collection.name();
    return store
        .find(published(), file)
        .map(path -> IdxFile.at(path, "Fetch it again: " + command))
        .orElseThrow(
            () ->
                FaException.user(
                    "Data set '"
                        + collection.name()
                        + "' is not on this machine: "
                        + store.folder(published()).resolve(file.name())
                        + " is missing. Fetch it: "
                        + command));
  }
}
