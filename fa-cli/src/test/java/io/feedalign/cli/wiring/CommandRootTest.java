package io.feedalign.cli.wiring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.inject.ConfigurationException;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import io.feedalign.cli.Fa;
import io.feedalign.cli.command.GlobalOptions;
import io.feedalign.cli.report.Console;
import io.feedalign.cli.report.HtmlReport;
import io.feedalign.cli.report.Progress;
import io.feedalign.train.RunListener;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandRootTest {

  private final Console nowhere =
      Console.of(
          new PrintStream(OutputStream.nullOutputStream()),
          new PrintStream(OutputStream.nullOutputStream()));

  static Stream<Class<?>> subcommands() {
    return CommandsModule.SUBCOMMANDS.stream();
  }

  @ParameterizedTest
  @MethodSource("subcommands")
  void everyCommandCanBeMade(Class<?> command) {
    assertNotNull(CommandRoot.injector(nowhere, GlobalOptions.NONE).getInstance(command));
  }

  @Test
  void everyBindingCanBeMade() {
    Injector injector = CommandRoot.injector(nowhere, GlobalOptions.NONE);
    injector.getBindings().keySet().forEach(key -> assertNotNull(injector.getInstance(key)));
    assertTrue(injector.getBindings().size() > 15);
  }

  @Test
  void theProgressThatCommandsDriveIsTheOneThatListens() {
    Injector injector = CommandRoot.injector(nowhere, GlobalOptions.NONE);
    Set<RunListener> listeners =
        injector.getInstance(Key.get(new TypeLiteral<Set<RunListener>>() {}));
    assertEquals(1, listeners.size());
    assertSame(injector.getInstance(Progress.class), listeners.iterator().next());
  }

  @Test
  void nothingIsBoundThatNobodyBound() {
    assertThrows(
        ConfigurationException.class,
        () -> CommandRoot.injector(nowhere, GlobalOptions.NONE).getInstance(HtmlReport.class));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "compare ",
        "train ",
        "eval ",
        "explain ",
        "plugins ",
        "data ",
        "doctor ",
        "step ",
        "data get ",
        "data list ",
        "data verify ",
        "data where "
      })
  void everyCommandExplainsItself(String command) {
    Fa fa = Fa.run((Object[]) (command + "--help").split(" "));
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("Usage: fa"), fa.out());
    assertEquals("", fa.err());
  }

  @Test
  void theVersionNamesProductAndJava() {
    Fa fa = Fa.run("--version");
    assertEquals(0, fa.exit());
    assertTrue(fa.out().startsWith("feedalign "), fa.out());
    assertTrue(fa.out().contains("Java "), fa.out());
  }

  @Test
  void withoutACommandTheHelpIsShown() {
    Fa fa = Fa.run();
    assertEquals(0, fa.exit());
    assertTrue(fa.out().contains("compare"), fa.out());
  }

  @Test
  void theDoctorNamesEveryBackendAndWhyNot() {
    Fa fa = Fa.run("doctor");
    assertEquals(0, fa.exit(), fa.err());
    assertTrue(fa.out().contains("no: no such device."), fa.out());
    assertTrue(fa.out().contains("remedy: buy one."), fa.out());
    assertTrue(fa.out().contains("reference"), fa.out());
    assertTrue(fa.out().contains("auto       takes backend "), fa.out());
    assertTrue(fa.out().contains("fashion-mnist-mini"), fa.out());
  }

  @Test
  void pluginsAreListedByKindAndDescribedByName() {
    Fa list = Fa.run("plugins", "rules");
    assertEquals(0, list.exit(), list.err());
    assertTrue(list.out().startsWith("rules:"), list.out());
    assertFalse(list.out().contains("models:"), list.out());
    Fa one = Fa.run("plugins", "rules", "--describe", "usf");
    assertTrue(one.out().contains("unit | init | sn | xiao | xavier"), one.out());
  }

  @Test
  void dataIsListedFoundAndVerified() {
    assertTrue(Fa.run("data", "list").out().contains("fashion-mnist-mini"));
    assertEquals(0, Fa.run("data", "where", "fashion-mnist").exit());
    assertEquals(0, Fa.run("data", "verify", "fashion-mnist-mini").exit());
    assertTrue(Fa.run("data", "get", "synthetic").out().contains("it is ready"));
  }
}
