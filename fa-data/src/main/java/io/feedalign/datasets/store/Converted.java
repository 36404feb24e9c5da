package io.feedalign.datasets.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A place that offers a data set in another form, from which the published files are made.
 *
 * @param origin the place
 * @param files what it offers
 * @param conversion how the published files are made
 */
public record Converted(Origin origin, List<KnownFile> files, Conversion conversion)
    implements Origin {

  /** Makes files out of others. */
  @FunctionalInterface
  public interface Conversion {
    /** Writes the wanted files into the folder in which the others lie. */
    void in(Path folder) throws IOException;
  }

  /** Copies the list. */
  public Converted {
    files = List.copyOf(files);
  }

  @Override
  public String name() {
    return origin.name();
  }

  @Override
  public void fetch(List<KnownFile> wanted, Path folder) throws IOException {
    origin.fetch(files, folder);
    for (KnownFile file : files) {
      Optional<String> problem = Digests.problem(folder.resolve(file.name()), file);
      if (problem.isPresent()) {
        throw new IOException(file.name() + " " + problem.get());
      }
    }
    conversion.in(folder);
  }
}
