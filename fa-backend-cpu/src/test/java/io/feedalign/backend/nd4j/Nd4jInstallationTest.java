package io.feedalign.backend.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.spi.Availability;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.util.Set;
import org.bytedeco.javacpp.Loader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class Nd4jInstallationTest {
  private static final String PLATFORM = Loader.getPlatform();

  /** A class path that has only what starts with one of the given names. */
  private static final class Shelf extends ClassLoader {
    private final Set<String> names;

    Shelf(String... names) {
      super(null);
      this.names = Set.of(names);
    }

    @Override
    public @Nullable URL getResource(String name) {
      try {
        return names.stream().anyMatch(name::startsWith) ? URI.create("file:/x").toURL() : null;
      } catch (MalformedURLException impossible) {
        throw new AssertionError(impossible);
      }
    }
  }

  private static Availability.Unavailable missing(String... names) {
    return assertInstanceOf(
        Availability.Unavailable.class,
        new Nd4jInstallation(new Shelf(names), PLATFORM).availability());
  }

  @Test
  void withoutNd4jTheLadderNamesTheJar() {
    Availability.Unavailable answer = missing();
    assertEquals("ND4J is not on the class path.", answer.reason());
    assertTrue(answer.remedy().contains("org.nd4j:nd4j-native"), answer.remedy());
  }

  @Test
  void withoutItsNativesTheLadderNamesThePlatform() {
    Availability.Unavailable answer = missing("org/nd4j/linalg/cpu/nativecpu/CpuBackend");
    assertTrue(answer.reason().contains(PLATFORM), answer.reason());
    assertTrue(answer.remedy().contains("classifier " + PLATFORM), answer.remedy());
  }

  @Test
  void withoutOpenBlasTheLadderSaysSo() {
    Availability.Unavailable answer = missing("org/nd4j/");
    assertTrue(answer.reason().contains("OpenBLAS"), answer.reason());
    assertTrue(answer.remedy().contains("org.bytedeco:openblas"), answer.remedy());
  }

  @Test
  void aPlatformWithoutAnyLibraryIsUnavailable() {
    Nd4jInstallation elsewhere = new Nd4jInstallation(getClass().getClassLoader(), "plan9-mips");
    Availability.Unavailable answer =
        assertInstanceOf(Availability.Unavailable.class, elsewhere.availability());
    assertTrue(answer.reason().contains("plan9-mips"), answer.reason());
  }

  @Test
  void thisMachineHasItWithVersionAndBuild() {
    Availability.Available answer =
        assertInstanceOf(Availability.Available.class, Nd4jInstallation.here().availability());
    assertTrue(answer.detail().matches("ND4J \\d.* \\(" + PLATFORM + ".*\\)"), answer.detail());
  }
}
