package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.ExampleRule;
import io.feedalign.cli.Fa;
import io.feedalign.cli.JarSmith;
import io.feedalign.cli.PluginSketch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class PluginJarsTest {

  @TempDir Path folder;

  private Path plugins = Path.of("unset");

  @BeforeEach
  void makeFolder() throws IOException {
    plugins = Files.createDirectories(folder.resolve("plugins"));
  }

  @Test
  void theExampleIsComparedWithTheRulesThatShip() throws Exception {
    Path jar = ExampleRule.pack(plugins.resolve("sign-blend.jar"));
    Path run = folder.resolve("run");
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    String rules = "bp,sign-blend,sign-blend:mix=1,sign-blend:mix=0,frsf,fa";
    Fa fa = Fa.run("compare", tiny, "--rules", rules, "--plugins=" + plugins, "--out", run);
    assertEquals(0, fa.exit(), fa.err());
    JsonNode rows = json(run.resolve("results.json"));
    assertEquals(6, rows.size());
    rows.forEach(row -> assertEquals("finished", row.get("status").asString()));
    // Its two ends are rules that ship, drawn from the same weights by the same name.
    assertEquals(rows.get(4).get("train_loss"), rows.get(2).get("train_loss"));
    assertEquals(rows.get(5).get("train_loss"), rows.get(3).get("train_loss"));
    assertFalse(rows.get(1).get("train_loss").equals(rows.get(2).get("train_loss")));
    byte[] digest = MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(jar));
    assertEquals(
        HexFormat.of().formatHex(digest),
        json(run.resolve("run.json")).get("plugins").get("sign-blend.jar").asString());
  }

  @Test
  void itsSettingsAreDescribedAndChecked() {
    ExampleRule.pack(plugins.resolve("sign-blend.jar"));
    Fa one = Fa.run("plugins", "rules", "--describe", "sign-blend", "--plugins", plugins);
    assertTrue(one.out().contains("from sign-blend.jar"), one.out());
    assertTrue(one.out().contains("number, from 0, to 1"), one.out());
    Path tiny = Fa.file(folder, "tiny.yaml", Fa.TINY);
    Fa wrong = Fa.run("compare", tiny, "--rules", "sign-blend:mix=2", "--plugins", plugins);
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().contains("must be a finite number from 0 to 1"), wrong.err());
  }

  @Test
  void twoPluginsBringDifferentVersionsOfOneLibrary() {
    withLibrary("first", "1.0");
    withLibrary("second", "2.0");
    Fa fa = Fa.run("plugins", "rules", "--plugins", plugins);
    assertEquals("", fa.err());
    assertTrue(fa.out().contains("library 1.0"), fa.out());
    assertTrue(fa.out().contains("library 2.0"), fa.out());
  }

  private void withLibrary(String name, String version) {
    Path jar = plugins.resolve(name + ".jar");
    String library = "package lib; public class Lib { public static String version() { return \"";
    Fa.file(folder, "Lib.java", library + version + "\"; } }");
    String naming = "return \"" + name + "\";";
    Path source = new PluginSketch("Uses", "NAMING", naming).write(jar);
    String described;
    try {
      described =
          Files.readString(source).replace("\"Theirs.\"", "\"library \" + lib.Lib.version()");
      Files.writeString(source, described);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JarSmith.ofRule("theirs.Uses").pack(jar, List.of(source, folder.resolve("Lib.java")));
  }

  @Test
  void aPluginSeesTheApiButNothingBehindIt() {
    String looks =
        "String seen = \"\";"
            + " for (String name : new String[] {\"io.feedalign.credit.Edge\","
            + " \"io.feedalign.core.plugin.Plugins\", \"io.feedalign.cli.Main\","
            + " \"com.google.common.collect.ImmutableList\", \"tools.jackson.core.JsonParser\"})"
            + " { try { Class.forName(name); seen += \" \" + name; }"
            + " catch (ClassNotFoundException e) { } } return \"Sees\" + seen;";
    new PluginSketch("Looks", "DESCRIPTION", looks).pack(plugins.resolve("looks.jar"));
    Fa fa = Fa.run("plugins", "rules", "--plugins", plugins);
    assertTrue(fa.out().contains("Sees io.feedalign.credit.Edge  "), fa.out());
  }

  @Test
  void nothingIsLoadedFromARunFolder() throws IOException {
    PluginSketch.sound("Sound").pack(plugins.resolve("theirs.jar"));
    Files.writeString(folder.resolve("run.json"), "{}");
    Fa fa = Fa.run("plugins", "rules", "--plugins", plugins);
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("code is never loaded from there"), fa.err());
  }

  @Test
  void aFolderThatIsNotThereIsAUsersMistake() {
    Fa fa = Fa.run("plugins", "--plugins", folder.resolve("nowhere"));
    assertEquals(2, fa.exit());
    assertTrue(fa.err().contains("nowhere is no folder."), fa.err());
  }

  @Test
  void aNameThatNoFolderCanHaveIsAUsersMistake() {
    Fa fa = Fa.run("plugins", "--plugins", "a\0b");
    assertEquals(2, fa.exit());
    assertTrue(fa.err().startsWith("error: --plugins names no folder: "), fa.err());
  }

  @Test
  void theCommandLineWinsOverTheEnvironmentAndThatOverTheDefault() {
    GlobalOptions named = GlobalOptions.of("compare", "--plugins", "mine", "--debug");
    assertTrue(named.debug());
    Optional<String> environment = Optional.of("theirs");
    assertEquals(Path.of("mine"), PluginFolder.of(named, environment).path());
    assertEquals(Path.of("theirs"), PluginFolder.of(GlobalOptions.NONE, environment).path());
    PluginFolder byDefault = PluginFolder.of(GlobalOptions.NONE, Optional.empty());
    assertEquals(new PluginFolder(Path.of("plugins"), ""), byDefault);
    assertEquals(List.of(), new PluginFolder(folder.resolve("nowhere"), "").jars());
  }

  private static JsonNode json(Path file) {
    return JsonMapper.builder().build().readTree(file);
  }
}
