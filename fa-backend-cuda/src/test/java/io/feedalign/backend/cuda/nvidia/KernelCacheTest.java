package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.cuda.nvidia.KernelCache.Compilation;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KernelCacheTest {
  private static final Compilation ONE = new Compilation("a", "NVRTC 13.0", List.of("sm_90"));

  @TempDir Path root;
  private int compiled;

  private byte[] compile(Compilation what) {
    compiled++;
    return ("code of " + what.source()).getBytes(StandardCharsets.UTF_8);
  }

  private byte[] get(Compilation what) {
    return new KernelCache(new CacheFolder(root.resolve("cuda"))).get(what, this::compile);
  }

  private Path entry() {
    return root.resolve("cuda").resolve(ONE.name());
  }

  @Test
  void aTextIsCompiledOnce() throws IOException {
    byte[] first = get(ONE);
    assertArrayEquals(first, get(ONE));
    assertEquals(1, compiled);
    try (Stream<Path> files = Files.list(root.resolve("cuda"))) {
      assertEquals(List.of(entry()), files.toList());
    }
  }

  @Test
  void whateverDecidesTheCodeDecidesItsName() {
    Set<String> names = new HashSet<>();
    for (Compilation other :
        List.of(
            ONE,
            new Compilation("b", "NVRTC 13.0", List.of("sm_90")),
            new Compilation("a", "NVRTC 13.1", List.of("sm_90")),
            new Compilation("a", "NVRTC 13.0", List.of("sm_80")),
            new Compilation("a", "NVRTC 13.0", List.of("compute_90")),
            new Compilation("a", "NVRTC 13.0", List.of("sm_90", "--fmad=false")))) {
      names.add(other.name());
    }
    assertEquals(6, names.size());
    assertEquals(1, names.stream().filter(name -> name.endsWith(".ptx")).count());
  }

  @Test
  void aDamagedEntryIsCompiledAgain() throws IOException {
    byte[] sound = get(ONE);
    byte[] all = Files.readAllBytes(entry());
    for (byte[] damaged :
        List.of(new byte[0], Arrays.copyOf(all, 20), Arrays.copyOf(all, all.length - 1))) {
      Files.write(entry(), damaged);
      assertArrayEquals(sound, get(ONE));
    }
    all[all.length - 1] ^= 1;
    Files.write(entry(), all);
    assertArrayEquals(sound, get(ONE));
    assertEquals(5, compiled);
    assertArrayEquals(sound, get(ONE));
    assertEquals(5, compiled);
  }

  @Test
  void aFolderThatCannotBeWrittenCostsTimeOnly() throws IOException {
    Files.createFile(root.resolve("cuda"));
    assertArrayEquals(get(ONE), get(ONE));
    assertEquals(2, compiled);
  }

  @Test
  void theFolderIsWhereTheEnvironmentSays() {
    assertEquals(Path.of("/big/cuda"), CacheFolder.of(Map.of("FEEDALIGN_CACHE", "/big")).folder());
    Path home = Path.of(System.getProperty("user.home"), ".cache", "feedalign", "cuda");
    assertEquals(home, CacheFolder.of(Map.of()).folder());
    assertEquals(home, CacheFolder.of(Map.of("FEEDALIGN_CACHE", " ")).folder());
  }
}
