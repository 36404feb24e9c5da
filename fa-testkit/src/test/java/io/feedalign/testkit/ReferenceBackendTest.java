package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.Backend;
import io.feedalign.ir.Op;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ReferenceBackendTest extends BackendContract {

  @Override
  protected Backend backend() {
    return new ReferenceBackend();
  }

  /** Obvious rather than fast. */
  @Override
  protected boolean allocatesNothing() {
    return false;
  }

  @Test
  void everyOperationOfTheVocabularyHasALoop() {
    Set<Class<?>> vocabulary = new HashSet<>(Arrays.asList(Op.class.getPermittedSubclasses()));
    assertEquals(vocabulary, new ReferenceTable().known());
  }
}
