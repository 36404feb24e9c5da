package io.feedalign.core.weights;

import io.feedalign.core.store.IoReason;
import io.feedalign.core.store.Npz;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Weights by the names that PyTorch gives them, from a safetensors or npz file.
 *
 * <pre>{@code
 * StateDict published = StateDict.read(Path.of("resnet32.npz"));
 * StoredTensor first = published.tensors().get("conv1.weight");
 * }</pre>
 *
 * @param tensors by name, without the {@code module.} that data parallelism puts before names
 * @param counters how many batch counters were left out: nothing here depends on them
 */
public record StateDict(Map<String, StoredTensor> tensors, int counters) {
  private static final String PARALLEL = "module.";
  private static final String COUNTER = "num_batches_tracked";
  private static final int ZIP = 0x504B;
  private static final int PICKLE = 0x80;

  /** Keeps the order. */
  public StateDict {
    tensors = new LinkedHashMap<>(tensors);
  }

  /**
   * Reads a file of either format, told apart by its first bytes.
   *
   * @throws FaException (USER) naming the file and what is wrong with it
   */
  public static StateDict read(Path file) {
    Map<String, StoredTensor> named =
        isZip(file) ? Npz.read(file).tensors() : Safetensors.read(file).tensors();
    return of(named);
  }

  /** Named tensors as another program named them. */
  public static StateDict of(Map<String, StoredTensor> named) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    int counters = 0;
    for (Map.Entry<String, StoredTensor> entry : named.entrySet()) {
      String name = entry.getKey();
      if (name.equals(COUNTER) || name.endsWith("." + COUNTER)) {
        counters++;
        continue;
      }
      String bare = name.startsWith(PARALLEL) ? name.substring(PARALLEL.length()) : name;
      if (tensors.put(bare, entry.getValue()) != null) {
        throw FaException.user(
            "There are two tensors '" + bare + "', one with and one without '" + PARALLEL + "'.");
      }
    }
    return new StateDict(tensors, counters);
  }

  private static boolean isZip(Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      if (first == PICKLE && in.read() <= 5) {
        throw Npz.pickle(file);
      }
      return first == ZIP >> 8 && in.read() == (ZIP & 0xff);
    } catch (IOException e) {
      throw new FaException(
          ErrorKind.USER, "Cannot read '" + file + "': " + IoReason.of(e) + ".", e);
    }
  }
}
