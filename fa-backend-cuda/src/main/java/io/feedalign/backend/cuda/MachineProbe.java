package io.feedalign.backend.cuda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bytedeco.javacpp.Loader;

/**
 * Looks at the class path, the folders of libraries, and what the kernel tells.
 *
 * @param root the file system's root, replaced in tests
 * @param environment of the process
 */
record MachineProbe(Path root, Map<String, String> environment) implements CudaProbe {
  private static final String PRESET = "org/bytedeco/cuda/global/cudart.class";
  private static final Pattern VERSION = Pattern.compile("\\s(\\d{3,4})\\.\\d+(\\.\\d+)?\\s");

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
    return folders().find(NativeLibraries.DRIVER).isPresent();
  }

  @Override
  public OptionalInt driverVersion() {
    try {
      String text =
          Files.readString(root.resolve("proc/driver/nvidia/version"), StandardCharsets.ISO_8859_1);
      Matcher version = VERSION.matcher(text);
      return version.find()
          ? OptionalInt.of(Integer.parseInt(version.group(1)))
          : OptionalInt.empty();
    } catch (IOException untold) {
      return OptionalInt.empty();
    }
  }

  /** One for each node of the driver; under WSL there is one node for all. */
  @Override
  public int devices() {
    int count = 0;
    try (DirectoryStream<Path> nodes =
        Files.newDirectoryStream(root.resolve("dev"), "{nvidia[0-9]*,dxg}")) {
      for (Path node : nodes) {
        count += Files.isReadable(node) ? 1 : 0;
      }
    } catch (IOException unreadable) {
      return 0;
    }
    return count;
  }

  @Override
  public boolean hidden() {
    String visible = environment.get("CUDA_VISIBLE_DEVICES");
    return visible != null && (visible.isBlank() || visible.strip().startsWith("-"));
  }

  @Override
  public LibraryFolders folders() {
    return new LibraryFolders(root, environment);
  }

  @Override
  public boolean has(String library) {
    return folders().find(library).isPresent()
        || onClassPath("org/bytedeco/cuda/" + platform() + "/" + library);
  }

  private static boolean onClassPath(String resource) {
    return MachineProbe.class.getClassLoader().getResource(resource) != null;
  }
}
