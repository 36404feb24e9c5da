package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import io.feedalign.cli.JarSmith;
import io.feedalign.cli.PluginSketch;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A jar that cannot be used costs one line, and everything else still runs. */
class BrokenPluginTest {

  @TempDir Path folder;

  private Path plugins = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  @Test
  void noZip() throws IOException {
    Files.writeString(jar("odd.jar"), "PK, but no more");
    assertOneLine("Plugin 'odd.jar' is not used: it is no readable jar (");
  }

  @Test
  void anEmptyFile() throws IOException {
    Files.createFile(jar("odd.jar"));
    assertOneLine("Plugin 'odd.jar' is not used: it is no readable jar (");
  }

  @Test
  void aFolderWithTheNameOfAJar() throws IOException {
    Files.createDirectory(jar("odd.jar"));
    assertOneLine("Plugin 'odd.jar' is not used: it is no readable jar (");
  }

  @Test
  void noServices() throws IOException {
    new JarSmith("0.1", Map.of()).write(jar("odd.jar"), Map.of("a.txt", new byte[1]));
    assertOneLine("Plugin 'odd.jar' is not used: it provides nothing.");
  }

  @Test
  void aServicesFileThatNamesNoClass() throws IOException {
    services("theirs.Missing");
    assertOneLine("Plugin 'odd.jar': A rule plugin cannot be used:", "theirs.Missing not found");
  }

  @Test
  void aServicesFileThatIsNoList() throws IOException {
    services("rule = theirs.Missing");
    assertOneLine("Plugin 'odd.jar': A rule plugin cannot be used:");
  }

  @Test
  void aClassForAnotherJava() throws IOException {
    byte[] tooNew = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 99};
    byte[] names = "theirs.New".getBytes(StandardCharsets.UTF_8);
    new JarSmith("0.1", Map.of())
        .write(jar("odd.jar"), Map.of(JarSmith.SERVICES, names, "theirs/New.class", tooNew));
    assertOneLine("Plugin 'odd.jar': A rule plugin cannot be used:");
  }

  @ParameterizedTest
  @CsvSource({
    "'', its manifest does not say for which API it was built. This feedalign needs",
    "1.0, 'it needs API 1.0, but this feedalign has API 0.1.'",
    "0.2, 'it needs API 0.2, but this feedalign has API 0.1.'",
    "latest, 'it needs API latest, but this feedalign has API 0.1.'"
  })
  void anotherApi(String api, String reason) {
    PluginSketch sketch = PluginSketch.sound("Sound");
    Path jar = jar("odd.jar");
    JarSmith.ofRule(sketch.provider()).withApi(api).pack(jar, List.of(sketch.write(jar)));
    assertOneLine("Plugin 'odd.jar' is not used: " + reason);
  }

  @ParameterizedTest
  @CsvSource({
    "CONSTRUCTOR, 'throw new IllegalStateException(\"boom\");'",
    "CONSTRUCTOR, 'throw new AssertionError(\"boom\");'",
    "CONSTRUCTOR, 'NAME.<RuntimeException>sneak(new java.io.IOException(\"boom\"));'",
    "CONSTRUCTOR, 'throw new OutOfMemoryError(\"boom\");'",
    "NAMING, 'throw new IllegalStateException(\"boom\");'",
    "NAMING, 'throw new NoSuchMethodError(\"boom\");'",
    "DESCRIPTION, 'throw new IllegalStateException(\"boom\");'"
  })
  void throwsBeforeItIsKnown(String callback, String statement) {
    new PluginSketch("Throws", callback, statement).pack(jar("odd.jar"));
    assertOneLine("Plugin 'odd.jar': A rule plugin cannot be used:", "boom");
  }

  @ParameterizedTest
  @CsvSource({
    "'return null;', name() returned nothing",
    "'return \"../up\";', The rule '../up' of odd.jar cannot be used: a name has",
    "'return \"bp\";', The rule 'bp' of odd.jar is not used: fa-rules"
  })
  void aNameThatCannotBe(String statement, String reason) {
    new PluginSketch("Named", "NAMING", statement).pack(jar("odd.jar"));
    assertOneLine("", reason);
  }

  @Test
  void theSecondJarOfANameIsNotUsed() {
    PluginSketch.sound("First").pack(jar("a.jar"));
    PluginSketch.sound("Second").pack(jar("b.jar"));
    Fa list = Fa.run("plugins", "rules", "--plugins", plugins);
    assertEquals(
        "warning: The rule 'theirs' of b.jar is not used: a.jar has one of the same name.\n",
        list.err().replace("\r", ""));
    assertTrue(list.out().contains("[a.jar]"), list.out());
  }

  @Test
  void aRefusedPluginIsExplainedBeforeItsNameIsUnknown() throws IOException {
    Files.createFile(jar("odd.jar"));
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Fa fa = Fa.run("compare", tiny, "--rules", "theirs", "--plugins", plugins);
    assertEquals(2, fa.exit());
    assertTrue(fa.err().startsWith("warning: Plugin 'odd.jar' is not used"), fa.err());
    assertTrue(fa.err().contains("unknown rule 'theirs'"), fa.err());
  }

  private Path jar(String name) {
    return plugins.resolve(name);
  }

  private void services(String text) throws IOException {
    new JarSmith("0.1", Map.of())
        .write(jar("odd.jar"), Map.of(JarSmith.SERVICES, text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Exactly one warning with these parts, and a sound plugin beside it still works. */
  private void assertOneLine(String beginning, String... parts) {
    String sound = "return \"sound\";";
    new PluginSketch("Beside", "NAMING", sound).pack(jar("z.jar"));
    Fa fa = Fa.run("plugins", "rules", "--plugins", plugins);
    assertEquals(0, fa.exit(), fa.err());
    assertEquals(1, fa.err().lines().count(), fa.err());
    assertTrue(fa.err().startsWith("warning: " + beginning), fa.err());
    for (String part : parts) {
      assertTrue(fa.err().contains(part), fa.err());
    }
    assertTrue(fa.out().contains("[z.jar]"), fa.out());
    assertFalse(fa.out().contains("odd.jar"), fa.out());
  }
}
