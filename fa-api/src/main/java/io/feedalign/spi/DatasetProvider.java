package io.feedalign.spi;

import io.feedalign.data.Dataset;
import io.feedalign.data.DatasetFiles;
import java.util.Optional;
import org.apiguardian.api.API;

/**
 * Opens a data set.
 *
 * <pre>{@code
 * for (DatasetProvider each : Plugins.discover().datasets().all()) {
 *   boolean ready = each.files().map(DatasetFiles::present).orElse(true);
 * }
 * }</pre>
 */
@API(status = API.Status.STABLE, since = "0.1")
public interface DatasetProvider extends Provider<Dataset> {
  /** Its files on this machine; empty if it needs none. */
  default Optional<DatasetFiles> files() {
    return Optional.empty();
  }

  /** Writes its images to one file that is read in their place; empty if it cannot. */
  default Optional<DatasetPacker> packer() {
    return Optional.empty();
  }
}
