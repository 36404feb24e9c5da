package io.feedalign.core.weights;

import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.FaException;
import io.feedalign.nn.Network;
import io.feedalign.nn.Node;
import io.feedalign.nn.Parameter;
import io.feedalign.spi.NearestName;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a state dict and a network have in common, by name and shape.
 *
 * @param found the tensors that fit the network's parameters, by path
 * @param missing parameters that the state dict lacks
 * @param leftOver tensors that the network has no place for, by name
 * @param unfit one sentence for each tensor whose name fits but whose content doesn't
 * @param counters batch counters that were left out
 */
public record StateMatch(
    Map<String, StoredTensor> found,
    Map<String, Shape> missing,
    Map<String, String> leftOver,
    List<String> unfit,
    int counters) {

  /** Copies the collections, keeping their order. */
  public StateMatch {
    found = new LinkedHashMap<>(found);
    missing = new LinkedHashMap<>(missing);
    leftOver = new LinkedHashMap<>(leftOver);
    unfit = List.copyOf(unfit);
  }

  /** Every parameter of a network by path, such as {@code layer1.0.conv1.weight}. */
  public static Map<String, Parameter> parameters(Network network) {
    Map<String, Parameter> parameters = new LinkedHashMap<>();
    for (Node node : network.nodes()) {
      for (Parameter parameter : node.layer().parameters()) {
        parameters.put(node.path() + "." + parameter.name(), parameter);
      }
    }
    return parameters;
  }

  /** Compares a network with a state dict. */
  public static StateMatch of(Network network, StateDict given) {
    Map<String, StoredTensor> found = new LinkedHashMap<>();
    Map<String, Shape> missing = new LinkedHashMap<>();
    Map<String, String> leftOver = new LinkedHashMap<>();
    List<String> unfit = new ArrayList<>();
    Map<String, Parameter> wanted = parameters(network);
    wanted.forEach(
        (path, parameter) -> {
          StoredTensor tensor = given.tensors().get(path);
          if (tensor == null) {
            missing.put(path, parameter.shape());
          } else {
            take(path, parameter.shape(), tensor, found, unfit);
          }
        });
    given
        .tensors()
        .forEach(
            (name, tensor) -> {
              if (!wanted.containsKey(name)) {
                leftOver.put(name, tensor.shapeText());
              }
            });
    return new StateMatch(found, missing, leftOver, unfit, given.counters());
  }

  private static void take(
      String path,
      Shape shape,
      StoredTensor tensor,
      Map<String, StoredTensor> found,
      List<String> unfit) {
    if (!tensor.has(shape)) {
      unfit.add("'" + path + "' has shape " + tensor.shapeText() + ", but must be " + shape + ".");
    } else if (!tensor.type().floating()) {
      unfit.add("'" + path + "' holds " + tensor.type() + ", but must hold floating numbers.");
    } else {
      found.put(path, tensor);
    }
  }

  /**
   * What fits, as 32-bit floats.
   *
   * @throws FaException (USER) naming the first number that is not finite
   */
  public Map<String, StoredTensor> weights() {
    Map<String, StoredTensor> weights = new LinkedHashMap<>();
    found.forEach((path, tensor) -> weights.put(path, floats(path, tensor)));
    return weights;
  }

  private static StoredTensor floats(String path, StoredTensor tensor) {
    float[] numbers = tensor.toFloats();
    for (int i = 0; i < numbers.length; i++) {
      if (!Float.isFinite(numbers[i])) {
        throw FaException.user(
            "Tensor '" + path + "' holds " + numbers[i] + " as its number " + i + ".");
      }
    }
    return StoredTensor.ofFloats(shape(tensor), numbers);
  }

  private static Shape shape(StoredTensor tensor) {
    return Shape.of(tensor.sizes().stream().mapToInt(Math::toIntExact).toArray());
  }

  /** Whether everything has its place and every place its tensor. */
  public boolean complete() {
    return faults() == 0;
  }

  /** How many tensors do not match. */
  public int faults() {
    return missing.size() + leftOver.size() + unfit.size();
  }

  /** The comparison in lines: a summary, then one line for each tensor that does not match. */
  public List<String> report() {
    List<String> lines = new ArrayList<>();
    long numbers = found.values().stream().mapToLong(StoredTensor::elements).sum();
    lines.add(
        String.format(
            Locale.ROOT,
            "matched %,d tensors with %,d numbers; %,d missing, %,d left over, %,d unfit%s",
            found.size(),
            numbers,
            missing.size(),
            leftOver.size(),
            unfit.size(),
            counters == 0 ? "" : "; " + counters + " batch counters ignored"));
    missing.forEach(
        (path, shape) ->
            lines.add(
                "missing: '"
                    + path
                    + "' "
                    + shape
                    + "."
                    + NearestName.hint(path, leftOver.keySet())));
    leftOver.forEach((name, shape) -> lines.add("left over: '" + name + "' " + shape + "."));
    unfit.forEach(sentence -> lines.add("unfit: " + sentence));
    return lines;
  }
}
