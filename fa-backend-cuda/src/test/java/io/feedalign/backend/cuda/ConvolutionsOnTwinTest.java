package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.feedalign.backend.Backend;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.testkit.EverydayConvolutions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The twin's own convolutions in the sizes of nets: what a real device is then held against. */
@Tag("nightly")
class ConvolutionsOnTwinTest {
  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  @TestFactory
  Stream<DynamicTest> everydayConvolutionsAgreeWithTheReference() {
    EverydayConvolutions cases = new EverydayConvolutions();
    return cases.names().stream().map(name -> dynamicTest(name, () -> on(cases, name)));
  }

  private static void on(EverydayConvolutions cases, String name) {
    try (Backend backend = HostedBackends.open()) {
      cases.check(backend, name);
    }
  }
}
