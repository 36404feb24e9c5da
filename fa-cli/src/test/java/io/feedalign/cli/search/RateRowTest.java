package io.feedalign.cli.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.train.EpochReport;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.Score;
import io.feedalign.train.Status;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RateRowTest {

  @Test
  void theSmallestErrorAfterTheLastEpochIsTheBest() {
    RateRow row = row(cell(0.1, 0.2, 0.5), cell(0.3, 0.9, 0.4), cell(1, 0.1, 0.6));
    assertEquals(0.3, row.best().orElseThrow().rate());
    assertEquals(40, row.best().orElseThrow().error().orElseThrow(), 1e-9);
  }

  @Test
  void amongEqualsTheSmallerRateIsTheBest() {
    assertEquals(0.1, row(cell(0.3, 0.4), cell(0.1, 0.4), cell(1, 0.4)).best().get().rate());
  }

  @Test
  void whatDivergedIsNeverTheBest() {
    RunReport finished = cell(0.3, 0.0).report();
    RateCell diverged =
        new RateCell(
            0.3,
            new RunReport(
                finished.plan(), Status.DIVERGED, finished.epochs(), Optional.empty(), "Far off."));
    assertEquals(0.1, row(cell(0.1, 0.9), diverged).best().get().rate());
    assertEquals("diverged", diverged.status());
    assertTrue(row(diverged).best().isEmpty());
    assertTrue(row(cell(0.1, Double.NaN)).best().isEmpty());
  }

  public static RateRow row(RateCell... cells) {
    return new RateRow("some", List.of(cells));
  }

  /** A cell by its error after each epoch. */
  public static RateCell cell(double rate, double... errors) {
    List<EpochReport> epochs = new ArrayList<>();
    for (double error : errors) {
      epochs.add(new EpochReport(epochs.size(), 1, new Score(1, error, error, 10), List.of(), 100));
    }
    RunPlan plan = new RunPlan("some", errors.length, 1, 10, List.of());
    return new RateCell(rate, new RunReport(plan, Status.FINISHED, epochs, Optional.empty(), ""));
  }
}
