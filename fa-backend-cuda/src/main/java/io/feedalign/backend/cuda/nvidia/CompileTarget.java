package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What kernels are compiled for, as the compiler calls it. */
final class CompileTarget {
  /** How architectures begin that exist on paper only: their code is PTX. */
  static final String VIRTUAL = "compute_";

  private static final String REAL = "sm_";

  private CompileTarget() {}

  /**
   * The device's own architecture; or, for a device that the compiler does not know yet, the newest
   * that it does know and that the device can follow.
   *
   * @param architecture the device's own, such as {@code sm_90}
   * @param known compute capabilities times ten
   * @param compiler its name and version
   * @throws FaException (RESOURCES) if the device is older than all that is known
   */
  static String of(String architecture, Collection<Integer> known, String compiler) {
    int own = Integer.parseInt(architecture.substring(REAL.length()));
    if (known.contains(own)) {
      return architecture;
    }
    Optional<Integer> newest =
        known.stream().filter(each -> each < own).max(Comparator.naturalOrder());
    return newest
        .map(each -> VIRTUAL + each)
        .orElseThrow(
            () ->
                FaException.resources(
                    compiler
                        + " compiles for compute capabilities "
                        + known
                        + " (times ten), but the device is "
                        + architecture
                        + ". Install the CUDA toolkit 13, or use backend: onednn."));
  }
}
