package io.feedalign.core.checkpoint;

import io.feedalign.core.store.StoredTensor;
import io.feedalign.core.store.TensorFile;
import io.feedalign.error.FaException;
import java.util.List;

/** What a file must hold, by name. */
record Parts(TensorFile file) {
  double[] doubles(String name) {
    return tensor(name).toDoubles();
  }

  long[] longs(String name) {
    return tensor(name).toLongs();
  }

  /** Refuses a table that does not have so many columns and, unless negative, rows. */
  void requireTable(String name, long rows, long columns) {
    List<Long> sizes = tensor(name).sizes();
    boolean fits = sizes.size() == 2 && sizes.get(1) == columns;
    if (!fits || (rows >= 0 && sizes.get(0) != rows)) {
      throw FaException.user(
          "A checkpoint has '" + name + "' of shape " + sizes + " in its history.");
    }
  }

  String word(String key) {
    String word = file.metadata().get(key);
    if (word == null) {
      throw FaException.user("A checkpoint lacks '" + key + "' in its history.");
    }
    return word;
  }

  private StoredTensor tensor(String name) {
    StoredTensor tensor = file.tensors().get(name);
    if (tensor == null) {
      throw FaException.user("A checkpoint lacks '" + name + "' in its history.");
    }
    return tensor;
  }
}
