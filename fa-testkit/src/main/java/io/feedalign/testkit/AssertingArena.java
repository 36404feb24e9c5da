package io.feedalign.testkit;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.Place;
import io.feedalign.error.FaException;

/** A larger arena, of which only the middle is given away; canaries sit at both ends. */
final class AssertingArena implements Arena {

  /** How many bytes lie on each side: a multiple of every alignment. */
  static final long MARGIN = 4096;

  private static final float CANARY = 271_828.25f;

  private final Arena inner;
  private final long bytes;
  private final Memory front;
  private final Memory back;
  private boolean closed;

  AssertingArena(Backend backend, long bytes, Lifetime lifetime) {
    this.bytes = bytes;
    long end = MARGIN + Placement.Persistent.aligned(bytes, (int) Memory.GRAIN);
    inner = backend.allocate(Math.addExact(end, MARGIN), lifetime);
    front = Memory.at(backend, inner, new Place(lifetime, 0, MARGIN));
    back = Memory.at(backend, inner, new Place(lifetime, end, MARGIN));
    front.paint(CANARY);
    back.paint(CANARY);
  }

  /** The whole arena, unless it is closed. */
  Arena opened() {
    Checks.that(!closed, "A " + lifetime() + " arena is used after it was closed");
    return inner;
  }

  /** Where a place of the middle lies in the whole. */
  static Place shifted(Place place) {
    return new Place(place.lifetime(), place.offset() + MARGIN, place.bytes());
  }

  void checkCanaries() {
    check(front, "before the start");
    check(back, "behind the end");
  }

  private void check(Memory margin, String where) {
    for (float colour : margin.content()) {
      if (colour != CANARY) {
        throw FaException.internal(
            "Something wrote "
                + where
                + " of the "
                + lifetime()
                + " arena of "
                + bytes
                + " bytes.");
      }
    }
  }

  @Override
  public long bytes() {
    return bytes;
  }

  @Override
  public Lifetime lifetime() {
    return inner.lifetime();
  }

  @Override
  public void close() {
    if (!closed) {
      checkCanaries();
      closed = true;
      front.close();
      back.close();
      inner.close();
    }
  }
}
