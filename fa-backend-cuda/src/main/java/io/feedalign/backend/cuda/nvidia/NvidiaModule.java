package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.KernelModule;
import io.feedalign.backend.cuda.device.LaunchShape;
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

  /** Loads machine code; its kernels will run in a stream. */
  static NvidiaModule load(byte[] code, NvidiaStream stream) {
    CUmod_st module = new CUmod_st();
    try (BytePointer image = new BytePointer(code)) {
      CudaStatus.check(
          cudart.cuModuleLoadData(module, image), "loading " + code.length + " bytes of kernels");
    }
    return new NvidiaModule(module, stream);
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
