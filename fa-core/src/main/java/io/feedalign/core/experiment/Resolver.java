package io.feedalign.core.experiment;

import io.feedalign.core.plugin.Catalogue;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.error.Problems;
import io.feedalign.spi.Provider;
import io.feedalign.spi.Settings;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns references into providers, settings and objects; what fails is noted at its key. */
record Resolver(Problems problems) {
  private static final Pattern KEYED = Pattern.compile("([a-z_0-9.\\[\\]]+): (.*)");

  /**
   * A provider and its checked settings.
   *
   * @param <P> the kind of provider
   */
  record Resolved<P>(String path, P provider, Settings settings) {}

  /** The provider of that name and its settings, if both are right. */
  <P extends Provider<?>> Optional<Resolved<P>> find(Catalogue<P> catalogue, Reference reference) {
    Optional<P> provider = catalogue.find(reference.name());
    if (provider.isEmpty()) {
      problems.add(reference.path(), catalogue.unknown(reference.name()));
      return Optional.empty();
    }
    int before = problems.all().size();
    Settings settings =
        provider.get().settings().read(reference.settings(), problems.in(reference.path()));
    boolean sound = problems.all().size() == before;
    return sound
        ? Optional.of(new Resolved<>(reference.path(), provider.get(), settings))
        : Optional.empty();
  }

  /** What a resolved provider makes. */
  <T, P extends Provider<T>> Optional<T> create(Resolved<P> resolved) {
    return attempt(resolved.path(), () -> resolved.provider().create(resolved.settings()));
  }

  /** What is made, or a note of the user's mistake that prevented it. */
  <T> Optional<T> attempt(String path, Supplier<T> make) {
    try {
      return Optional.of(make.get());
    } catch (FaException failure) {
      if (failure.kind() != ErrorKind.USER) {
        throw failure;
      }
      String.valueOf(failure.getMessage()).lines().forEach(line -> note(path, line));
      return Optional.empty();
    }
  }

  /** A line that begins with a key, such as {@code layers[2].conv: ...}, is noted at that key. */
  private void note(String path, String line) {
    Matcher keyed = KEYED.matcher(line);
    if (keyed.matches()) {
      problems.in(path).add(keyed.group(1), keyed.group(2));
    } else {
      problems.add(path, line);
    }
  }
}
