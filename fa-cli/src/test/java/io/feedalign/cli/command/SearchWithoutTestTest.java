package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.JarSmith;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A data set whose test images nobody may see. */
class SearchWithoutTestTest {

  private static final String SEALED =
      """
      package theirs;
      import io.feedalign.data.*;
      import io.feedalign.datasets.source.Synthetic;
      import io.feedalign.spi.*;
      import io.feedalign.tensor.Shape;
      public final class Sealed implements DatasetProvider {
        private final Synthetic open = new Synthetic();
        @Override public String name() { return "sealed"; }
        @Override public String description() { return "Its test images are not to be read."; }
        @Override public SettingsSpec settings() { return open.settings(); }
        @Override public Dataset create(Settings settings) { return new Set(open.create(settings)); }
        record Set(Dataset open) implements Dataset {
          @Override public String name() { return "sealed"; }
          @Override public String description() { return open.description(); }
          @Override public Shape imageShape() { return open.imageShape(); }
          @Override public int classes() { return open.classes(); }
          @Override public int size(Split split) { return open.size(split); }
          @Override public BatchStream stream(Split split, StreamOptions options) {
            if (split == Split.TEST) { throw new IllegalStateException("the seal is broken"); }
            return open.stream(split, options);
          }
        }
      }
      """;

  @TempDir Path folder;

  private Path plugins = Path.of("unset");
  private Path experiment = Path.of("unset");

  @BeforeEach
  void makePlugin() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
    Path source = Files.writeString(folder.resolve("Sealed.java"), SEALED);
    new JarSmith(
            "0.1", Map.of("META-INF/services/io.feedalign.spi.DatasetProvider", "theirs.Sealed\n"))
        .pack(plugins.resolve("sealed.jar"), List.of(source));
    experiment = Fa.file(folder, "sealed.yaml", Fa.TINY.replace("name: synthetic", "name: sealed"));
  }

  @Test
  void aSearchNeverReadsTheTestImages() {
    Path out = folder.resolve("out");
    Fa fa =
        Fa.run("search", experiment, "--rates", "0.01,0.03", "--plugins", plugins, "--out", out);
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("usf sn"), fa.out());
  }

  @Test
  void trainingReadsThemAtItsEnd() {
    Fa fa = Fa.run("train", experiment, "--plugins", plugins, "--out", folder.resolve("run"));
    assertNotEquals(0, fa.exit());
    assertTrue(fa.err().contains("the seal is broken"), fa.err());
  }
}
