package io.feedalign.backend.cuda.host;

import io.feedalign.backend.cuda.device.CopyStream;
import io.feedalign.error.FaException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A second stream of a twin. Either its uploads happen as late as they may, when somebody waits for
 * them, or as soon as they may: whoever forgets that one stream waits for the other gets other
 * numbers from one of the two.
 */
final class HostCopies implements CopyStream {
  private final HostDevice device;
  private final boolean early;
  private final Deque<Step> steps = new ArrayDeque<>();
  private long made;
  private boolean closed;

  /**
   * One thing to do.
   *
   * @param after how far the device's own work must be
   */
  private record Step(long after, Runnable work) {}

  HostCopies(HostDevice device, boolean early) {
    this.device = device;
    this.early = early;
  }

  @Override
  public void upload(ByteBuffer pinned, long address) {
    checkOpen();
    add(new Step(0, device.arrival(pinned, address)));
  }

  @Override
  public void join() {
    checkOpen();
    long last = made + steps.size();
    device.later(() -> drain(last, true));
  }

  @Override
  public void follow() {
    checkOpen();
    add(new Step(device.queue().told(), () -> {}));
  }

  @Override
  public void synchronize() {
    checkOpen();
    drain(made + steps.size(), true);
  }

  private void add(Step step) {
    steps.add(step);
    proceed();
  }

  /** Does what may be done now, if it is that eager. */
  void proceed() {
    if (early) {
      drain(Long.MAX_VALUE, false);
    }
  }

  /** Whether something is still to be done. */
  boolean busy() {
    return !steps.isEmpty();
  }

  private void drain(long end, boolean waits) {
    while (made < end && !steps.isEmpty()) {
      Step first = steps.element();
      if (first.after() > device.queue().begun()) {
        if (!waits) {
          return;
        }
        device.workUntil(first.after());
      } else {
        steps.remove();
        made++;
        first.work().run();
      }
    }
  }

  private void checkOpen() {
    if (closed) {
      throw FaException.internal("This stream is closed.");
    }
  }

  @Override
  public void close() {
    checkOpen();
    if (busy()) {
      throw FaException.internal("A stream was closed with " + steps.size() + " things to do.");
    }
    closed = true;
    device.forget(this);
  }
}
