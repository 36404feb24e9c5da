package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * An algorithm of cuBLASLt, which is a block of 64 bytes that the same version of the library
 * understands again; written as eight hexadecimal words.
 *
 * @param words eight of them
 */
record ProductChoice(List<Long> words) {
  /** Words of an algorithm. */
  static final int WORDS = 8;

  private static final Pattern WRITTEN = Pattern.compile("algorithm(?: [0-9a-f]{1,16}){8}");

  /** Copies the words. */
  ProductChoice {
    words = List.copyOf(words);
  }

  /**
   * What {@link #toString} wrote.
   *
   * @throws FaException (INTERNAL) if it is something else
   */
  static ProductChoice parse(String text) {
    if (!WRITTEN.matcher(text).matches()) {
      throw FaException.internal("'" + text + "' names no algorithm of cuBLASLt.");
    }
    String[] parts = text.split(" ", -1);
    List<Long> words = new ArrayList<>();
    for (int i = 1; i <= WORDS; i++) {
      words.add(Long.parseUnsignedLong(parts[i], 16));
    }
    return new ProductChoice(words);
  }

  @Override
  public String toString() {
    return words.stream().map(Long::toHexString).collect(Collectors.joining(" ", "algorithm ", ""));
  }
}
