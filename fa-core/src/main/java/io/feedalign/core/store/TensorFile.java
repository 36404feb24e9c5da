package io.feedalign.core.store;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one safetensors file holds.
 *
 * @param tensors by name, in the order of the header
 * @param metadata free text by key
 */
public record TensorFile(Map<String, StoredTensor> tensors, Map<String, String> metadata) {

  /** Copies both maps and keeps their order. */
  public TensorFile {
    tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
  }
}
