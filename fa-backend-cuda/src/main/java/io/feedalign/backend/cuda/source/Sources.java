package io.feedalign.backend.cuda.source;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The kernels of one program as one text: a prelude of device functions, and a definition for each
 * kernel. The text depends on the kernels alone, so that equal programs are compiled once.
 */
public final class Sources {
  private final String prelude;
  private final Map<KernelText, String> names = new LinkedHashMap<>();

  /** Kernels that may call what the prelude defines. */
  public Sources(String prelude) {
    this.prelude = prelude;
  }

  /** The name under which a kernel is compiled. */
  public String name(KernelText kernel) {
    return names.computeIfAbsent(kernel, text -> text.label() + "_" + names.size());
  }

  /** Everything, in the order in which kernels were first named. */
  public String text() {
    StringBuilder text = new StringBuilder(prelude);
    names.forEach((kernel, name) -> text.append('\n').append(definition(kernel, name)));
    return text.toString();
  }

  /**
   * {@code KERNEL_n(name, types...) { body }}: how a kernel is declared is the prelude's affair.
   */
  private static String definition(KernelText kernel, String name) {
    StringBuilder text = new StringBuilder("KERNEL_");
    text.append(kernel.parameters().size()).append('(').append(name);
    kernel.parameters().forEach(type -> text.append(", ").append(type));
    return text.append(") {\n").append(kernel.body()).append("}\n").toString();
  }
}
