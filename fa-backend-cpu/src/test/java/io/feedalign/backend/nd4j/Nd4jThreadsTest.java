package io.feedalign.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.error.FaException;
import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.ir.Value;
import io.feedalign.spi.SettingsSpec;
import io.feedalign.tensor.Shape;
import io.feedalign.testkit.Closeness;
import io.feedalign.testkit.Rig;
import io.feedalign.testkit.Sketch;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.nd4j.nativeblas.NativeOps;
import org.nd4j.nativeblas.NativeOpsHolder;

class Nd4jThreadsTest {
  private static final SettingsSpec SETTINGS = new Nd4jProvider().settings();

  private static Backend with(int threads) {
    return new Nd4jProvider().create(SETTINGS.settings(Map.of("threads", threads)));
  }

  private static double[] convolve(Backend backend) {
    Sketch sketch = new Sketch();
    Value x = sketch.normal(Form.activation(Shape.of(8, 3, 16, 16)));
    Value weight = sketch.normal(Form.parameter(Shape.of(5, 3, 3, 3)));
    Value y = sketch.emit().conv2d(x, weight, Geometry.square(3, 1, 1));
    sketch.read(y);
    try (Rig rig = Rig.on(backend, sketch)) {
      rig.run();
      return rig.read(y);
    }
  }

  @Test
  void aNumberOfThreadsIsTakenAndTold() {
    try (Backend one = with(1)) {
      assertEquals(1, one.threads());
      assertTrue(one.description().endsWith("1 thread"), one.description());
    }
  }

  @Test
  void backendsOfDifferentThreadsLiveSideBySideAndAgree() {
    try (Backend one = with(1);
        Backend three = with(3)) {
      double[] expected = convolve(one);
      Closeness.assertClose("three threads", expected, convolve(three), 1e-6);
      Closeness.assertSameBits("one thread again", expected, convolve(one));
    }
  }

  @Test
  void runningLeavesTheCallersNumberOfThreadsAlone() {
    try (Backend three = with(3)) {
      NativeOps library = NativeOpsHolder.getInstance().getDeviceNativeOps();
      int before = library.ompGetMaxThreads();
      convolve(three);
      assertEquals(before, library.ompGetMaxThreads());
    }
  }

  @Test
  void aNegativeNumberOfThreadsIsRefusedByName() {
    FaException refusal = assertThrows(FaException.class, () -> with(-1));
    assertTrue(String.valueOf(refusal.getMessage()).contains("threads"), refusal.getMessage());
  }
}
