package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.CopyStream;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.ir.Value;
import io.feedalign.tensor.Tensor;
import java.util.Arrays;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a program's feeds land for its next run. Memory is taken for each when it is first asked
 * for; if there is none left, nothing lands and feeds are written between runs.
 */
final class Landings implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Landings.class);

  private final Views views;
  private final TargetClasses targets;
  private Landing[] places = {};
  private boolean full;

  Landings(Views views, TargetClasses targets) {
    this.views = views;
    this.targets = targets;
  }

  /** The place of a feed, to be written only. */
  Optional<Tensor> place(Value feed) {
    return find(feed).or(() -> added(feed)).map(landing -> new CudaTensor(feed, landing, targets));
  }

  private Optional<Landing> find(Value feed) {
    return Arrays.stream(places).filter(place -> place.feed().equals(feed)).findFirst();
  }

  private Optional<Landing> added(Value feed) {
    if (full) {
      return Optional.empty();
    }
    try {
      Landing fresh = Landing.of(feed, views);
      places = Arrays.copyOf(places, places.length + 1);
      places[places.length - 1] = fresh;
      return Optional.of(fresh);
    } catch (FaException refused) {
      if (refused.kind() != ErrorKind.RESOURCES) {
        throw refused;
      }
      full = true;
      LOG.info("Batches are copied to the device between steps: {}", refused.getMessage());
      return Optional.empty();
    }
  }

  /** Drops what landed for a feed. */
  void forget(Value feed) {
    find(feed).ifPresent(Landing::forget);
  }

  /**
   * Lets a run that is about to start find what landed. Uploads for the run after it wait for the
   * copies made here, but not for the run.
   */
  void takeOver() {
    if (!landed()) {
      return;
    }
    CopyStream uploads = views.transfers().ahead().stream();
    uploads.join();
    for (Landing place : places) {
      if (place.landed()) {
        place.takeOver();
      }
    }
    uploads.follow();
  }

  private boolean landed() {
    for (Landing place : places) {
      if (place.landed()) {
        return true;
      }
    }
    return false;
  }

  /** What all places take. */
  long bytes() {
    return Arrays.stream(places).mapToLong(Landing::bytes).sum();
  }

  @Override
  public void close() {
    if (places.length > 0) {
      views.transfers().ahead().stream().synchronize();
      Arrays.stream(places).forEach(Landing::free);
      places = new Landing[0];
    }
  }
}
