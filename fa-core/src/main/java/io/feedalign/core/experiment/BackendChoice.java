package io.feedalign.core.experiment;

import io.feedalign.backend.Backend;
import io.feedalign.core.plugin.Catalogue;
import io.feedalign.error.FaException;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import io.feedalign.spi.Settings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A backend that can run here.
 *
 * @param reason one line: which, and why not the better ones
 */
public record BackendChoice(BackendProvider provider, Settings settings, String reason) {
  /** The name that stands for the best one that can run. */
  public static final String AUTO = "auto";

  /** Starts it. */
  public Backend open() {
    return provider.create(settings);
  }

  /** A backend asked for by name: it must be available. */
  static BackendChoice named(BackendProvider provider, Settings settings) {
    if (provider.availability() instanceof Availability.Unavailable no) {
      throw FaException.user(
          "Backend '"
              + provider.name()
              + "' is unavailable: "
              + no.reason()
              + " Remedy: "
              + no.remedy());
    }
    return new BackendChoice(provider, settings, "backend " + provider.name() + ", as asked");
  }

  /** The available backend of the highest rank, if that is not below 0. */
  public static BackendChoice best(Catalogue<BackendProvider> backends) {
    List<String> refused = new ArrayList<>();
    List<BackendProvider> byRank =
        backends.all().stream()
            .filter(provider -> provider.rank() >= 0)
            .sorted(Comparator.comparingInt(provider -> -provider.rank()))
            .toList();
    for (BackendProvider provider : byRank) {
      if (provider.availability() instanceof Availability.Unavailable no) {
        refused.add("not " + provider.name() + ": " + no.reason());
      } else {
        String why = refused.isEmpty() ? "the best there is" : String.join("; ", refused);
        return new BackendChoice(
            provider,
            provider.settings().defaults(),
            "backend " + provider.name() + " (" + why + ")");
      }
    }
    throw FaException.user(
        "No backend can run here: "
            + (refused.isEmpty() ? "none is installed" : refused)
            + ". Put fa-backend-cpu on the class path, or see fa doctor.");
  }
}
