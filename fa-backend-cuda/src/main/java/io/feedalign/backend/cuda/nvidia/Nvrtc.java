package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.cuda.global.nvrtc;
import org.bytedeco.cuda.nvrtc._nvrtcProgram;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.bytedeco.javacpp.SizeTPointer;

/**
 * CUDA's compiler at run time: source text to machine code for one architecture, or to the
 * intermediate language of one, which the driver translates for newer devices.
 */
final class Nvrtc {
  private Nvrtc() {}

  /** Name and version. */
  static String version() {
    int[] major = new int[1];
    int[] minor = new int[1];
    check(nvrtc.nvrtcVersion(major, minor), "asking for its version");
    return "NVRTC " + major[0] + "." + minor[0];
  }

  /** Architectures that it compiles for, as compute capabilities times ten. */
  static List<Integer> architectures() {
    int[] count = new int[1];
    check(nvrtc.nvrtcGetNumSupportedArchs(count), "counting architectures");
    int[] known = new int[count[0]];
    check(nvrtc.nvrtcGetSupportedArchs(known), "asking for architectures");
    return Arrays.stream(known).boxed().toList();
  }

  /** What decides the code beside the text. */
  static List<String> options(String architecture) {
    return List.of("--gpu-architecture=" + architecture, "--std=c++17", "--fmad=false");
  }

  /**
   * The code of a text: machine code for an {@code sm_} architecture, intermediate for a {@code
   * compute_} one.
   *
   * @throws FaException (INTERNAL) with the compiler's log
   */
  static byte[] compile(KernelCache.Compilation compilation) {
    _nvrtcProgram program = new _nvrtcProgram();
    try (BytePointer text = utf8(compilation.source());
        BytePointer name = utf8("program.cu")) {
      PointerPointer<?> none = null;
      check(nvrtc.nvrtcCreateProgram(program, text, name, 0, none, none), "taking the source text");
      try {
        int status = compile(program, compilation.options());
        if (status == nvrtc.NVRTC_ERROR_COMPILATION) {
          throw FaException.internal(
              "The generated kernels do not compile with "
                  + String.join(" ", compilation.options())
                  + ":\n"
                  + log(program));
        }
        check(status, "compiling for " + compilation.options().get(0));
        return compilation.intermediate() ? intermediate(program) : code(program);
      } finally {
        nvrtc.nvrtcDestroyProgram(program);
      }
    }
  }

  private static int compile(_nvrtcProgram program, List<String> options) {
    try (PointerPointer<BytePointer> words = new PointerPointer<>(options.toArray(new String[0]))) {
      return nvrtc.nvrtcCompileProgram(program, options.size(), words);
    }
  }

  private static byte[] code(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtc.nvrtcGetCUBINSize(program, size), "asking for the code's size");
      byte[] code = new byte[Math.toIntExact(size.get())];
      check(nvrtc.nvrtcGetCUBIN(program, code), "fetching the code");
      return code;
    }
  }

  /** Text that ends with a zero byte. */
  private static byte[] intermediate(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtc.nvrtcGetPTXSize(program, size), "asking for the PTX's size");
      byte[] code = new byte[Math.toIntExact(size.get())];
      check(nvrtc.nvrtcGetPTX(program, code), "fetching the PTX");
      return code;
    }
  }

  private static String log(_nvrtcProgram program) {
    try (SizeTPointer size = new SizeTPointer(1)) {
      check(nvrtc.nvrtcGetProgramLogSize(program, size), "asking for the log's size");
      byte[] log = new byte[Math.toIntExact(size.get())];
      check(nvrtc.nvrtcGetProgramLog(program, log), "fetching the log");
      int end = log.length > 0 && log[log.length - 1] == 0 ? log.length - 1 : log.length;
      return new String(log, 0, end, StandardCharsets.UTF_8);
    }
  }

  private static BytePointer utf8(String text) {
    return new BytePointer(text, StandardCharsets.UTF_8);
  }

  private static void check(int status, String doing) {
    if (status != nvrtc.NVRTC_SUCCESS) {
      throw FaException.internal(
          "NVRTC failed while "
              + doing
              + ": "
              + nvrtc.nvrtcGetErrorString(status).getString()
              + ".");
    }
  }
}
