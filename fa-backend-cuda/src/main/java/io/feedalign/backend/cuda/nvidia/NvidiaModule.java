package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bytedeco.cuda.cudart.CUfunc_st;
import org.bytedeco.cuda.cudart.CUmod_st;
import org.bytedeco.cuda.global.cudart;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.LongPointer;
import org.bytedeco.javacpp.PointerPointer;

/** Machine code on a device, and the arguments of all launches made from it. */
final class NvidiaModule implements KernelModule {
  private final CUmod_st module;
  private final NvidiaStream stream;
  private final Map<String, CUfunc_st> functions = new HashMap<>();
  private final List<Arguments> arguments = new ArrayList<>();

  private NvidiaModule(CUmod_st module, NvidiaStream stream) {
    this.module = module;
    this.stream = stream;
  }

  /**
   * Loads machine code, or PTX that the driver translates; its kernels will run in a stream.
   *
   * @param target what it was compiled for
   */
  static NvidiaModule load(byte[] code, String target, NvidiaStream stream) {
    CUmod_st module = new CUmod_st();
    try (BytePointer image = new BytePointer(code)) {
      int status = cudart.cuModuleLoadData(module, image);
      if (status != CudaStatus.SUCCESS && target.startsWith(CompileTarget.VIRTUAL)) {
        throw FaException.resources(untranslated(target, CudaErrors.describe(status)));
      }
      CudaStatus.check(status, "loading " + code.length + " bytes of kernels");
    }
    return new NvidiaModule(module, stream);
  }

  private static String untranslated(String target, String description) {
    return "The CUDA compiler found here knows no architecture newer than "
        + target
        + ", and the driver cannot translate that for this device: "
        + description
        + ". Install a CUDA toolkit that knows the device, or use backend: onednn.";
  }

  /** Pointers to arguments, as the driver takes them. */
  private record Arguments(LongPointer values, PointerPointer<LongPointer> places) {
    static Arguments of(long[] addresses) {
      LongPointer values = new LongPointer(Math.max(1, addresses.length));
      PointerPointer<LongPointer> places = new PointerPointer<>(Math.max(1, addresses.length));
      for (int i = 0; i < addresses.length; i++) {
        values.put(i, addresses[i]);
        places.put(i, new DevicePointer(values.address() + (long) i * Long.BYTES));
      }
      return new Arguments(values, places);
    }

    void free() {
      values.close();
      places.close();
    }
  }

  @Override
  public Runnable launch(String kernel, LaunchShape shape, long[] addresses) {
    CUfunc_st function = functions.computeIfAbsent(kernel, this::function);
    Arguments given = Arguments.of(addresses);
    arguments.add(given);
    String doing = "launching kernel '" + kernel + "' as " + shape;
    PointerPointer<?> noMore = null;
    return () ->
        CudaStatus.check(
            cudart.cuLaunchKernel(
                function,
                shape.blocks(),
                1,
                1,
                shape.threads(),
                1,
                1,
                0,
                stream.handle(),
                given.places(),
                noMore),
            doing);
  }

  private CUfunc_st function(String kernel) {
    CUfunc_st function = new CUfunc_st();
    CudaStatus.check(
        cudart.cuModuleGetFunction(function, module, kernel), "finding kernel '" + kernel + "'");
    return function;
  }

  @Override
  public void close() {
    arguments.forEach(Arguments::free);
    arguments.clear();
    CudaStatus.check(cudart.cuModuleUnload(module), "unloading kernels");
  }
}
