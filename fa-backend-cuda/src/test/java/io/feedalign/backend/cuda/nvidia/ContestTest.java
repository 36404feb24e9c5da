package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class ContestTest {
  private double now;

  private OptionalInt winner(Runnable... calls) {
    return Contest.fastest(
        List.of(calls),
        work -> {
          double start = now;
          work.run();
          return now - start;
        });
  }

  private Runnable taking(double time) {
    return () -> now += time;
  }

  @Test
  void theFastestWins() {
    assertEquals(OptionalInt.of(2), winner(taking(3), taking(2), taking(1), taking(2)));
  }

  @Test
  void littleDifferenceLeavesTheFavourite() {
    assertEquals(OptionalInt.of(0), winner(taking(1), taking(0.99)));
    assertEquals(OptionalInt.of(1), winner(taking(1), taking(0.9)));
  }

  @Test
  void aSlowFirstRunIsForgiven() {
    List<Integer> runs = new ArrayList<>();
    Runnable cold =
        () -> {
          now += runs.isEmpty() ? 100 : 1;
          runs.add(1);
        };
    assertEquals(OptionalInt.of(0), winner(cold, taking(2)));
  }

  @Test
  void whoFailsCannotWin() {
    Runnable failing =
        () -> {
          throw FaException.internal("no");
        };
    assertEquals(OptionalInt.of(1), winner(failing, taking(2)));
    assertEquals(OptionalInt.empty(), winner(failing));
  }
}
