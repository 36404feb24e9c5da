package io.feedalign.cli.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RateGridTest {

  @Test
  void theDefaultIsEveryOneAndThreeFromTenThousandthToThreeTenths() {
    assertEquals(
        List.of(1e-4, 3e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3),
        RateGrid.parse(RateGrid.DEFAULT).rates());
  }

  @ParameterizedTest
  @CsvSource({
    "3e-4..1e-3, '3e-4, 1e-3'",
    "2e-4..0.002, '3e-4, 1e-3'",
    "0.1..0.1, 0.1",
    "1..30, '1, 3, 10, 30'"
  })
  void aRangeHoldsItsEndsIfTheyAreOnTheGrid(String range, String rates) {
    assertEquals(rates, RateGrid.parse(range).text());
  }

  @Test
  void aListIsSortedAndHasNothingTwice() {
    assertEquals(List.of(2.5e-4, 0.02, 1.0), RateGrid.parse("1, .02,2.5e-4,0.020").rates());
    assertEquals("2.5e-4, 0.02, 1", RateGrid.parse("1,.02,2.5E-4").text());
  }

  @Test
  void aWiderGridHoldsTheNarrowerOne() {
    RateGrid range = RateGrid.parse("1e-3..0.3");
    assertEquals("1e-4..0.3", range.downwards());
    assertEquals("1e-3..3", range.upwards());
    RateGrid list = RateGrid.parse("0.02,0.05");
    assertEquals("2e-3,0.02,0.05", list.downwards());
    assertEquals("0.02,0.05,0.5", list.upwards());
    assertTrue(RateGrid.parse(list.upwards()).rates().containsAll(list.rates()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "a", "0", "-1", "1,,2", "1e-3..", "0.3..0.1", "2..2.5", "NaN", "1e9", "1e-99"})
  void whatIsNoGridIsRefused(String text) {
    FaException refused = assertThrows(FaException.class, () -> RateGrid.parse(text));
    assertEquals(ErrorKind.USER, refused.kind());
    String message = refused.getMessage();
    assertTrue(message.startsWith("--rates " + text + ": "), message);
    assertTrue(message.endsWith("or a range as in 1e-4..0.3."), message);
  }
}
