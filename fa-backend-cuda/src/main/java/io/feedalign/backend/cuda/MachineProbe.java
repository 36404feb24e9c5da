package io.feedalign.backend.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.bytedeco.javacpp.Loader;

/**
 * Looks at the class path, the linker's cache and the device files.
 *
 * @param root the file system's root, replaced in tests
 * @param environment where {@code LD_LIBRARY_PATH} is read
 */
record MachineProbe(Path root, Map<String, String> environment) implements CudaProbe {
  private static final String PRESET = "org/bytedeco/cuda/global/cudart.class";

  static MachineProbe here() {
    return new MachineProbe(Path.of("/"), System.getenv());
  }

  @Override
  public String platform() {
    try {
      return Loader.getPlatform();
    } catch (LinkageError noJavaCpp) {
      return "this platform";
    }
  }

  @Override
  public boolean bindings() {
    return onClassPath(PRESET)
        && onClassPath("org/bytedeco/cuda/" + platform() + "/libjnicudart.so");
  }

  @Override
  public boolean driver() {
    return linkable("libcuda.so.1");
  }

  @Override
  public int devices() {
    int count = 0;
    try (DirectoryStream<Path> nodes =
        Files.newDirectoryStream(root.resolve("dev"), "nvidia[0-9]*")) {
      for (Path node : nodes) {
        count += Files.isReadable(node) ? 1 : 0;
      }
    } catch (IOException unreadable) {
      return 0;
    }
    return count;
  }

  @Override
  public boolean cudnn() {
    return linkable("libcudnn.so.9")
        || onClassPath("org/bytedeco/cuda/" + platform() + "/libcudnn.so.9");
  }

  private boolean linkable(String library) {
    for (String folder : environment.getOrDefault("LD_LIBRARY_PATH", "").split(":")) {
      if (!folder.isEmpty() && Files.exists(Path.of(folder, library))) {
        return true;
      }
    }
    return inLinkerCache(library);
  }

  /** The cache is binary, but holds the names as they are, each ended by a zero. */
  private boolean inLinkerCache(String library) {
    try {
      byte[] cache = Files.readAllBytes(root.resolve("etc/ld.so.cache"));
      return new String(cache, StandardCharsets.ISO_8859_1).contains(library + "\0");
    } catch (IOException noCache) {
      return false;
    }
  }

  private static boolean onClassPath(String resource) {
    return MachineProbe.class.getClassLoader().getResource(resource) != null;
  }
}
