package io.feedalign.cli.command;

import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.StoredType;
import io.feedalign.error.FaException;
import io.feedalign.spi.NearestName;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Tensor;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Tensors of a network to a safetensors file and back. */
final class ModelFile {

  private ModelFile() {}

  static void write(Path file, Map<String, Tensor> tensors) {
    Map<String, StoredTensor> stored = new LinkedHashMap<>();
    tensors.forEach((path, tensor) -> stored.put(path, stored(tensor)));
    Safetensors.write(file, stored);
  }

  static StoredTensor stored(Tensor tensor) {
    if (tensor.type() == DType.I32) {
      int[] elements = new int[Math.toIntExact(tensor.shape().elements())];
      tensor.read(IntBuffer.wrap(elements));
      return StoredTensor.ofInts(tensor.shape(), elements);
    }
    return StoredTensor.ofFloats(tensor.shape(), tensor.toArray());
  }

  /**
   * Fills every tensor from a file that must hold it; all mistakes are told at once. What the file
   * holds besides, such as the states of rules, stays there.
   */
  static void read(Path file, Map<String, Tensor> tensors) {
    Map<String, StoredTensor> stored = Safetensors.read(file).tensors();
    List<String> problems = new ArrayList<>();
    tensors.forEach(
        (path, tensor) -> {
          StoredTensor given = stored.get(path);
          if (given == null) {
            problems.add(
                "tensor '"
                    + path
                    + "' "
                    + tensor.shape()
                    + " is missing."
                    + NearestName.hint(path, stored.keySet()));
          } else {
            mismatch(path, given, tensor).ifPresent(problems::add);
          }
        });
    throwIfAny(file, problems);
    tensors.forEach((path, tensor) -> fill(tensor, Objects.requireNonNull(stored.get(path))));
  }

  /** What is wrong with a stored tensor that is to fill one in memory. */
  static Optional<String> mismatch(String name, StoredTensor given, Tensor wanted) {
    StoredType type = wanted.type() == DType.I32 ? StoredType.I32 : StoredType.F32;
    if (given.type() != type) {
      return Optional.of(
          "tensor '" + name + "' has type " + given.type() + ", but must be " + type + ".");
    }
    if (!given.has(wanted.shape())) {
      return Optional.of(
          "tensor '"
              + name
              + "' has shape "
              + given.shapeText()
              + ", but must be "
              + wanted.shape()
              + ".");
    }
    return Optional.empty();
  }

  static void fill(Tensor tensor, StoredTensor given) {
    if (tensor.type() == DType.I32) {
      int[] elements = Arrays.stream(given.toLongs()).mapToInt(Math::toIntExact).toArray();
      tensor.write(IntBuffer.wrap(elements));
    } else {
      tensor.write(FloatBuffer.wrap(given.toFloats()));
    }
  }

  static void throwIfAny(Path file, List<String> problems) {
    if (!problems.isEmpty()) {
      throw FaException.user(
          String.join(
              System.lineSeparator(),
              problems.stream().map(problem -> file + ": " + problem).toList()));
    }
  }
}
