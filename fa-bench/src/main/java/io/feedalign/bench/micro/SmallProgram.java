package io.feedalign.bench.micro;

import io.feedalign.ir.Cadence;
import io.feedalign.ir.Emitter;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Tape;
import io.feedalign.ir.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** A program of a few instructions while it is written. */
final class SmallProgram {
  private final Tape tape = new Tape(new AtomicInteger());
  private final List<Value> feeds = new ArrayList<>();

  Emitter emit() {
    return Emitter.on(tape);
  }

  Value feed(String name, Form form) {
    Value feed = tape.declare(name, form);
    feeds.add(feed);
    return feed;
  }

  Program reading(Value... reads) {
    return new Program(
        "small", Cadence.ON_DEMAND, tape.instructions(), feeds, List.of(), List.of(reads));
  }
}
