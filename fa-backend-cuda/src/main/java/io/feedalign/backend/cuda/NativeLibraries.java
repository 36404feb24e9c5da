package io.feedalign.backend.cuda;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * CUDA's libraries in the order in which they need each other. Loaded from wherever they lie, they
 * are then found by name when the bindings ask for them.
 *
 * @param folders where to look
 */
record NativeLibraries(LibraryFolders folders) {
  /** The oldest driver that runs CUDA 13. */
  static final int DRIVER_VERSION = 580;

  static final String DRIVER = "libcuda.so.1";
  static final String RUNTIME = "libcudart.so.13";
  static final String COMPILER = "libnvrtc.so.13";
  static final String PRODUCTS = "libcublasLt.so.13";
  static final String CONVOLUTIONS = "libcudnn.so.9";

  private static final String COMPILER_BUILTINS = "libnvrtc-builtins.so.13*";
  private static final List<String> OTHERS =
      List.of(
          PRODUCTS,
          "libcublas.so.13",
          "libcudnn_graph.so.9",
          "libcudnn_ops.so.9",
          "libcudnn_cnn.so.9",
          "libcudnn_adv.so.9",
          CONVOLUTIONS);

  /** Those that are found, in the order in which they are to be loaded. */
  List<Path> found() {
    List<Path> found = new ArrayList<>();
    folders.find(DRIVER).ifPresent(found::add);
    folders.find(RUNTIME).ifPresent(found::add);
    folders
        .find(COMPILER)
        .ifPresent(
            compiler -> {
              folders.beside(compiler, COMPILER_BUILTINS).ifPresent(found::add);
              found.add(compiler);
            });
    OTHERS.forEach(library -> folders.find(library).ifPresent(found::add));
    return found;
  }

  /**
   * Loads them; what is not found is left to the linker and to jars.
   *
   * @throws LinkageError if one cannot be loaded
   */
  void load() {
    found().forEach(library -> System.load(library.toAbsolutePath().toString()));
  }
}
