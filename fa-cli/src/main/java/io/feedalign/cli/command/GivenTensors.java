package io.feedalign.cli.command;

import io.feedalign.core.compile.InspectedStep;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.StoredType;
import io.feedalign.error.FaException;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.NearestName;
import io.feedalign.tensor.Shape;
import io.feedalign.tensor.Tensor;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The numbers of a case: checked against the network, all mistakes told at once. */
final class GivenTensors {

  private static final String X = "x";
  private static final String TARGET = "target";
  private static final String SIGNAL = "signal";

  private final Path file;
  private final Network network;
  private final Map<String, StoredTensor> tensors;
  private final List<String> problems = new ArrayList<>();

  private GivenTensors(Path file, Network network, Map<String, StoredTensor> tensors) {
    this.file = file;
    this.network = network;
    this.tensors = new LinkedHashMap<>(tensors);
  }

  /** Reads a file and checks what can be checked before anything is compiled. */
  static GivenTensors read(Path file, Network network) {
    GivenTensors given = new GivenTensors(file, network, Safetensors.read(file).tensors());
    given.checkInput();
    given.checkParameters();
    if (!given.tensors.containsKey(X) || given.tensors.get(X).sizes().size() != 4) {
      ModelFile.throwIfAny(file, given.problems);
    }
    return given;
  }

  boolean signalGiven() {
    return tensors.containsKey(SIGNAL);
  }

  int batch() {
    return Math.toIntExact(tensor(X).sizes().get(0));
  }

  /** Puts every number in its place; states that were not given are recomputed from the weights. */
  void fill(InspectedStep step) {
    Map<String, Tensor> places = step.inputs();
    checkStates(places, step.remembered());
    checkUnknown(places.keySet());
    ModelFile.throwIfAny(file, problems.stream().distinct().toList());
    step.initialize();
    fill(places, step.remembered(), false);
    step.remember();
    fill(places, step.remembered(), true);
  }

  private void fill(Map<String, Tensor> places, Set<String> remembered, boolean now) {
    for (Map.Entry<String, StoredTensor> given : tensors.entrySet()) {
      String place = given.getKey().equals(SIGNAL) ? TARGET : given.getKey();
      Tensor tensor = places.get(place);
      if (tensor == null || remembered.contains(place) != now) {
        continue;
      }
      if (given.getKey().equals(TARGET)) {
        tensor.write(IntBuffer.wrap(indices(given.getValue())));
      } else {
        ModelFile.fill(tensor, given.getValue());
      }
    }
  }

  private void checkInput() {
    StoredTensor x = tensors.get(X);
    if (x == null) {
      problems.add("tensor 'x' (N, C, H, W) is missing.");
    } else if (x.type() != StoredType.F32) {
      problems.add("tensor 'x' has type " + x.type() + ", but must be F32.");
    } else if (!imageShape(x)) {
      problems.add(
          "tensor 'x' has shape "
              + x.shapeText()
              + ", but the network takes (N, C, H, W) of "
              + network.inputShape()
              + " per image.");
    }
    if (tensors.containsKey(TARGET) == tensors.containsKey(SIGNAL)) {
      problems.add(
          tensors.containsKey(TARGET)
              ? "tensors 'target' and 'signal' are both given. Give one of them."
              : "tensor 'target' (class indices, I64) or 'signal' (like the output) is missing.");
    }
    checkTarget();
  }

  private boolean imageShape(StoredTensor x) {
    Shape image = network.inputShape();
    List<Long> wanted = new ArrayList<>(List.of(x.sizes().isEmpty() ? 0L : x.sizes().get(0)));
    for (int size : image.toArray()) {
      wanted.add((long) size);
    }
    return x.sizes().equals(wanted) && wanted.get(0) > 0;
  }

  private void checkTarget() {
    StoredTensor target = tensors.get(TARGET);
    if (target == null) {
      return;
    }
    if (target.type() != StoredType.I64) {
      problems.add("tensor 'target' has type " + target.type() + ", but must be I64.");
      return;
    }
    long classes = network.output().outputShape().elements();
    for (long index : target.toLongs()) {
      if (index < -1 || index >= classes) {
        problems.add(
            "tensor 'target' holds "
                + index
                + ", but classes are 0 to "
                + (classes - 1)
                + " (-1 leaves a row out).");
        return;
      }
    }
  }

  private void checkParameters() {
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        if (!tensors.containsKey(node.pathOf(parameter))) {
          problems.add(
              "tensor '" + node.pathOf(parameter) + "' " + parameter.shape() + " is missing.");
        }
      }
    }
  }

  private void checkStates(Map<String, Tensor> places, Set<String> remembered) {
    Set<String> parameters = parameterPaths();
    for (Map.Entry<String, Tensor> place : places.entrySet()) {
      String name = place.getKey();
      StoredTensor given = tensors.get(name.equals(TARGET) && signalGiven() ? SIGNAL : name);
      if (given == null) {
        boolean optional = remembered.contains(name) || ofUpdate(name, parameters);
        if (!optional && !name.equals(X) && !name.equals(TARGET)) {
          problems.add("tensor '" + name + "' " + place.getValue().shape() + " is missing.");
        }
      } else if (name.equals(TARGET) && !signalGiven()) {
        checkTargetRows(given);
      } else {
        ModelFile.mismatch(
                signalGiven() && name.equals(TARGET) ? SIGNAL : name, given, place.getValue())
            .ifPresent(problems::add);
      }
    }
  }

  private void checkUnknown(Set<String> places) {
    Set<String> known = new TreeSet<>(places);
    known.add(SIGNAL);
    for (String name : tensors.keySet()) {
      if (!known.contains(name)) {
        problems.add(
            "tensor '"
                + name
                + "' is unknown. Known: "
                + String.join(", ", known)
                + "."
                + NearestName.hint(name, known));
      }
    }
  }

  private void checkTargetRows(StoredTensor target) {
    if (!target.sizes().equals(List.of((long) batch()))) {
      problems.add(
          "tensor 'target' has shape " + target.shapeText() + ", but must be [" + batch() + "].");
    }
  }

  /** Momentum and its like belong to a parameter and start at zero: they may be left out. */
  private static boolean ofUpdate(String name, Set<String> parameters) {
    int dot = name.lastIndexOf('.');
    return dot > 0 && parameters.contains(name.substring(0, dot));
  }

  private Set<String> parameterPaths() {
    return network.nodes().stream()
        .flatMap(node -> node.layer().parameters().stream().map(node::pathOf))
        .collect(Collectors.toSet());
  }

  private static int[] indices(StoredTensor target) {
    long[] indices = target.toLongs();
    int[] narrow = new int[indices.length];
    for (int i = 0; i < narrow.length; i++) {
      narrow[i] = Math.toIntExact(indices[i]);
    }
    return narrow;
  }

  private StoredTensor tensor(String name) {
    StoredTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw FaException.user(file + ": tensor '" + name + "' is missing.");
    }
    return tensor;
  }
}
