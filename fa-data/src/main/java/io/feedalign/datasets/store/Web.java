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
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Downloads gzipped files, and says in a sentence why one did not come. */
final class Web {
  /** How long to wait, if nobody says: for a connection, and for each next piece of data. */
  static final int PATIENCE_MILLIS = 5_000;

  private Web() {}

  /** What is done with the unpacked content. */
  @FunctionalInterface
  interface Receiver {
    void take(InputStream content) throws IOException;
  }

  /**
   * Downloads one file and unpacks it on the way.
   *
   * @param name what messages call it
   */
  static void download(URI address, String name, int patienceMillis, Receiver receiver)
      throws IOException {
    try {
      URLConnection connection = address.toURL().openConnection();
      connection.setConnectTimeout(patienceMillis);
      connection.setReadTimeout(patienceMillis);
      try (InputStream in = new GZIPInputStream(connection.getInputStream(), 1 << 16)) {
        receiver.take(in);
      }
    } catch (UnknownHostException e) {
      throw new IOException("the host " + address.getHost() + " was not found", e);
    } catch (SocketTimeoutException | ConnectException e) {
      throw new IOException("the host " + address.getHost() + " does not answer", e);
    } catch (FileNotFoundException e) {
      throw new IOException("there is no " + name + " at this address", e);
    } catch (ZipException | EOFException e) {
      throw new IOException("what it sent as " + name + " is no whole gzip file", e);
    }
  }
}
