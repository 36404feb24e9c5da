package io.feedalign.datasets.store;

import io.feedalign.error.FaException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * One attempt to bring a data set here, origin by origin.
 *
 * @param published what is wanted
 * @param folder where it goes
 * @param progress is told what happens
 */
record Acquisition(PublishedFiles published, AtomicFolder folder, Consumer<String> progress) {

  void run() throws IOException {
    List<String> failures = new ArrayList<>();
    try {
      for (Origin origin : published.origins()) {
        Optional<String> failure = attempt(origin, folder.begin());
        if (failure.isEmpty()) {
          folder.commit();
          return;
        }
        failures.add(origin.name() + ": " + failure.get());
        progress.accept("  " + failure.get() + ".");
      }
    } finally {
      folder.abandon();
    }
    throw FaException.user(nowhere(failures));
  }

  /** Fills the draft from one origin; says why not if it could not. */
  private Optional<String> attempt(Origin origin, Path draft) throws IOException {
    progress.accept("Trying " + origin.name() + " ...");
    Path work = Files.createDirectory(draft.resolve("work"));
    try {
      origin.fetch(published.files(), work);
    } catch (IOException e) {
      return Optional.of(said(e));
    }
    for (KnownFile file : published.files()) {
      Optional<String> problem = Digests.problem(work.resolve(file.name()), file);
      if (problem.isPresent()) {
        return Optional.of(file.name() + " " + problem.get());
      }
    }
    for (KnownFile file : published.files()) {
      Files.move(work.resolve(file.name()), draft.resolve(file.name()));
    }
    AtomicFolder.delete(work);
    Files.writeString(draft.resolve("SHA256SUMS"), sums(), StandardCharsets.US_ASCII);
    return Optional.empty();
  }

  private static String said(IOException failure) {
    String message = failure.getMessage();
    return message == null ? failure.getClass().getSimpleName() : message;
  }

  private String sums() {
    StringBuilder lines = new StringBuilder();
    for (KnownFile file : published.files()) {
      lines.append(file.sha256()).append("  ").append(file.name()).append('\n');
    }
    return lines.toString();
  }

  private String nowhere(List<String> failures) {
    return "Data set '"
        + published.dataset()
        + "' could not be fetched.\n  "
        + String.join("\n  ", failures)
        + "\nYou can also put its files ("
        + DataStore.names(published)
        + ", plain or gzipped) into "
        + folder.target()
        + " yourself; 'fa data verify "
        + published.dataset()
        + "' then checks them.";
  }
}
