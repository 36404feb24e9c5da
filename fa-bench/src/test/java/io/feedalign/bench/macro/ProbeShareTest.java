package io.feedalign.bench.macro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProbeShareTest {
  private final ProbeShare share =
      new ProbeShare(new ProbeShare.Subject("lenet", "bp", 128, "onednn", 2), 30, 4, 16, 396);

  @Test
  void theShareIsOfAllTimeAndNotOfLearningAlone() {
    assertEquals(0.01, share.share(), 1e-12);
  }

  @Test
  void atTheShortestCadenceMeasuringTakesATwentieth() {
    assertEquals(76, share.shortestCadence());
    assertTrue(16.0 / (16 + 76 * 4) <= 0.05 && 16.0 / (16 + 75 * 4) > 0.05);
  }

  @Test
  void bothFormsSayIt() {
    assertTrue(share.toText().contains("1.00 % of the time; at most 5 % from every 76 steps on"));
    assertTrue(share.toJson().contains("\"share_percent\": 1.0000, \"shortest_cadence\": 76}"));
  }
}
