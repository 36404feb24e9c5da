package io.feedalign.datasets.store;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/**
 * An address under which gzipped files lie beside each other.
 *
 * @param address the folder, ending in a slash
 * @param patienceMillis how long to wait for a connection, and for each next piece of data
 */
public record WebOrigin(URI address, int patienceMillis) implements Origin {

  /** An address with the usual patience of five seconds. */
  public static WebOrigin of(String address) {
    return new WebOrigin(URI.create(address), Web.PATIENCE_MILLIS);
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
    for (KnownFile file : wanted) {
      String name = file.name() + ".gz";
      Web.download(
          address.resolve(name),
          name,
          patienceMillis,
          content -> BoundedCopy.write(content, file, folder));
    }
  }
}
