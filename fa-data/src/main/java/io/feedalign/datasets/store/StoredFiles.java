package io.feedalign.datasets.store;

import io.feedalign.data.DatasetFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * A data set's files in a data store.
 *
 * @param published what they should be
 * @param store where they lie
 */
public record StoredFiles(PublishedFiles published, DataStore store) implements DatasetFiles {
  @Override
  public Path where() {
    return store.folder(published);
  }

  @Override
  public boolean present() {
    return published.files().stream().allMatch(file -> store.find(published, file).isPresent());
  }

  @Override
  public void get(Consumer<String> progress) {
    store.get(published, progress);
  }

  @Override
  public List<String> verify() {
    return store.problems(published);
  }
}
