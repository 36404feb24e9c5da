package io.feedalign.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.cpu.WorkPool;
import io.feedalign.backend.nd4j.view.Scratch;
import io.feedalign.ir.Op;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Nd4jTableTest {
  @Test
  void everyOperationOfTheVocabularyHasAKernel() {
    try (Scratch scratch = new Scratch(Scratch.Need.NONE);
        WorkPool pool = new WorkPool(1)) {
      assertEquals(
          Set.of(Op.class.getPermittedSubclasses()),
          Set.copyOf(Nd4jBackend.kernels(scratch, pool).operations()));
    }
  }
}
