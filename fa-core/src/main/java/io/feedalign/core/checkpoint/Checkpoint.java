package io.feedalign.core.checkpoint;

import io.feedalign.core.run.CompiledNetwork;
import io.feedalign.core.run.Standing;
import io.feedalign.core.store.FileContent;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorCopy;
import io.feedalign.core.store.TensorFile;
import io.feedalign.error.FaException;
import io.feedalign.tensor.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** A run as it stood at one moment: a folder {@code step-<n>} whose every byte is proven. */
public final class Checkpoint {
  private static final String HISTORY = "history.safetensors";

  private final Path folder;
  private final State state;
  private final History history;
  private final Map<String, StoredTensor> tensors;

  private Checkpoint(Path folder, State state, History history, Map<String, StoredTensor> tensors) {
    this.folder = folder;
    this.state = state;
    this.history = history;
    this.tensors = tensors;
  }

  /** The files of a network's tensors, a history and a state, by name. */
  static Map<String, FileContent> files(
      CompiledNetwork network, Standing standing, State state, String rule) {
    Map<String, Tensor> tensors = network.tensors();
    Owners owners = new Owners(network.network(), tensors.keySet(), rule);
    Map<String, Map<String, StoredTensor>> byFile = new TreeMap<>();
    tensors.forEach(
        (path, tensor) ->
            byFile
                .computeIfAbsent(owners.fileOf(path), file -> new LinkedHashMap<>())
                .put(path, finite(path, TensorCopy.of(tensor))));
    Map<String, FileContent> files = new LinkedHashMap<>();
    byFile.forEach(
        (name, held) -> files.put(name, Safetensors.content(new TensorFile(held, Map.of()))));
    History history = new History(standing.epochs(), standing.probes());
    files.put(HISTORY, Safetensors.content(history.file()));
    files.put(State.NAME, FileContent.of(state.text()));
    return files;
  }

  private static StoredTensor finite(String path, StoredTensor tensor) {
    if (tensor.type().floating() && !tensor.finite()) {
      throw FaException.internal(
          "A checkpoint was asked for while '" + path + "' holds a number that is not finite.");
    }
    return tensor;
  }

  /**
   * What a folder {@code step-<n>} holds, once every byte of it is proven.
   *
   * @throws FaException (USER) naming the file that is missing or not what was written
   */
  public static Checkpoint read(Path folder) {
    Map<String, Path> files = new SealedFolder(new NioDisk(), folder).open();
    State state = State.read(required(files, folder, State.NAME));
    History history = History.of(Safetensors.read(required(files, folder, HISTORY)));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    files.forEach(
        (name, file) -> {
          if (name.endsWith(".safetensors") && !name.equals(HISTORY)) {
            tensors.putAll(Safetensors.read(file).tensors());
          }
        });
    return new Checkpoint(folder, state, history, tensors);
  }

  private static Path required(Map<String, Path> files, Path folder, String name) {
    Path file = files.get(name);
    if (file == null) {
      throw FaException.user("'" + folder + "' holds no " + name + ".");
    }
    return file;
  }

  /** Where it lies. */
  public Path folder() {
    return folder;
  }

  /** How far the run was. */
  public Standing standing() {
    return new Standing(state.position(), history.epochs(), history.probes());
  }

  /** The folder of the checkpoint with the best validation error so far, if there was one. */
  public Optional<Path> best() {
    return state.best().step() < 0
        ? Optional.empty()
        : Optional.of(folder.resolveSibling("step-" + state.best().step()));
  }

  State state() {
    return state;
  }

  /**
   * Fills every tensor of a network that was compiled the same way.
   *
   * @throws FaException (USER) with a line for each tensor that differs
   */
  public void restore(CompiledNetwork network) {
    Set<String> unknown = new LinkedHashSet<>(tensors.keySet());
    unknown.removeAll(network.tensors().keySet());
    if (!unknown.isEmpty()) {
      throw another(List.of(String.join(", ", unknown) + ": unknown here."));
    }
    fill(network.tensors());
  }

  /**
   * Fills some tensors, such as the parameters alone.
   *
   * @throws FaException (USER) with a line for each tensor that differs
   */
  public void fill(Map<String, Tensor> wanted) {
    List<String> problems = new ArrayList<>();
    wanted.forEach(
        (path, tensor) -> {
          StoredTensor stored = tensors.get(path);
          if (stored == null || !TensorCopy.fits(tensor, stored)) {
            String there = stored == null ? "nothing" : stored.type() + " " + stored.shapeText();
            problems.add(path + ": " + there + " instead of " + tensor.shape() + ".");
          }
        });
    if (!problems.isEmpty()) {
      throw another(problems);
    }
    wanted.forEach(
        (path, tensor) -> TensorCopy.fill(tensor, Objects.requireNonNull(tensors.get(path))));
  }

  private FaException another(List<String> problems) {
    return FaException.user(
        "'"
            + folder
            + "' was kept from another network, rule or update:"
            + System.lineSeparator()
            + String.join(System.lineSeparator(), problems));
  }
}
