package io.feedalign.bench.scaling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.bench.Main;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A process grows by what was foretold: one of its own for each, as freed memory is used again. */
class MemoryOfAProcessTest {
  private static final double SHARE = 0.10;

  @ParameterizedTest
  @EnabledOnOs(OS.LINUX)
  @CsvSource({
    "lenet-cifar, 384, bp, f32",
    "resnet20, 64, usf:sn, f32",
    "resnet20, 128, bp, bf16",
    "resnet20, 64, dfa, f32",
  })
  void aProcessGrowsByWhatWasForetold(String model, String batch, String rule, String precision) {
    Map<String, Double> report =
        new ChildBench(Main.class.getName())
            .run(
                List.of(
                    "memory",
                    "--json",
                    "--model=" + model,
                    "--rule=" + rule,
                    "--batch=" + batch,
                    "--steps=2",
                    "--precision=" + precision,
                    "--backend=onednn"));
    assertEquals(1, report.get("ratio"), SHARE, report::toString);
  }
}
