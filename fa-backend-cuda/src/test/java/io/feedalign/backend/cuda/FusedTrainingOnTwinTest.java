package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.backend.cuda.plan.LoweringTable;
import io.feedalign.backend.cuda.plan.ProgramLowering;
import io.feedalign.core.compile.Precision;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a residual net learns is the same to the bit when instructions are done together. */
class FusedTrainingOnTwinTest {
  private static final int STEPS = 3;

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  private static SmallTraining.Outcome train(
      ProgramLowering lowering, String rule, Precision precision) {
    try (Backend backend = new CudaBackend(HostDevice.open(), lowering)) {
      return SmallTraining.train(backend, rule, precision, STEPS);
    }
  }

  @ParameterizedTest
  @CsvSource({"bp,F32", "bp,BF16", "dfa,BF16"})
  void learningIsTheSame(String rule, Precision precision) {
    ProgramLowering together = LoweringTable.lowering();
    SmallTraining.Outcome alone = train(together.withoutJoints(), rule, precision);
    SmallTraining.Outcome fused = train(together, rule, precision);
    assertArrayEquals(alone.losses(), fused.losses());
    assertEquals(alone.tensors().keySet(), fused.tensors().keySet());
    alone
        .tensors()
        .forEach((path, held) -> assertArrayEquals(held, fused.tensors().get(path), path));
  }
}
