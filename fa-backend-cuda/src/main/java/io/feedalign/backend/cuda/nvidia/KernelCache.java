package io.feedalign.backend.cuda.nvidia;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Compiled kernels, kept from run to run by the digest of everything that decides them.
 *
 * @param folder where
 */
record KernelCache(CacheFolder folder) {
  /**
   * What is compiled.
   *
   * @param source the text
   * @param compiler its name and version
   * @param options in order, the architecture among them
   */
  record Compilation(String source, String compiler, List<String> options) {
    /** Whether the result is PTX, which only the driver makes machine code of. */
    boolean intermediate() {
      return options.stream().anyMatch(option -> option.contains(CompileTarget.VIRTUAL));
    }

    /** The name under which its result is kept; it says which form that has. */
    String name() {
      String all = compiler + '\0' + String.join("\0", options) + '\0' + source;
      byte[] digest = CacheFolder.sha256(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest) + (intermediate() ? ".ptx" : ".cubin");
    }
  }

  /** The result, compiled if it was not kept. */
  byte[] get(Compilation compilation, Function<Compilation, byte[]> compiler) {
    Optional<byte[]> kept = folder.find(compilation.name());
    if (kept.isPresent()) {
      return kept.get();
    }
    byte[] result = compiler.apply(compilation);
    folder.keep(compilation.name(), result);
    return result;
  }
}
