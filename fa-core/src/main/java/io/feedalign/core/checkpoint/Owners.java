package io.feedalign.core.checkpoint;

import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import java.util.HashSet;
import java.util.Set;

/**
 * Which file each persistent tensor belongs to. A state below a tensor, such as {@code
 * conv1.weight.momentum}, belongs to what updates that tensor; any other state to the rule.
 */
final class Owners {
  static final String MODEL = "model.safetensors";
  static final String OPTIMIZER = "optimizer.safetensors";

  private final Set<String> parameters = new HashSet<>();
  private final Set<String> paths;
  private final String rule;

  Owners(Network network, Set<String> paths, String rule) {
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        parameters.add(node.pathOf(parameter));
      }
    }
    this.paths = Set.copyOf(paths);
    this.rule = "rule/" + rule + ".safetensors";
  }

  String fileOf(String path) {
    if (parameters.contains(path)) {
      return MODEL;
    }
    for (int dot = path.lastIndexOf('.'); dot > 0; dot = path.lastIndexOf('.', dot - 1)) {
      if (paths.contains(path.substring(0, dot))) {
        return OPTIMIZER;
      }
    }
    return rule;
  }
}
