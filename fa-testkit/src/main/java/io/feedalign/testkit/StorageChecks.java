package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import java.util.Map;

/** What a backend asks of the memory planner makes sense. */
final class StorageChecks {

  private StorageChecks() {}

  static void check(Backend backend, ProgramCase check) {
    Program program = check.sketch().program();
    Map<Value, Storage> storage = backend.storage(program);
    storage.forEach((value, need) -> sensible(value + " of '" + check.name() + "'", need));
    for (Value value : ProgramValues.persistent(program)) {
      holds(storage, value);
    }
    for (Value value : program.reads()) {
      holds(storage, value);
    }
  }

  private static void sensible(String what, Storage need) {
    assertTrue(need.bytes() >= 0, what + " needs less than nothing");
    boolean power = need.alignment() > 0 && Integer.bitCount(need.alignment()) == 1;
    assertTrue(power, what + " has alignment " + need.alignment() + ", which is no power of two");
  }

  private static void holds(Map<Value, Storage> storage, Value value) {
    long wanted = value.shape().elements() * value.type().bytes();
    Storage need = storage.get(value);
    assertTrue(
        need != null && need.bytes() >= wanted,
        () -> value + " holds " + wanted + " bytes, but its storage is " + need);
  }
}
