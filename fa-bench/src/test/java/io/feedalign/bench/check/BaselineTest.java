package io.feedalign.bench.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BaselineTest {
  @TempDir private Path folder;

  private Baseline baseline(String... lines) throws Exception {
    return Baseline.read(Files.write(folder.resolve("b.csv"), List.of(lines)));
  }

  @Test
  void theShippedOneIsReadAndGuardsTheHotPaths() {
    List<Row> rows = Baseline.read(Path.of("baseline.csv")).rows();
    assertTrue(rows.size() >= 20, rows.toString());
    assertEquals(rows.size(), rows.stream().map(Row::title).distinct().count());
    assertEquals(9, rows.stream().filter(row -> row.measured().startsWith("hot ")).count());
  }

  @Test
  void anUpdateChangesRatiosAndNothingElse() throws Exception {
    Baseline before = baseline("# a remark", "", "a b, c, 1, 0.1", "d, c, 2.5, 0.25");
    before.with(Map.of("a b / c", 0.51239)).write();
    assertEquals(
        List.of("# a remark", "", "a b, c, 0.512, 0.1", "d, c, 2.5, 0.25"),
        Files.readAllLines(folder.resolve("b.csv")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a, b, 1", "a, b, x, 0.1", "a, b, 0, 0.1", "a, b, 1, -1", "a"})
  void aBadRowIsNamedByItsLine(String line) throws Exception {
    Baseline baseline = baseline("# first", line);
    FaException refused = assertThrows(FaException.class, baseline::rows);
    assertEquals(ErrorKind.USER, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains("b.csv:2: '" + line + "'"));
  }

  @Test
  void worseMeansBeyondTheTolerance() {
    Row row = new Row("a", "b", 2, 0.1);
    assertFalse(new Finding(row, 2.19).worse());
    assertTrue(new Finding(row, 2.21).worse());
    assertTrue(new Finding(row, Double.NaN).worse());
    assertTrue(new Finding(row, 1.7).better());
    assertEquals(2.1, new Finding(row, 2.3).orBetter(new Finding(row, 2.1)).ratio());
  }
}
