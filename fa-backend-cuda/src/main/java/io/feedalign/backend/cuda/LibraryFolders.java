package io.feedalign.backend.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where CUDA's own libraries lie on a machine: on the library path, in the linker's cache, in the
 * toolkit's folders, or in those of Python's wheels.
 *
 * @param root the file system's root, replaced in tests
 * @param environment of the process
 */
record LibraryFolders(Path root, Map<String, String> environment) {
  private static final List<String> SYSTEM =
      List.of(
          "usr/local/cuda/lib64",
          "usr/local/cuda-13*/lib64",
          "usr/local/cuda-13*/lib",
          "usr/local/cuda*/targets/*/lib",
          "usr/lib/x86_64-linux-gnu",
          "usr/lib/aarch64-linux-gnu",
          "usr/lib64",
          "usr/lib/wsl/lib",
          "opt/cuda/lib64");
  private static final List<String> PYTHONS = List.of("usr", "usr/local", "opt/conda");
  private static final List<String> HOME_PYTHONS =
      List.of(".local", ".pyenv/versions/*", "miniconda3", "anaconda3", "miniforge3");
  private static final List<String> PACKAGES =
      List.of(
          "lib/python3*/site-packages", "lib/python3*/dist-packages", "lib/python3/dist-packages");

  /** A library by its name with its version, such as {@code libcudnn.so.9}. */
  Optional<Path> find(String library) {
    return candidates(library).filter(Files::isRegularFile).findFirst();
  }

  /** What lies in the folder of a library and has a name of a pattern. */
  Optional<Path> beside(Path library, String pattern) {
    Path folder = library.toAbsolutePath().getParent();
    return folder == null ? Optional.empty() : matches(folder, pattern).stream().findFirst();
  }

  private Stream<Path> candidates(String library) {
    return Stream.of(
            Stream.of(environment.getOrDefault("LD_LIBRARY_PATH", "").split(":"))
                .filter(folder -> !folder.isBlank())
                .map(folder -> Path.of(folder, library)),
            linkerCache(library),
            SYSTEM.stream()
                .flatMap(pattern -> expand(root, pattern).stream())
                .map(folder -> folder.resolve(library)),
            pythons().map(python -> python.resolve("lib").resolve(library)),
            wheels(library))
        .flatMap(found -> found);
  }

  /** The cache is binary, but holds paths as they are, each ended by a zero. */
  private Stream<Path> linkerCache(String library) {
    try {
      byte[] cache = Files.readAllBytes(root.resolve("etc/ld.so.cache"));
      return Stream.of(new String(cache, StandardCharsets.ISO_8859_1).split("\0"))
          .filter(entry -> entry.startsWith("/") && entry.endsWith("/" + library))
          .filter(entry -> !entry.contains("/i386-") && !entry.contains("/lib32/"))
          .map(entry -> root.resolve(entry.substring(1)));
    } catch (IOException noCache) {
      return Stream.empty();
    }
  }

  /** Python's wheels bring a library each, in {@code nvidia/NAME/lib}. */
  private Stream<Path> wheels(String library) {
    return pythons()
        .flatMap(python -> PACKAGES.stream().flatMap(p -> expand(python, p).stream()))
        .filter(packages -> !library.startsWith("libcudnn") || hasCudnnForCuda13(packages))
        .flatMap(packages -> expand(packages, "nvidia/*/lib").stream())
        .map(folder -> folder.resolve(library));
  }

  /** cuDNN 9 has the same name for every CUDA; its wheel tells. */
  private static boolean hasCudnnForCuda13(Path packages) {
    return !matches(packages, "nvidia_cudnn_cu13-*").isEmpty();
  }

  private Stream<Path> pythons() {
    Stream<Path> active =
        Stream.of("VIRTUAL_ENV", "CONDA_PREFIX")
            .map(name -> environment.getOrDefault(name, ""))
            .filter(folder -> !folder.isBlank())
            .map(Path::of);
    String home = environment.getOrDefault("HOME", "");
    Stream<Path> own =
        home.isBlank()
            ? Stream.empty()
            : HOME_PYTHONS.stream().flatMap(p -> expand(Path.of(home), p).stream());
    Stream<Path> shared = PYTHONS.stream().map(root::resolve);
    return Stream.of(active, own, shared).flatMap(found -> found).filter(Files::isDirectory);
  }

  /** The folders that a path with stars stands for, the last by name first. */
  private static List<Path> expand(Path start, String pattern) {
    List<Path> found = List.of(start);
    for (String part : pattern.split("/")) {
      List<Path> next = new ArrayList<>();
      for (Path folder : found) {
        if (part.contains("*")) {
          next.addAll(matches(folder, part));
        } else {
          next.add(folder.resolve(part));
        }
      }
      found = next;
    }
    return found;
  }

  private static List<Path> matches(Path folder, String pattern) {
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      entries.forEach(found::add);
    } catch (IOException unreadable) {
      return List.of();
    }
    found.sort(Comparator.reverseOrder());
    return found;
  }
}
