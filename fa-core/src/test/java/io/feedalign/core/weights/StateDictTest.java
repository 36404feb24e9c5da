package io.feedalign.core.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Shape;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StateDictTest {
  private static final StoredTensor ONE = StoredTensor.ofFloats(Shape.of(1), new float[] {1});

  @TempDir Path folder;

  @Test
  void prefixesAndCountersFallAway() {
    Path file = folder.resolve("x.safetensors");
    Safetensors.write(
        file,
        Map.of("module.bn1.bias", ONE, "module.bn1.num_batches_tracked", ONE, "fc.bias", ONE));
    StateDict read = StateDict.read(file);
    assertEquals(Set.of("bn1.bias", "fc.bias"), read.tensors().keySet());
    assertEquals(1, read.counters());
  }

  @Test
  void aNameWithAndWithoutPrefixIsRefused() {
    assertThrows(
        FaException.class, () -> StateDict.of(Map.of("module.fc.bias", ONE, "fc.bias", ONE)));
  }

  @Test
  void picklesAreRefusedWithTheWayOut() throws IOException {
    Path file = Files.write(folder.resolve("x.pth"), new byte[] {(byte) 0x80, 2, 'c', 'o', 's'});
    FaException refused = assertThrows(FaException.class, () -> StateDict.read(file));
    assertTrue(refused.getMessage().contains("numpy.savez"), refused.getMessage());
  }

  @Test
  void aFileThatIsNothingIsASentence() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThrows(FaException.class, () -> StateDict.read(empty));
    assertThrows(FaException.class, () -> StateDict.read(folder.resolve("none")));
  }

  @Test
  void numbersThatAreNotFiniteAreRefusedByName() {
    StoredTensor broken = StoredTensor.ofFloats(Shape.of(2), new float[] {1, Float.NaN});
    StateMatch match = new StateMatch(Map.of("fc.bias", broken), Map.of(), Map.of(), List.of(), 0);
    FaException refused = assertThrows(FaException.class, match::weights);
    assertTrue(refused.getMessage().contains("'fc.bias'"), refused.getMessage());
  }
}
