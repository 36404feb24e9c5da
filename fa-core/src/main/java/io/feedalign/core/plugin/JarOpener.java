package io.feedalign.core.plugin;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * Opens plugin jars, each with a class loader of its own, so that two may bring different versions
 * of one library. A jar that cannot be used costs one line.
 */
final class JarOpener {
  private static final String SERVICES = "META-INF/services/io.feedalign.spi.";

  private final ClassLoader api;
  private final List<String> warnings;

  JarOpener(ClassLoader ours, List<String> warnings) {
    this.api = new ApiClassLoader(ours);
    this.warnings = warnings;
  }

  Optional<PluginSource> open(Path file) {
    try {
      Optional<String> refusal = refusal(file);
      if (refusal.isPresent()) {
        return refused(file, refusal.get());
      }
      PluginJar jar = new PluginJar(file, sha256(file));
      // Never closed: classes are loaded as they are first used, until the program ends.
      URL[] urls = {file.toUri().toURL()};
      ClassLoader loader = new URLClassLoader(jar.name(), urls, api);
      return Optional.of(new PluginSource(loader, Optional.of(jar)));
    } catch (IOException | SecurityException e) {
      return refused(file, "it is no readable jar (" + e.getMessage() + ").");
    }
  }

  private Optional<PluginSource> refused(Path file, String reason) {
    warnings.add("Plugin '" + file.getFileName() + "' is not used: " + reason);
    return Optional.empty();
  }

  private static Optional<String> refusal(Path file) throws IOException {
    try (JarFile jar = new JarFile(file.toFile())) {
      if (jar.stream().noneMatch(entry -> entry.getName().startsWith(SERVICES))) {
        return Optional.of(
            "it provides nothing. A plugin names its providers in files such as "
                + SERVICES
                + "RuleProvider.");
      }
      Manifest manifest = jar.getManifest();
      String api = manifest == null ? null : manifest.getMainAttributes().getValue(ApiVersion.KEY);
      return api == null ? Optional.of(unsaid()) : mismatch(api);
    }
  }

  private static String unsaid() {
    return "its manifest does not say for which API it was built. This feedalign needs '"
        + ApiVersion.KEY
        + ": "
        + ApiVersion.OURS
        + "' there.";
  }

  private static Optional<String> mismatch(String api) {
    boolean served = ApiVersion.parse(api).filter(ApiVersion.OURS::servesPluginsOf).isPresent();
    return served
        ? Optional.empty()
        : Optional.of(
            "it needs API "
                + api.strip()
                + ", but this feedalign has API "
                + ApiVersion.OURS
                + ". Build it against fa-api "
                + ApiVersion.OURS
                + ", or use a feedalign that has what it needs.");
  }

  private static String sha256(Path file) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      try (InputStream input = new DigestInputStream(Files.newInputStream(file), digest)) {
        input.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
