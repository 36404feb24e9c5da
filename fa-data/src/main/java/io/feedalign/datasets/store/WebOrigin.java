package io.feedalign.datasets.store;

import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URLConnection;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * An address under which gzipped files lie beside each other.
 *
 * @param address the folder, ending in a slash
 * @param patienceMillis how long to wait for a connection, and for each next piece of data
 */
public record WebOrigin(URI address, int patienceMillis) implements Origin {

  /** An address with the usual patience of five seconds. */
  public static WebOrigin of(String address) {
    return new WebOrigin(URI.create(address), 5_000);
  }

  @Override
  public String name() {
    return address.toString();
  }

  @Override
  public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
    for (KnownFile file : wanted) {
      try {
        download(file, folder);
      } catch (UnknownHostException e) {
        throw new IOException("the host " + address.getHost() + " was not found", e);
      } catch (SocketTimeoutException | ConnectException e) {
        throw new IOException("the host " + address.getHost() + " does not answer", e);
      } catch (FileNotFoundException e) {
        throw new IOException("there is no " + file.name() + ".gz at this address", e);
      } catch (ZipException | EOFException e) {
        throw new IOException("what it sent as " + file.name() + ".gz is no whole gzip file", e);
      }
    }
  }

  private void download(KnownFile file, Path folder) throws IOException {
    URLConnection connection = address.resolve(file.name() + ".gz").toURL().openConnection();
    connection.setConnectTimeout(patienceMillis);
    connection.setReadTimeout(patienceMillis);
    try (InputStream in = new GZIPInputStream(connection.getInputStream(), 1 << 16)) {
      BoundedCopy.write(in, file, folder);
    }
  }
}
