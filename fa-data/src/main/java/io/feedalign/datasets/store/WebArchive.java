package io.feedalign.datasets.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * A gzipped tar archive at an address, read as it comes: only the wanted files reach the disk.
 *
 * @param address the archive
 * @param prefix the folder inside it, ending in a slash
 * @param patienceMillis how long to wait for a connection, and for each next piece of data
 */
public record WebArchive(URI address, String prefix, int patienceMillis) implements Origin {

  /** An archive with the usual patience of five seconds. */
  public static WebArchive of(String address, String prefix) {
    return new WebArchive(URI.create(address), prefix, Web.PATIENCE_MILLIS);
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
    String path = address.getPath();
    Web.download(
        address,
        path.substring(path.lastIndexOf('/') + 1),
        patienceMillis,
        content -> new TarPicker(prefix, "").pick(content, wanted, folder));
  }
}
