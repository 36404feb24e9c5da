package io.feedalign.backend.nd4j;

import io.feedalign.spi.Availability;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import org.bytedeco.javacpp.Loader;

/**
 * What of ND4J a class loader offers for this machine, found without loading any of it.
 *
 * @param loader where to look
 * @param platform such as {@code linux-x86_64}
 */
record Nd4jInstallation(ClassLoader loader, String platform) {
  private static final String VERSION = "META-INF/maven/org.nd4j/nd4j-api/pom.properties";
  private static final String BINDINGS = "org/nd4j/linalg/cpu/nativecpu/bindings/";
  private static final String BLAS = "org/bytedeco/openblas/";
  private static final List<String> EXTENSIONS =
      List.of("-onednn-avx512", "-onednn-avx2", "-onednn", "-avx512", "-avx2", "-compat", "");

  /** The installation that this code would use. */
  static Nd4jInstallation here() {
    return new Nd4jInstallation(Nd4jInstallation.class.getClassLoader(), Loader.getPlatform());
  }

  /** The ladder: each rung says what is missing and what to do. */
  Availability availability() {
    if (!has("org/nd4j/linalg/cpu/nativecpu/CpuBackend.class")) {
      return new Availability.Unavailable(
          "ND4J is not on the class path.",
          "Add fa-backend-cpu with its dependencies, org.nd4j:nd4j-native among them.");
    }
    Optional<String> build = build();
    if (build.isEmpty()) {
      return new Availability.Unavailable(
          "There is no native ND4J library for " + platform + " on the class path.",
          "Add org.nd4j:nd4j-native with the classifier " + platform + ".");
    }
    if (!has(BLAS + platform + "/" + library("jniopenblas_nolapack"))) {
      return new Availability.Unavailable(
          "There is no native OpenBLAS library, which ND4J needs, for "
              + platform
              + " on the class path.",
          "Add org.bytedeco:openblas with the classifier " + platform + ".");
    }
    return new Availability.Available("ND4J " + version() + " (" + build.get() + ")");
  }

  /** Platform and instruction set of the native library that is there. */
  Optional<String> build() {
    return EXTENSIONS.stream()
        .map(extension -> platform + extension)
        .filter(build -> has(BINDINGS + build + "/" + library("jnind4jcpu")))
        .findFirst();
  }

  /** ND4J's version. */
  String version() {
    Properties properties = new Properties();
    try (InputStream stream = loader.getResourceAsStream(VERSION)) {
      if (stream != null) {
        properties.load(stream);
      }
    } catch (IOException unreadable) {
      return "of unknown version";
    }
    return properties.getProperty("version", "of unknown version");
  }

  private boolean has(String resource) {
    return loader.getResource(resource) != null;
  }

  private static String library(String name) {
    Properties platform = Loader.loadProperties();
    return platform.getProperty("platform.library.prefix", "lib")
        + name
        + platform.getProperty("platform.library.suffix", ".so");
  }
}
