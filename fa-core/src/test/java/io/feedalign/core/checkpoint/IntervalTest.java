package io.feedalign.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.core.run.Position;
import io.feedalign.error.FaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IntervalTest {
  private static final Position MIDDLE = new Position(1, 4, 12, 0, 0);
  private static final Position BETWEEN = new Position(1, 0, 8, 0, 0);

  @Test
  void stepsTimesAndWordsAreRead() {
    assertEquals(new Interval(Interval.Unit.STEPS, 500), Interval.parse("500"));
    assertEquals(new Interval(Interval.Unit.SECONDS, 90), Interval.parse(" 90s"));
    assertEquals(new Interval(Interval.Unit.SECONDS, 600), Interval.parse("10m"));
    assertEquals(new Interval(Interval.Unit.SECONDS, 7200), Interval.parse("2H"));
    assertEquals(new Interval(Interval.Unit.EPOCHS, 1), Interval.parse("epoch"));
    assertEquals(new Interval(Interval.Unit.NEVER, 1), Interval.parse("never"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "-5", "10 m", "1.5h", "m", "10d", "9999999999", "epochs"})
  void whatElseIsSaidIsRefused(String text) {
    FaException refused = assertThrows(FaException.class, () -> Interval.parse(text));
    assertTrue(refused.getMessage().contains("'" + text + "'. Allowed: steps"), text);
  }

  @Test
  void eachIsOverWhenItSays() {
    assertTrue(Interval.parse("4").over(MIDDLE, 0));
    assertFalse(Interval.parse("5").over(MIDDLE, 1e9));
    assertTrue(Interval.parse("90s").over(MIDDLE, 90));
    assertFalse(Interval.parse("90s").over(MIDDLE, 89.9));
    assertTrue(Interval.parse("epoch").over(BETWEEN, 0));
    assertFalse(Interval.parse("epoch").over(MIDDLE, 1e9));
    assertFalse(Interval.parse("never").over(BETWEEN, 1e9));
  }
}
