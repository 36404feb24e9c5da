package io.feedalign.bench.micro;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** JMH finds the benchmarks, and their numbers arrive. One very short iteration, in this JVM. */
class MicroRunTest {
  private static final MicroRun.Effort TINY = new MicroRun.Effort(0, 1, 5);

  @BeforeEach
  void shareTheMachine() {
    System.setProperty("jmh.ignoreLock", "true");
  }

  @Test
  void aVerbIsTimed() {
    List<String> lines =
        new MicroRun("Synapse", List.of("onednn"), List.of("layer=LENET_CONV2", "verb=PULL"), TINY)
            .run();
    assertEquals(2, lines.size(), lines.toString());
    assertTrue(
        lines
            .get(1)
            .matches(
                "SynapseBenchmark\\.run +\\d+\\.\\d{4} +\\d+\\.\\d{4} +\\d+\\.\\d  "
                    + "backend=onednn layer=LENET_CONV2 verb=PULL"),
        lines.get(1));
  }

  @Test
  void compilingIsTimedOnEveryBackendAskedFor() {
    List<String> lines =
        new MicroRun("Compile.*plan", List.of("onednn", "nd4j"), List.of("model=lenet"), TINY)
            .run();
    assertEquals(3, lines.size(), lines.toString());
  }

  @Test
  void everyHotPathRunsOnEveryBackendThatHasItsType() {
    List<String> lines = new MicroRun("HotPath", List.of("onednn", "nd4j"), List.of(), TINY).run();
    assertEquals(1 + 2 * 7, lines.size(), lines.toString());
    List<String> half = List.of("path=ADD_RELU_GATE_BF16,BATCH_NORM_RELU_BF16");
    assertEquals(3, new MicroRun("HotPath", List.of("onednn"), half, TINY).run().size());
  }

  @Test
  void hotPathsMoveTheBytesThatTheyReadAndLeave() {
    long images = 4L * 128 * 16 * 32 * 32;
    assertEquals(3 * images, HotPath.RELU_GATE.bytes());
    assertEquals(4 * images / 2, HotPath.ADD_RELU_GATE_BF16.bytes());
    assertEquals(4L * (128 * 1000 + 128 + 1 + 128 * 1000), HotPath.SOFTMAX_LOSS.bytes());
  }

  @Test
  void aChainComputesWhatItsStepsDo() {
    ChainBenchmark chain = new ChainBenchmark();
    chain.elements = 100;
    chain.backend = "onednn";
    float[] plain = chain.result(false);
    float[] chained = chain.result(true);
    assertEquals(100, plain.length);
    for (int i = 0; i < plain.length; i++) {
      assertEquals(plain[i], chained[i], 1e-6f);
    }
  }

  @Test
  void aPatternThatFitsNothingIsTheUsersMistake() {
    MicroRun run = new MicroRun("Nothing", List.of("onednn"), List.of(), TINY);
    FaException refused = assertThrows(FaException.class, run::run);
    assertEquals(ErrorKind.USER, refused.kind());
    assertTrue(String.valueOf(refused.getMessage()).contains("'Nothing'"), refused.getMessage());
  }

  @Test
  void aPatternThatIsNoneIsTheUsersMistake() {
    MicroRun run = new MicroRun("(", List.of("onednn"), List.of(), TINY);
    assertTrue(
        String.valueOf(assertThrows(FaException.class, run::run).getMessage())
            .contains("no regular expression"));
  }

  @Test
  void operationsAreThoseOfThePlainLoops() {
    assertEquals(2.0 * 128 * 6 * 28 * 28 * 25, LayerCase.LENET_CONV1.operations());
    assertEquals(2.0 * 128 * 400 * 120, LayerCase.LENET_DENSE1.operations());
  }
}
