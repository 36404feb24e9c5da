package io.feedalign.datasets.store;

import static io.feedalign.datasets.store.TwoFiles.A;
import static io.feedalign.datasets.store.TwoFiles.B;
import static io.feedalign.datasets.store.TwoFiles.FILES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebArchiveTest {
  @TempDir Path folder;
  private HttpServer server;
  private byte[] page = {};

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/data/two.tar.gz",
        exchange -> {
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void takesItsFilesOutOfTheArchive() throws IOException {
    page = DataStoreTest.gzip(tar("two/a", A, "two/readme", B, "two/b", B));
    fetch("two.tar.gz");
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
    assertArrayEquals(B, Files.readAllBytes(folder.resolve("b")));
    assertEquals(2, folder.toFile().list().length);
  }

  @Test
  void whatIsNoWholeArchiveIsASentence() throws IOException {
    byte[] whole = DataStoreTest.gzip(tar("two/a", A, "two/b", B));
    page = Arrays.copyOf(whole, whole.length / 2);
    assertTrue(failure("two.tar.gz").contains("no whole gzip file"));
    page = new byte[100];
    assertTrue(failure("two.tar.gz").contains("no whole gzip file"));
    page = DataStoreTest.gzip(tar("other/a", A));
    assertEquals("the archive holds no two/a", failure("two.tar.gz"));
    assertEquals("there is no three.tar.gz at this address", failure("three.tar.gz"));
  }

  private String failure(String name) {
    return assertThrows(IOException.class, () -> fetch(name)).getMessage();
  }

  private void fetch(String name) throws IOException {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    URI address =
        URI.create("http://" + host + ":" + server.getAddress().getPort() + "/data/" + name);
    new WebArchive(address, "two/", 1_000).fetch(FILES, folder);
  }

  /** Names and contents by turns. */
  private static byte[] tar(Object... entries) throws IOException {
    ByteArrayOutputStream archive = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(archive)) {
      for (int i = 0; i < entries.length; i += 2) {
        byte[] content = (byte[]) entries[i + 1];
        TarArchiveEntry entry = new TarArchiveEntry((String) entries[i]);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return archive.toByteArray();
  }
}
