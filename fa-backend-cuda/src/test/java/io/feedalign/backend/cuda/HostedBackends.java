package io.feedalign.backend.cuda;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.backend.cuda.plan.LoweringTable;
import io.feedalign.backend.cuda.plan.ProgramLowering;
import io.feedalign.error.FaException;
import io.feedalign.ir.Program;
import java.util.ArrayList;
import java.util.List;

/** The CUDA backend on a host twin: everything but the GPU and the vendor's libraries. */
public final class HostedBackends {
  private HostedBackends() {}

  /** A fresh one. */
  public static Backend open() {
    return on(HostDevice.open());
  }

  /** One on a device, which it closes. */
  static Backend on(HostDevice device) {
    return new CudaBackend(device, LoweringTable.lowering());
  }

  /** Compiles the kernels of many programs together. */
  public static void prepare(List<Program> programs) {
    ProgramLowering lowering = LoweringTable.lowering();
    List<String> sources = new ArrayList<>();
    for (Program program : programs) {
      try {
        sources.add(lowering.lower(program).source());
      } catch (FaException refused) {
        continue; // the test that binds it will say so
      }
    }
    HostDevice.prepare(sources);
  }
}
