package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.testkit.EverydayConvolutions;
import io.feedalign.testkit.LargeCases;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Sizes that the contract has not, on a real device: of nets, and of what many blocks share. */
class SizesOnGpuTest {
  @BeforeAll
  static void needsAGpu() {
    Gpu.isNeededBy(SizesOnGpuTest.class);
  }

  @TestFactory
  Stream<DynamicTest> everydayConvolutionsAgreeWithTheReference() {
    EverydayConvolutions cases = new EverydayConvolutions();
    return each(cases.names(), cases::check);
  }

  @TestFactory
  Stream<DynamicTest> manyBlocksAgreeWithTheReference() {
    LargeCases cases = LargeCases.small();
    return each(cases.names(), cases::check);
  }

  @TestFactory
  Stream<DynamicTest> largeTablesAgreeWithTheReference() {
    LargeCases cases = LargeCases.large();
    return each(cases.names(), cases::check);
  }

  private static Stream<DynamicTest> each(List<String> names, BiConsumer<Backend, String> check) {
    return names.stream().map(name -> dynamicTest(name, () -> on(name, check)));
  }

  private static void on(String name, BiConsumer<Backend, String> check) {
    try (Backend backend = Gpu.open()) {
      check.accept(backend, name);
    }
  }
}
