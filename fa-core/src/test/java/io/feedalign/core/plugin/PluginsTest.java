package io.feedalign.core.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.optim.Constraint;
import io.feedalign.spi.ConstraintProvider;
import io.feedalign.spi.Settings;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PluginsTest {
  @TempDir Path folder;

  /** A sound plugin. */
  public static class Free implements ConstraintProvider {
    @Override
    public String name() {
      return "free";
    }

    @Override
    public String description() {
      return "no constraint at all";
    }

    @Override
    public Constraint create(Settings settings) {
      return Constraint.none();
    }
  }

  /** Has the name of the one before. */
  public static final class AlsoFree extends Free {}

  /** Has a name that no file could hold. */
  public static final class Shouting extends Free {
    @Override
    public String name() {
      return "FREE!";
    }
  }

  /** Fails when made. */
  public static final class Broken extends Free {
    public Broken() {
      throw new IllegalStateException("no licence");
    }
  }

  private Plugins discover(String... classes) throws IOException {
    Path services = folder.resolve("META-INF/services");
    Files.createDirectories(services);
    Files.write(services.resolve(ConstraintProvider.class.getName()), List.of(classes));
    URL[] urls = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(urls, getClass().getClassLoader())) {
      return Plugins.discover(loader);
    }
  }

  private static String name(Class<?> type) {
    return type.getName();
  }

  @Test
  void soundPluginsAreFoundByName() throws IOException {
    Plugins plugins = discover(name(Free.class));
    assertEquals(List.of("free"), plugins.constraints().names());
    assertEquals(List.of(), plugins.warnings());
  }

  @Test
  void aBrokenPluginCostsOneLineAndTheOthersStay() throws IOException {
    Plugins plugins =
        discover("no.such.Provider", name(Broken.class), name(Shouting.class), name(Free.class));
    assertEquals(List.of("free"), plugins.constraints().names());
    assertEquals(3, plugins.warnings().size(), plugins.warnings().toString());
    assertTrue(plugins.warnings().get(1).contains("no licence"));
    assertTrue(plugins.warnings().get(2).contains("FREE!"));
  }

  @Test
  void theFirstOfANameWinsAndTheOtherIsNamed() throws IOException {
    Plugins plugins = discover(name(Free.class), name(AlsoFree.class));
    assertEquals(Free.class, plugins.constraints().get("free").getClass());
    assertEquals(1, plugins.warnings().size());
  }

  @Test
  void anUnknownNameListsWhatThereIsAndWhatWasPerhapsMeant() throws IOException {
    FaException unknown =
        assertThrows(FaException.class, () -> discover(name(Free.class)).constraints().get("fre"));
    assertEquals(ErrorKind.USER, unknown.kind());
    assertEquals(
        "Unknown constraint 'fre'. Available: free. Did you mean 'free'? A constraint comes from a"
            + " jar that provides io.feedalign.spi.ConstraintProvider.",
        unknown.getMessage());
  }
}
