package io.feedalign.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Arenas;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.MemoryPlan;
import io.feedalign.backend.cpu.OffHeapArena;
import io.feedalign.backend.cpu.SharedKernels;
import io.feedalign.backend.cpu.Views;
import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.onednn.kernel.Binding;
import io.feedalign.backend.onednn.kernel.OneDnnKernels;
import io.feedalign.backend.onednn.kernel.Session;
import io.feedalign.ir.Op;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OneDnnTableTest {
  @Test
  void everyOperationHasAKernel() {
    Set<String> wanted =
        Stream.of(Op.class.getPermittedSubclasses())
            .map(Class::getSimpleName)
            .collect(Collectors.toSet());
    MemoryPlan nothing = new MemoryPlan(Map.of(), 0);
    try (WorkPool pool = new WorkPool(1);
        OffHeapArena arena = OffHeapArena.allocate(0, Lifetime.SCRATCH);
        Session session = new Session();
        Binding binding = new Binding(session, new Views(nothing, new Arenas(arena, arena)))) {
      Set<String> served =
          SharedKernels.table(pool).with(OneDnnKernels.table(binding, pool)).operations().stream()
              .map(Class::getSimpleName)
              .collect(Collectors.toSet());
      assertEquals(wanted, served);
    }
  }
}
