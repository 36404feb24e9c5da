package io.feedalign.bench.peer;

import io.feedalign.backend.Backend;
import io.feedalign.core.compile.Compiler;
import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.experiment.ConfigTree;
import io.feedalign.core.experiment.ExperimentAssembler;
import io.feedalign.core.experiment.StepCase;
import io.feedalign.core.plugin.Plugins;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.ir.Philox;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.nn.Node;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One step of ours, and what somebody else needs to make the same one. */
final class OurStep implements AutoCloseable {
  private final Backend backend;
  private final InspectedStep step;
  private final long parameters;
  private final int classes;
  private final int draw;

  /**
   * A step of a net of the zoo.
   *
   * @param draw which of many random images, gains and biases
   */
  OurStep(String model, Map<String, Object> settings, PeerTask task, int draw) {
    this.draw = draw;
    Map<String, Object> network = new LinkedHashMap<>(settings);
    network.put("name", model);
    network.put(
        "input", List.of((long) task.channels(), (long) task.height(), (long) task.width()));
    network.put("classes", (long) task.classes());
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("model", network);
    values.put("rule", Peer.rule());
    values.put("update", Map.of("name", "sgd", "rate", 0));
    values.put("backend", "auto");
    values.put("precision", "f32");
    StepCase one =
        new ExperimentAssembler(Plugins.discover()).step(new ConfigTree(values, Map.of()));
    backend = one.backend().open();
    Network bare = withoutDropout(one.network());
    parameters = bare.trainableParameters();
    classes = task.classes();
    step = one.variant().on(Compiler.on(backend)).batch(task.batch()).inspect(bare);
    step.initialize();
  }

  /** Dropout draws other masks in each library. */
  private static Network withoutDropout(Network network) {
    NetworkBuilder builder = new NetworkBuilder(network.name(), network.inputShape());
    Map<Integer, Integer> handles = new HashMap<>(Map.of(Node.INPUT, builder.input()));
    for (Node node : network.nodes()) {
      int[] sources = node.sources().stream().mapToInt(handles::get).toArray();
      boolean drops = node.layer().getClass().getSimpleName().equals("DropoutLayer");
      int handle = drops ? sources[0] : builder.add(node.path(), node.layer(), sources);
      handles.put(node.index(), handle);
    }
    return builder.build(handles.get(network.output().index()), network.head());
  }

  long parameters() {
    return parameters;
  }

  /**
   * Makes the step on random images, gains and biases; what it started from goes to a file.
   *
   * @return what it computed: the loss, and gradients by path
   */
  Map<String, float[]> run(Path file) {
    Map<String, StoredTensor> start = new LinkedHashMap<>();
    step.inputs().forEach((path, tensor) -> prepare(path, tensor, start));
    step.run(0);
    Map<String, float[]> results = new LinkedHashMap<>();
    step.outputs()
        .forEach(
            (name, tensor) -> {
              if (name.equals("loss")) {
                results.put(name, tensor.toArray());
              } else if (name.startsWith("gradient/")) {
                results.put(name.substring("gradient/".length()), tensor.toArray());
              }
            });
    start.keySet().removeIf(path -> !isInput(path) && !results.containsKey(path));
    Safetensors.write(file, start);
    return results;
  }

  private static boolean isInput(String path) {
    return path.equals("x") || path.equals("target");
  }

  private void prepare(String path, Tensor place, Map<String, StoredTensor> start) {
    Shape shape = place.shape();
    if (path.equals("target")) {
      int[] targets = new int[shape.size(0)];
      for (int i = 0; i < targets.length; i++) {
        targets[i] = (3 * i + 1) % classes;
      }
      place.write(IntBuffer.wrap(targets));
      start.put(path, StoredTensor.ofInts(shape, targets));
      return;
    }
    boolean vector = shape.rank() == 1 && (path.endsWith(".weight") || path.endsWith(".bias"));
    if (path.equals("x") || vector) {
      float[] drawn = new float[Math.toIntExact(shape.elements())];
      Philox.normals(Philox.key(draw, path), 0, 0, drawn, drawn.length);
      for (int i = 0; vector && i < drawn.length; i++) {
        drawn[i] = (path.endsWith(".bias") ? 0 : 1) + 0.2f * drawn[i];
      }
      place.write(FloatBuffer.wrap(drawn));
    }
    if (path.equals("x") || path.endsWith(".weight") || path.endsWith(".bias")) {
      start.put(path, StoredTensor.ofFloats(shape, place.toArray()));
    }
  }

  @Override
  public void close() {
    step.close();
    backend.close();
  }
}
