package io.feedalign.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Arena;
import io.feedalign.backend.Backend;
import io.feedalign.backend.Executable;
import io.feedalign.backend.Lifetime;
import io.feedalign.backend.Storage;
import io.feedalign.ir.Form;
import io.feedalign.ir.Program;
import io.feedalign.ir.Value;
import io.feedalign.tensor.DType;
import java.nio.DoubleBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract notices the mistakes that backends make. */
class BackendContractTest {

  static Stream<WrongLoops.Mistake> mistakes() {
    return WrongLoops.all().stream();
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aWrongLoopIsNoticed(WrongLoops.Mistake mistake) {
    assertNoticed(() -> new ReferenceBackend(mistake.table()), mistake.noticedBy());
  }

  @Test
  void allocationsAreNoticed() {
    ProgramCase few = ProgramCase.single("few", s -> s.read(s.emit().abs(s.normal(Form.SCALAR))));
    assertThrows(AssertionError.class, () -> Allocations.assertNone(new ReferenceBackend(), few));
  }

  @Test
  void bitsThatChangeAreNoticed() {
    int[] runs = new int[1];
    Supplier<Backend> restless =
        () ->
            new ForwardingBackend() {
              @Override
              void afterRun(Program program, Executable bound) {
                runs[0]++;
                program.reads().stream()
                    .filter(value -> value.type() == DType.F32)
                    .forEach(value -> nudge(bound, value, 1 + 1e-9 * runs[0]));
              }
            };
    assertNoticed(restless, "theSameProgramGivesTheSameBits");
  }

  private static void nudge(Executable bound, Value value, double factor) {
    double[] numbers = new double[(int) value.shape().elements()];
    bound.tensor(value).read(DoubleBuffer.wrap(numbers));
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] *= factor;
    }
    bound.tensor(value).write(DoubleBuffer.wrap(numbers));
  }

  @Test
  void memoryThatIsTooSmallIsNoticed() {
    Supplier<Backend> stingy =
        () ->
            new ForwardingBackend() {
              @Override
              public Map<Value, Storage> storage(Program program) {
                Map<Value, Storage> storage = super.storage(program);
                storage.replaceAll((value, need) -> new Storage(0, need.alignment()));
                return storage;
              }
            };
    assertNoticed(stingy, "storageHoldsEveryElement");
  }

  @Test
  void memoryThatIsDirtyAndBoundlessIsNoticed() {
    Supplier<Backend> dirty =
        () ->
            new ForwardingBackend() {
              @Override
              public Arena allocate(long bytes, Lifetime lifetime) {
                ReferenceArena arena = new ReferenceArena(Math.min(bytes, 1 << 20), lifetime);
                Arrays.fill(arena.store(), 7);
                return arena;
              }
            };
    assertNoticed(dirty, "memoryStartsAsZeros");
    assertNoticed(dirty, "askingForTooMuchMemoryIsAnErrorAboutResources");
  }

  @Test
  void aBackendThatOverlapsPasses() {
    BackendContract contract = contract(OverlappingBackend::sound);
    assertEquals(Map.of(), ContractRun.failures(contract, BackendContractTest::overlaps));
  }

  @ParameterizedTest
  @EnumSource
  void mistakesOfOneThatOverlapsAreNoticed(OverlappingBackend.Mistake mistake) {
    String test =
        mistake == OverlappingBackend.Mistake.NO_RUN
            ? "aRunThatIsBegunAndFinishedIsARun"
            : "whatLandsIsForTheNextRun";
    BackendContract contract = contract(() -> new OverlappingBackend(mistake));
    assertTrue(
        ContractRun.failures(contract, BackendContractTest::overlaps).containsKey(test),
        "nobody noticed");
  }

  private static boolean overlaps(String test) {
    return Set.of("aRunThatIsBegunAndFinishedIsARun", "whatLandsIsForTheNextRun").contains(test);
  }

  private static void assertNoticed(Supplier<Backend> backend, String test) {
    BackendContract contract = contract(backend);
    assertEquals(Set.of(test), ContractRun.failures(contract, test::equals).keySet());
  }

  private static BackendContract contract(Supplier<Backend> backend) {
    return new BackendContract() {
      @Override
      protected Backend backend() {
        return backend.get();
      }
    };
  }
}
