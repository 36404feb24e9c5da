package io.feedalign.cli.command;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.experiment.BackendChoice;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.nn.Network;
import java.util.LinkedHashMap;
import java.util.Map;

/** Weights of a network as they start, for those that nobody gave. */
record Drawn(Plugins plugins, ConfigTree tree) {
  // The fewest images from which a batch norm can learn: nothing is learnt here.
  private static final int BATCH = 2;

  /** The given tensors, and those drawn from the tree's seed that are missing. */
  Map<String, StoredTensor> completed(Network network, Map<String, StoredTensor> given) {
    Map<String, StoredTensor> all = new LinkedHashMap<>();
    long seed = tree.values().get("seed") instanceof Number number ? number.longValue() : 0;
    try (Backend backend = BackendChoice.best(plugins.backends()).open();
        CompiledNetwork compiled = Compiler.on(backend).batch(BATCH).seed(seed).compile(network)) {
      compiled.initialize();
      compiled.tensors().forEach((path, tensor) -> all.put(path, ModelFile.stored(tensor)));
    }
    all.putAll(given);
    return all;
  }
}
