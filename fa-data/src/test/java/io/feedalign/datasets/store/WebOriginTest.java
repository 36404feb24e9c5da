package io.feedalign.datasets.store;

import static io.feedalign.datasets.store.TwoFiles.A;
import static io.feedalign.datasets.store.TwoFiles.B;
import static io.feedalign.datasets.store.TwoFiles.FILES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WebOriginTest {
  @TempDir Path folder;
  private final Map<String, byte[]> pages = new HashMap<>();
  private HttpServer server;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = pages.get(exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(page == null ? 404 : 200, page == null ? -1 : page.length);
          if (page != null) {
            exchange.getResponseBody().write(page);
          }
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void downloadsAndUnpacks() throws IOException {
    pages.put("/data/a.gz", DataStoreTest.gzip(A));
    pages.put("/data/b.gz", DataStoreTest.gzip(B));
    origin(server.getAddress().getPort()).fetch(FILES, folder);
    assertArrayEquals(A, Files.readAllBytes(folder.resolve("a")));
    assertArrayEquals(B, Files.readAllBytes(folder.resolve("b")));
  }

  @Test
  void aMissingPageIsASentence() throws IOException {
    pages.put("/data/a.gz", DataStoreTest.gzip(A));
    assertEquals("there is no b.gz at this address", failure(server.getAddress().getPort()));
  }

  @Test
  void aPageThatIsNoDataIsRefused() {
    pages.put("/data/a.gz", "<html>please log in</html>".getBytes(StandardCharsets.US_ASCII));
    assertTrue(failure(server.getAddress().getPort()).contains("no whole gzip file"));
  }

  @Test
  void aBombIsRefusedAtThePublishedSize() throws IOException {
    pages.put("/data/a.gz", DataStoreTest.gzip(new byte[50 << 20]));
    assertTrue(failure(server.getAddress().getPort()).contains("longer than the 13 bytes"));
    assertTrue(Files.size(folder.resolve("a")) <= A.length);
  }

  @Test
  void aHostThatDoesNotAnswerIsGivenUp() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertTrue(failure(silent.getLocalPort()).contains("does not answer"));
    }
  }

  @Test
  void aHostThatIsNotThereIsASentence() throws IOException {
    int port;
    try (ServerSocket gone = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = gone.getLocalPort();
    }
    assertTrue(failure(port).contains("does not answer"));
    WebOrigin nowhere = new WebOrigin(URI.create("http://nowhere.invalid/"), 500);
    IOException e = assertThrows(IOException.class, () -> nowhere.fetch(FILES, folder));
    assertTrue(e.getMessage().contains("nowhere.invalid"), e.getMessage());
  }

  private String failure(int port) {
    return assertThrows(IOException.class, () -> origin(port).fetch(FILES, folder)).getMessage();
  }

  private static WebOrigin origin(int port) {
    String host = InetAddress.getLoopbackAddress().getHostAddress();
    return new WebOrigin(URI.create("http://" + host + ":" + port + "/data/"), 1_000);
  }
}
