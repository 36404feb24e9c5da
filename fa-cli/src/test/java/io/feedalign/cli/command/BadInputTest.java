package io.feedalign.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.feedalign.cli.Fa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a user gets wrong: one clear line each, exit 2, no stack trace, nothing left behind. */
class BadInputTest {

  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "seed: 5 | sed: 5 | tiny.yaml:11:1: sed: unknown setting 'sed'. | Did you mean 'seed'?",
        "name: usf, | name: usff, | tiny.yaml:6:1: rule: Unknown rule 'usff'. | Did you mean 'usf'?",
        "magnitude: sn | magnitude: sm | tiny.yaml:6:19: rule.magnitude: | Did you mean 'sn'?",
        "magnitude: sn | magnitde: sn | tiny.yaml:6:19: rule.magnitde: | Did you mean 'magnitude'?",
        "rate: 0.01 | rate: fast | tiny.yaml:7:21: update.rate: is 'fast' | a finite number",
        "batch: 10 | batch: 0 | tiny.yaml:9:1: batch: is '0' | from 1",
        "batch: 10 | batch: 5000 | has 54 training images | Use a smaller batch.",
        "kernel: 3 | kernel: 30 | tiny.yaml: | 30",
        "name: synthetic | name: syntetic | Unknown dataset 'syntetic'. | Did you mean 'synthetic'?",
        "shape: [1, 8, 8] | shape: [1, 8] | 'shape' of data set 'synthetic' | [1, 28, 28]",
        "reference | absent | Backend 'absent' is unavailable: no such device. | Remedy: buy one.",
        "epochs: 2 | epochs: 2\\nepochs: 3 | tiny.yaml:11:1: 'epochs' stands here for the second time | Remove one.",
        "epochs: 2 | epochs: [2 | tiny.yaml: | YAML",
        "name: sequential | name: lenett | Unknown model 'lenett'. | Did you mean 'lenet'?"
      })
  void aMistakeInAnExperimentIsOneClearLine(String right, String wrong, String place, String advice)
      throws IOException {
    String experiment = Fa.TINY.replace(right, wrong.replace("\\n", "\n"));
    Path file = Fa.file(folder, "tiny.yaml", experiment);
    for (String command : List.of("train", "explain")) {
      boolean onlyInTraining = place.startsWith("has 54");
      if (command.equals("explain") && onlyInTraining) {
        continue;
      }
      Fa fa =
          command.equals("train")
              ? Fa.run("train", file, "--out", folder.resolve("run"))
              : Fa.run("explain", file);
      assertUserMistake(fa);
      assertTrue(fa.err().contains(place), fa.err());
      assertTrue(fa.err().contains(advice), fa.err());
    }
    assertFalse(Files.exists(folder.resolve("run")));
  }

  @Test
  void everyMistakeOfAnExperimentIsToldAtOnce() {
    String experiment =
        Fa.TINY.replace("seed:", "sed:").replace("magnitude:", "magn:").replace("10", "0");
    Fa fa = Fa.run("train", Fa.file(folder, "tiny.yaml", experiment));
    assertUserMistake(fa);
    assertEquals(3, fa.err().lines().count(), fa.err());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "comprae | compare",
        "compare nothing-such | Available: quickstart",
        "compare quickstrat | Did you mean 'quickstart'?",
        "compare --rules usff | Did you mean 'usf'?",
        "compare --rules usf:snn | Did you mean 'sn'?",
        "compare --rules fa:scael=2 | Did you mean 'scale'?",
        "compare --seeds 0 | --seeds 0",
        "compare --seeds x | --seeds",
        "compare --epochs 0 | epochs",
        "compare --set rate | key=value",
        "compare --set a..b=1 | no key",
        "compare --backend absent | Remedy: buy one.",
        "compare --backend cdua | Unknown backend 'cdua'",
        "compare --data fashon-mnist-mini | Did you mean 'fashion-mnist-mini'?",
        "train | Missing required parameter",
        "train nowhere.yaml | there is no such file",
        "eval nowhere | holds no model.safetensors",
        "explain | Missing required parameter",
        "plugins ruels | Did you mean 'rules'?",
        "plugins --describe usff | Did you mean 'usf'?",
        "data get fashion | Unknown dataset 'fashion'",
        "data gte x | get",
        "step nowhere | --out",
        "step nowhere --out x | there is no such file",
        "bench step | ./fa bench"
      })
  void aMistakeOnTheCommandLineIsAClearLine(String line, String advice) {
    Fa fa = Fa.run((Object[]) line.split(" "));
    assertEquals(2, fa.exit(), fa.err());
    assertTrue(fa.err().contains(advice), fa.err());
    assertFalse(fa.err().contains("\tat "), fa.err());
    assertEquals("", fa.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\u0000", "a: [", "%YAML 9.9\n---\na: 1", "? [a]\n: b", "<<: 5"})
  void strangeFilesAreRefused(String text) {
    assertUserMistake(Fa.run("train", Fa.file(folder, "tiny.yaml", text)));
  }

  @Test
  void randomArgumentsNeverShowAStackTrace() {
    List<String> words =
        List.of(
            "compare",
            "train",
            "eval",
            "explain",
            "plugins",
            "data",
            "doctor",
            "step",
            "--help",
            "--rules",
            "--set",
            "--out",
            "--json",
            "--seeds",
            "--describe",
            "list",
            "verify",
            "",
            "-",
            "--",
            "@x",
            "=",
            "usf",
            "a=b",
            "\u0000",
            "--split",
            "none.yaml",
            "-1",
            "💥");
    SplittableRandom random = new SplittableRandom(3);
    for (int i = 0; i < 600; i++) {
      Object[] arguments = new Object[1 + random.nextInt(5)];
      for (int j = 0; j < arguments.length; j++) {
        arguments[j] = words.get(random.nextInt(words.size()));
      }
      if (arguments[0].equals("compare")) {
        arguments[0] = "train"; // the quick start is no test of arguments
      }
      Fa fa = Fa.run(arguments);
      String all = List.of(arguments) + " gave " + fa;
      assertTrue(fa.exit() == 0 || fa.exit() == 2, all);
      assertFalse(fa.err().contains("\tat "), all);
    }
  }

  private static void assertUserMistake(Fa fa) {
    assertEquals(2, fa.exit(), fa.err());
    assertEquals("", fa.out());
    assertFalse(fa.err().contains("\tat "), fa.err());
    assertFalse(fa.err().contains("Exception"), fa.err());
    fa.err().lines().forEach(line -> assertTrue(line.length() < 600, line));
  }
}
