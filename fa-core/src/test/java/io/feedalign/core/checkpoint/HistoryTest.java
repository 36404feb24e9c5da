package io.feedalign.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.core.run.Position;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorFile;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTest {
  @TempDir Path folder;

  @Test
  void everyNumberAndWordComesBack() {
    assertEquals(Sample.HISTORY, thereAndBack(Sample.HISTORY));
    History none = new History(List.of(), List.of());
    assertEquals(none, thereAndBack(none));
  }

  @Test
  void aTableThatCountsMoreThanItHoldsIsRefused() {
    TensorFile file = Sample.HISTORY.file();
    for (String name : file.tensors().keySet()) {
      Map<String, StoredTensor> fewer = new LinkedHashMap<>(file.tensors());
      fewer.remove(name);
      TensorFile broken = new TensorFile(fewer, file.metadata());
      assertThrows(FaException.class, () -> History.of(broken));
    }
    TensorFile wordless = new TensorFile(file.tensors(), Map.of());
    assertThrows(FaException.class, () -> History.of(wordless));
  }

  @Test
  void aStateComesBackToTheBit() throws IOException {
    State state =
        new State(
            new Position(3, 7, 1L << 40, 0.1 + 0.2, Math.nextUp(1e-3)),
            new State.Best(12, Math.nextDown(0.5)),
            Map.of("data", "tabs\tand \"quotes\" \\ and \u00e9"),
            Map.of("java", "17"),
            Map.of("metrics_bytes", "99"));
    Path file = Files.writeString(folder.resolve("state.json"), state.text());
    assertEquals(state, State.read(file));
    State none = new State(Position.START, State.Best.NONE, Map.of(), Map.of(), Map.of());
    Files.writeString(file, none.text());
    assertEquals(none, State.read(file));
  }

  private History thereAndBack(History history) {
    Path file = folder.resolve("history.safetensors");
    Safetensors.write(file, history.file());
    return History.of(Safetensors.read(file));
  }
}
