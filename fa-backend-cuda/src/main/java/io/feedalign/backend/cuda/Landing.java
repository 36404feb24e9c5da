package io.feedalign.backend.cuda;

import io.feedalign.error.FaException;
import io.feedalign.ir.Value;

/** A place on a device where the next content of a feed waits until a run takes it over. */
final class Landing implements Home {
  private final Value feed;
  private final Views views;
  private final long start;
  private boolean landed;

  private Landing(Value feed, Views views, long start) {
    this.feed = feed;
    this.views = views;
    this.start = start;
  }

  /**
   * A new one.
   *
   * @throws FaException (RESOURCES) if the device has no memory for it
   */
  static Landing of(Value feed, Views views) {
    Transfers.Ahead ahead = views.transfers().ahead();
    long start = views.device().allocate(views.bytes(feed));
    ahead.stream().follow(); // memory is zeroed in the device's own stream
    return new Landing(feed, views, start);
  }

  Value feed() {
    return feed;
  }

  long bytes() {
    return views.bytes(feed);
  }

  boolean landed() {
    return landed;
  }

  /** Drops what landed. */
  void forget() {
    landed = false;
  }

  /** Copies what landed to where programs find it, in the order of the device's work. */
  void takeOver() {
    views.device().copy(start, views.address(feed), bytes());
    landed = false;
  }

  void free() {
    views.device().free(start);
  }

  @Override
  public long address() {
    views.requireOpen();
    return start;
  }

  @Override
  public Staging staging() {
    return views.transfers().ahead().staging();
  }

  @Override
  public void requireReadable() {
    throw FaException.plugin(
        "What lands for the next run in '"
            + feed.name()
            + "' cannot be read. Read the program's own tensor once that run is over.");
  }

  @Override
  public void written() {
    landed = true;
  }
}
