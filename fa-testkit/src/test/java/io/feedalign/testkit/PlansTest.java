package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.feedalign.core.compile.Compiler;
import io.feedalign.ir.Conv2d;
import io.feedalign.ir.Conv2dInputGrad;
import io.feedalign.ir.Gemm;
import io.feedalign.ir.Program;
import org.junit.jupiter.api.Test;

class PlansTest {

  private final Program learn =
      Compiler.on(new ReferenceBackend()).plan(TinyNetworks.conv()).programs().get(0);

  @Test
  void operationsAreCountedByName() {
    Sketch sketch = new Sketch();
    MemoryCases.all().get(0).writing().accept(sketch);
    Plans.assertOperations("Affine 1, Assign 2, Binary 3", sketch.program());
    Plans.assertOperations("Affine 1, Assign 2, Binary 3", Fusion.chains(sketch.program()));
    assertThrows(AssertionError.class, () -> Plans.assertOperations("Affine 2", sketch.program()));
  }

  @Test
  void learningPullsThroughAllConvolutionsButTheFirst() {
    assertEquals(2, Plans.count(learn, Conv2d.class));
    assertEquals(1, Plans.count(learn, Conv2dInputGrad.class));
    assertEquals(3, Plans.count(learn, Gemm.class));
    Plans.assertSound(learn);
  }

  @Test
  void namesAreMentionedOrNot() {
    Plans.assertMentions(learn, "conv2.weight");
    Plans.assertDoesNotMention(learn, "conv9");
    assertThrows(AssertionError.class, () -> Plans.assertMentions(learn, "conv9"));
    assertThrows(AssertionError.class, () -> Plans.assertDoesNotMention(learn, "conv2.weight"));
    assertThrows(AssertionError.class, () -> Plans.assertAbsent(learn, Conv2d.class));
  }

  @Test
  void whatIsComputedInVainIsNotSound() {
    Sketch sketch = new Sketch();
    sketch.emit().abs(sketch.scalar(1));
    assertThrows(AssertionError.class, () -> Plans.assertSound(sketch.program()));
  }
}
