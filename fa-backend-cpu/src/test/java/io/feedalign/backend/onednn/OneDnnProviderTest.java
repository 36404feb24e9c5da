package io.feedalign.backend.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.backend.Backend;
import io.feedalign.spi.Availability;
import io.feedalign.spi.BackendProvider;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class OneDnnProviderTest {
  private static Availability.Unavailable missing(String platform, String... present) {
    NativeLadder ladder = new NativeLadder(platform, java.util.Set.of(present)::contains);
    return assertInstanceOf(Availability.Unavailable.class, ladder.climb());
  }

  @Test
  void aMissingJarIsASentence() {
    assertEquals(
        "The jar org.bytedeco:dnnl is not on the class path.", missing("linux-x86_64").reason());
  }

  @Test
  void aMissingNativeNamesThePlatformAndTheRemedy() {
    Availability.Unavailable why = missing("linux-riscv64", "org/bytedeco/dnnl/global/dnnl.class");
    assertEquals(
        "There is no native oneDNN library for linux-riscv64 on the class path.", why.reason());
    assertTrue(why.remedy().contains("classifier linux-riscv64"), why.remedy());
  }

  @Test
  void otherSystemsNameTheirLibrariesOtherwise() {
    String folder = "org/bytedeco/dnnl/windows-x86_64/";
    java.util.Set<String> present =
        java.util.Set.of("org/bytedeco/dnnl/global/dnnl.class", folder + "jnidnnl.dll");
    assertInstanceOf(
        Availability.Available.class,
        new NativeLadder("windows-x86_64", present::contains).climb());
  }

  @Test
  void itIsFoundAsAServiceAndSaysWhatItRuns() {
    BackendProvider provider =
        ServiceLoader.load(BackendProvider.class).stream()
            .filter(found -> found.type() == OneDnnProvider.class)
            .findFirst()
            .orElseThrow()
            .get();
    assertInstanceOf(Availability.Available.class, provider.availability());
    try (Backend backend = provider.create(provider.settings().defaults())) {
      String description = backend.description();
      assertTrue(description.matches("oneDNN 3\\.\\d+\\.\\d+, \\w+, \\d+ threads"), description);
    }
  }
}
