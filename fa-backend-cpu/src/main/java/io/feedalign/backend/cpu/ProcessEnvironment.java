package io.feedalign.backend.cpu;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;

/**
 * The environment that native libraries of this process read. Java sees a copy made when it
 * started, and offers no way to change the original; on Linux the C library's {@code environ} is at
 * hand.
 */
final class ProcessEnvironment {
  private ProcessEnvironment() {}

  /** Whether {@link #set} works here. */
  static boolean writable() {
    return Loader.getPlatform().startsWith("linux");
  }

  /** The value of a variable. */
  static Optional<String> read(String name) {
    if (!writable()) {
      return Optional.ofNullable(System.getenv(name));
    }
    String start = name + "=";
    return entries().stream()
        .map(BytePointer::getString)
        .filter(entry -> entry.startsWith(start))
        .map(entry -> entry.substring(start.length()))
        .findFirst();
  }

  /** Sets a variable, for libraries that are loaded later. */
  static void set(String name, String value) {
    List<BytePointer> entries = new ArrayList<>(entries());
    entries.removeIf(entry -> entry.getString().startsWith(name + "="));
    byte[] text = (name + "=" + value + "\0").getBytes(StandardCharsets.UTF_8);
    BytePointer added = new BytePointer(Pointer.malloc(text.length));
    added.put(text, 0, text.length);
    entries.add(added);
    write(entries);
  }

  private static List<BytePointer> entries() {
    List<BytePointer> entries = new ArrayList<>();
    PointerPointer<BytePointer> block = new PointerPointer<>(place().get(0));
    BytePointer entry = block.get(BytePointer.class, 0);
    while (entry != null) {
      entries.add(entry);
      entry = block.get(BytePointer.class, entries.size());
    }
    return entries;
  }

  /**
   * Puts a new block in place of the old one. Neither is ever freed: libraries may hold on to it.
   */
  private static void write(List<BytePointer> entries) {
    Pointer block = Pointer.calloc(entries.size() + 1L, Long.BYTES);
    PointerPointer<BytePointer> places = new PointerPointer<>(block);
    for (int i = 0; i < entries.size(); i++) {
      places.put(i, entries.get(i));
    }
    place().put(0, block);
  }

  private static PointerPointer<BytePointer> place() {
    Loader.load(Pointer.class);
    return new PointerPointer<>(Loader.addressof("environ"));
  }
}
