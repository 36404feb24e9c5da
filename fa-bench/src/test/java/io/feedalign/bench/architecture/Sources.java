package io.feedalign.bench.architecture;

import java.nio.file.Files;
import java.nio.file.Path;

/** Where the sources of all modules lie: Maven runs tests in the folder of their module. */
public final class Sources {
  private Sources() {}

  /** The folder above all modules. */
  public static Path root() {
    Path here = Path.of("").toAbsolutePath();
    while (here != null && !Files.isRegularFile(here.resolve("fa-api/pom.xml"))) {
      here = here.getParent();
    }
    if (here == null) {
      throw new IllegalStateException("There is no folder fa-api above the working folder.");
    }
    return here;
  }
}
