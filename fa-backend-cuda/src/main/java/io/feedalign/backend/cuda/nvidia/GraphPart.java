package io.feedalign.backend.cuda.nvidia;

import java.util.List;

/**
 * One descriptor of cuDNN's graph interface.
 *
 * @param name its kind without {@code CUDNN_BACKEND_} and {@code _DESCRIPTOR}
 * @param descriptor the kind's number
 * @param settings in the order in which they are set, before it is finalised
 */
record GraphPart(String name, int descriptor, List<GraphSetting> settings) {
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder(name).append('\n');
    settings.forEach(setting -> text.append("  ").append(setting).append('\n'));
    return text.toString();
  }
}
