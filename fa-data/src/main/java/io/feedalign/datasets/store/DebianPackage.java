package io.feedalign.datasets.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A Debian package that holds the files gzipped. It is downloaded and read, never installed.
 *
 * @param packageName the package
 * @param prefix the folder inside it, ending in a slash
 * @param commands runs {@code apt-get} and {@code dpkg-deb}
 */
public record DebianPackage(String packageName, String prefix, Commands commands)
    implements Origin {

  /** A package fetched with the programs of this machine. */
  public static DebianPackage of(String packageName, String prefix) {
    return new DebianPackage(packageName, prefix, new ProcessCommands(300));
  }

  @Override
  public String name() {
    return "Debian package " + packageName;
  }

  @Override
  public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
    Path log = folder.resolve("apt-get.log");
    commands.run(List.of("apt-get", "download", "-oAcquire::Retries=0", packageName), folder, log);
    Path tar = folder.resolve("data.tar");
    Path archive = Archives.only(folder, "*.deb");
    commands.run(List.of("dpkg-deb", "--fsys-tarfile", archive.toString()), folder, tar);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(tar), 1 << 16)) {
      new TarPicker(prefix, ".gz").pick(in, wanted, folder);
    }
  }
}
