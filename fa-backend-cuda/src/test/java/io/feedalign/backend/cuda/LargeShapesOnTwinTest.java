package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.testkit.LargeCases;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** What several blocks of threads share agrees with the reference, on the host twin. */
class LargeShapesOnTwinTest {

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  @TestFactory
  Stream<DynamicTest> manyBlocksAgreeWithTheReference() {
    LargeCases cases = LargeCases.small();
    return each(cases, cases.names().stream(), cases::check);
  }

  @TestFactory
  Stream<DynamicTest> manyBlocksGiveTheSameBits() {
    LargeCases cases = LargeCases.small();
    return each(
        cases,
        Stream.of("sums of [2x17x31x37]", "norm of [5000x3]", "loss of 300 rows, 100 classes"),
        cases::sameBits);
  }

  @TestFactory
  @Tag("nightly")
  Stream<DynamicTest> largeTablesAgreeWithTheReference() {
    LargeCases cases = LargeCases.large();
    return each(cases, cases.names().stream(), cases::check);
  }

  private static Stream<DynamicTest> each(
      LargeCases cases, Stream<String> names, BiConsumer<Backend, String> check) {
    HostedBackends.prepare(cases.programs());
    return names.map(name -> dynamicTest(name, () -> on(name, check)));
  }

  private static void on(String name, BiConsumer<Backend, String> check) {
    try (Backend backend = HostedBackends.open()) {
      check.accept(backend, name);
    }
  }
}
