package io.feedalign.backend.cuda;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;

/** A machine that has the first so many rungs of the ladder. */
record Machine(int rungs) implements CudaProbe {
  /** So many rungs are all. */
  static final int ALL = 9;

  private static final List<String> LIBRARIES =
      List.of("libcudart.so.13", "libnvrtc.so.13", "libcublasLt.so.13", "libcudnn.so.9");

  @Override
  public String platform() {
    return "linux-x86_64";
  }

  @Override
  public boolean bindings() {
    return rungs > 0;
  }

  @Override
  public boolean driver() {
    return rungs > 1;
  }

  @Override
  public OptionalInt driverVersion() {
    return OptionalInt.of(rungs > 2 ? 580 : 579);
  }

  @Override
  public int devices() {
    return rungs > 3 ? 2 : 0;
  }

  @Override
  public boolean hidden() {
    return rungs <= 4;
  }

  @Override
  public LibraryFolders folders() {
    return new LibraryFolders(Path.of("/nowhere"), Map.of());
  }

  @Override
  public boolean has(String library) {
    return LIBRARIES.subList(0, Math.max(0, rungs - 5)).contains(library);
  }
}
