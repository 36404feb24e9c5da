package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainCommandTest {

  @TempDir Path folder;

  @Test
  void programsMemoryFeedbackAndInstructionsAreShown() {
    Fa fa = Fa.run("explain", Fa.file(folder, "tiny.yaml", Fa.TINY));
    assertEquals(0, fa.exit(), fa.err());
    for (String part :
        new String[] {
          "rule usf sn",
          "credit is pulled through",
          "dense1",
          "program learn:",
          "persistent",
          "parameters, ",
          "values (the largest program's), ",
          " for the kernels of '",
          "a process of about ",
          "infer",
          "probe",
          "every step"
        }) {
      assertTrue(fa.out().contains(part), part + " is not in " + fa.out());
    }
  }

  @Test
  void theFirstLayerPullsNoCredit() {
    Fa fa = Fa.run("explain", Fa.file(folder, "tiny.yaml", Fa.TINY), "--program", "none");
    assertTrue(fa.out().contains("conv1   usf sn  none"), fa.out());
    assertTrue(fa.out().contains("conv2   usf sn  conv2/"), fa.out());
    assertFalse(fa.out().contains("program learn:"), fa.out());
  }

  @Test
  void anUnknownProgramIsAUsersMistake() {
    Fa fa = Fa.run("explain", Fa.file(folder, "tiny.yaml", Fa.TINY), "--program", "lern");
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("Did you mean 'learn'?"), fa.err());
  }
}
