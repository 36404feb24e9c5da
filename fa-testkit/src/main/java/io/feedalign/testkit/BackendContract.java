package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Capability;
import io.feedalign.backend.Lifetime;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * What every backend must do: agree with {@link ReferenceBackend} on every operation and awkward
 * shape, give the same bits twice, keep to the memory plan. If a backend passes and trains wrongly,
 * this class must be improved.
 *
 * <pre>{@code
 * class OneDnnBackendTest extends BackendContract {
 *   @Override
 *   protected Backend backend() {
 *     OneDnnProvider provider = new OneDnnProvider();
 *     return provider.create(provider.settings().defaults());
 *   }
 * }
 * }</pre>
 */
public abstract class BackendContract {

  /** A fresh backend; the contract closes it. */
  protected abstract Backend backend();

  /** Whether {@code run()} allocates nothing on the heap. */
  protected boolean allocatesNothing() {
    return true;
  }

  @TestFactory
  Stream<DynamicTest> convolutionsAgreeWithTheReference() {
    return each(ConvCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> pullAndCorrelateAreTheAdjointsOfDrive() {
    return ConvCases.convolutions().stream()
        .map(c -> dynamicTest(c.name(), () -> on(backend -> Trilinear.check(backend, c))));
  }

  @TestFactory
  Stream<DynamicTest> poolingAgreesWithTheReference() {
    return each(PoolCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> batchNormAgreesWithTheReference() {
    return each(NormCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> productsAndReductionsAgreeWithTheReference() {
    return each(AlgebraCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> pointwiseOperationsAgreeWithTheReference() {
    return each(PointwiseCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> lossesAgreeWithTheReference() {
    return each(LossCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> wholeProgramsAgreeWithTheReference() {
    return each(MemoryCases.all(), Agreement::matchesReference);
  }

  @TestFactory
  Stream<DynamicTest> chainsInTightMemoryAgreeWithTheReference() {
    return each(ProgramCase.all(), Agreement::matchesReferenceChained);
  }

  @TestFactory
  Stream<DynamicTest> bfloat16AgreesWithTheReference() {
    return each(
        BrainCases.all(),
        (backend, check) -> {
          assumeTrue(backend.capabilities().contains(Capability.BF16), "no bf16");
          Agreement.matchesReference(backend, check);
          Agreement.matchesReferenceChained(backend, check);
        });
  }

  @TestFactory
  Stream<DynamicTest> theSameProgramGivesTheSameBits() {
    return each(ProgramCase.all(), Agreement::sameBits);
  }

  @TestFactory
  Stream<DynamicTest> runningAllocatesNothing() {
    return each(
        ProgramCase.all(),
        (backend, check) -> {
          assumeTrue(allocatesNothing(), "this backend allocates");
          Allocations.assertNone(backend, check);
        });
  }

  @TestFactory
  Stream<DynamicTest> randomNumbersArePhilox() {
    return RandomChecks.forms()
        .map(form -> dynamicTest(form.toString(), () -> on(b -> RandomChecks.check(b, form))));
  }

  @TestFactory
  Stream<DynamicTest> tensorsKeepTheLogicalOrder() {
    return checks(TensorChecks.all());
  }

  @TestFactory
  Stream<DynamicTest> aRunThatIsBegunAndFinishedIsARun() {
    return each(MemoryCases.all(), LandingChecks::begunIsRun);
  }

  @TestFactory
  Stream<DynamicTest> whatLandsIsForTheNextRun() {
    return checks(LandingChecks.all());
  }

  @TestFactory
  Stream<DynamicTest> aTargetThatIsNoClassIsRefused() {
    return checks(TargetChecks.all());
  }

  @Test
  void memoryStartsAsZeros() {
    on(TensorChecks::startsAsZeros);
  }

  @Test
  void anArenaIsAsLargeAndLivesAsLongAsAsked() {
    on(
        backend -> {
          try (Arena arena = backend.allocate(4096, Lifetime.SCRATCH)) {
            assertTrue(arena.bytes() >= 4096, "an arena smaller than asked for");
            assertEquals(Lifetime.SCRATCH, arena.lifetime());
          }
        });
  }

  @Test
  void askingForTooMuchMemoryIsAnErrorAboutResources() {
    on(
        backend -> {
          FaException refusal =
              assertThrows(
                  FaException.class, () -> backend.allocate(1L << 60, Lifetime.PERSISTENT).close());
          assertEquals(ErrorKind.RESOURCES, refusal.kind());
          String message = String.valueOf(refusal.getMessage());
          assertTrue(message.matches("(?s).*\\d.*"), "names no bytes: " + message);
        });
  }

  @Test
  void aBackendSaysWhatItIs() {
    on(
        backend -> {
          assertFalse(backend.name().isBlank(), "no name");
          assertFalse(backend.description().contains("\n"), "a description of several lines");
          assertFalse(backend.description().isBlank(), "no description");
          assertTrue(backend.threads() >= 1, "no thread");
        });
  }

  @Test
  void storageHoldsEveryElement() {
    on(backend -> ProgramCase.all().forEach(check -> StorageChecks.check(backend, check)));
  }

  private Stream<DynamicTest> checks(Map<String, Consumer<Backend>> checks) {
    return checks.entrySet().stream()
        .map(check -> dynamicTest(check.getKey(), () -> on(check.getValue()::accept)));
  }

  private Stream<DynamicTest> each(
      List<ProgramCase> cases, BiConsumer<Backend, ProgramCase> check) {
    return cases.stream()
        .map(one -> dynamicTest(one.name(), () -> on(backend -> check.accept(backend, one))));
  }

  private void on(BackendCheck check) {
    try (Backend backend = backend()) {
      check.accept(backend);
    }
  }

  /** A claim about a backend. */
  @FunctionalInterface
  interface BackendCheck {
    void accept(Backend backend);
  }
}
