package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AlgorithmChoicesTest {
  private static final String KEY = "NVIDIA H100, cuDNN 9.19.0, math: f32, drive";

  @TempDir private Path folder;

  private AlgorithmChoices process() {
    return new AlgorithmChoices(new CacheFolder(folder.resolve("cuda")));
  }

  private Path onlyFile() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("cuda"))) {
      List<Path> all = files.toList();
      assertEquals(1, all.size(), all::toString);
      return all.get(0);
    }
  }

  @Test
  void anotherProcessMakesTheSameChoice() {
    assertEquals(Optional.empty(), process().find(KEY));
    assertEquals("engine 1 knobs", process().keep(KEY, "engine 1 knobs"));
    assertEquals(Optional.of("engine 1 knobs"), process().find(KEY));
    assertEquals(Optional.empty(), process().find(KEY + "!"));
  }

  @Test
  void theFirstChoiceHolds() {
    AlgorithmChoices late = process();
    process().keep(KEY, "engine 1 knobs");
    assertEquals("engine 1 knobs", late.keep(KEY, "engine 2 knobs"));
    assertEquals(Optional.of("engine 1 knobs"), late.find(KEY));
  }

  @Test
  void aChoiceThatTheLibraryForgotIsReplaced() {
    process().keep(KEY, "engine 1 knobs");
    process().replace(KEY, "engine 2 knobs");
    assertEquals(Optional.of("engine 2 knobs"), process().find(KEY));
  }

  @Test
  void aDamagedFileIsNoChoice() throws IOException {
    process().keep(KEY, "engine 1 knobs");
    byte[] bytes = Files.readAllBytes(onlyFile());
    bytes[bytes.length - 1] ^= 1;
    Files.write(onlyFile(), bytes);
    assertEquals(Optional.empty(), process().find(KEY));
    assertEquals("engine 2 knobs", process().keep(KEY, "engine 2 knobs"));
    assertEquals(Optional.of("engine 2 knobs"), process().find(KEY));
  }

  @Test
  void aFolderThatCannotBeWrittenCostsOnlyTheNextMeasurement() throws IOException {
    Files.writeString(folder.resolve("cuda"), "a file where the folder should be");
    AlgorithmChoices process = process();
    assertEquals("engine 1 knobs", process.keep(KEY, "engine 1 knobs"));
    assertEquals(Optional.of("engine 1 knobs"), process.find(KEY));
  }

  @Test
  void enginesAndAlgorithmsAreReadAsTheyWereWritten() {
    EngineChoice bare = new EngineChoice(7, new TreeMap<>());
    assertEquals("engine 7 knobs", bare.toString());
    assertEquals(bare, EngineChoice.parse(bare.toString()));
    EngineChoice turned = new EngineChoice(12, new TreeMap<>(Map.of(5, 0L, 2, -1L, 31, 4096L)));
    assertEquals("engine 12 knobs 2=-1 5=0 31=4096", turned.toString());
    assertEquals(turned, EngineChoice.parse(turned.toString()));
    ProductChoice product =
        new ProductChoice(List.of(0L, 1L, -1L, Long.MIN_VALUE, 255L, 16L, 7L, 0L));
    assertEquals("algorithm 0 1 ffffffffffffffff 8000000000000000 ff 10 7 0", product.toString());
    assertEquals(product, ProductChoice.parse(product.toString()));
  }

  @Test
  void anythingElseIsNoEngineAndNoAlgorithm() {
    for (String text :
        List.of("", "engine", "engine x knobs", "engine 1 knobs 2", "engine 1 knobs 2=1 ")) {
      assertThrows(FaException.class, () -> EngineChoice.parse(text), text);
    }
    for (String text : List.of("", "algorithm 1 2", "algorithm 1 2 3 4 5 6 7 g")) {
      assertThrows(FaException.class, () -> ProductChoice.parse(text), text);
    }
  }
}
