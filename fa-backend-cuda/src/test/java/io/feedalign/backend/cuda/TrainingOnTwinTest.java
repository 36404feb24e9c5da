package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.core.compile.Precision;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.data.Batch;
import io.feedalign.ir.Program;
import io.feedalign.optim.Schedule;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whole learning steps through everything but the GPU and the vendor's libraries. */
class TrainingOnTwinTest extends TrainingContract {
  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    List<Program> programs = new ArrayList<>();
    try (Backend backend = HostedBackends.open()) {
      for (String rule : RULES) {
        for (Precision precision : Precision.values()) {
          programs.addAll(SmallTraining.programs(backend, rule, precision));
        }
      }
    }
    HostedBackends.prepare(programs);
  }

  @Override
  Backend backend() {
    return HostedBackends.open();
  }

  @Test
  void whatIsCapturedOnceRunsAHundredTimesInTheSameMemory() {
    HostDevice device = HostDevice.open();
    try (Backend backend = HostedBackends.on(device)) {
      try (CompiledNetwork network = SmallTraining.compiled(backend, "fa", Precision.F32)) {
        network.initialize();
        Batch batch = SmallTraining.batch();
        double first = network.learn(batch, new Schedule.Progress(0, 100, 1));
        long used = device.used();
        double last = first;
        for (int step = 1; step < 100; step++) {
          last = network.learn(batch, new Schedule.Progress(step, 100, 1));
        }
        assertEquals(used, device.used());
        assertTrue(last < 0.5 * first, "loss " + first + " became " + last);
      }
      assertEquals(0, device.used(), "bytes left after the network was closed");
    }
  }
}
