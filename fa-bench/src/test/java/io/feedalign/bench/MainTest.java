package io.feedalign.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The command as a user meets it. */
class MainTest {
  private final ByteArrayOutputStream numbers = new ByteArrayOutputStream();
  private final ByteArrayOutputStream notes = new ByteArrayOutputStream();

  private int bench(String... args) {
    Output output =
        new Output(
            new PrintStream(numbers, true, StandardCharsets.UTF_8),
            new PrintStream(notes, true, StandardCharsets.UTF_8));
    return Main.run(output, args);
  }

  private List<String> said() {
    return numbers.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private List<String> complained() {
    return notes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  private static String[] words(String line) {
    return line.split(" ");
  }

  @Test
  void oneRuleGivesOneJsonLine() {
    String line = "step --model lenet --rule bp --batch 4 --steps 3 --warmup 1 --json";
    assertEquals(0, bench(words(line)), () -> complained().toString());
    assertEquals(1, said().size());
    String json = said().get(0);
    assertTrue(json.startsWith("{\"model\": \"lenet\", \"rule\": \"bp\", \"batch\": 4, "), json);
    for (String key : List.of("ms_median", "ms_min", "images_per_second")) {
      assertTrue(json.matches(".*\"" + key + "\": \\d+\\.\\d{4}[,}].*"), json);
    }
    assertTrue(json.matches(".*\"threads\": \\d+, \"precision\": \"f32\", \"steps\": 3,.*"), json);
  }

  @Test
  void allMeasuresAreTimedBesideLearning() {
    String line = "probes --model lenet --rule fa --batch 4 --rounds 2 --json";
    assertEquals(0, bench(words(line)), () -> complained().toString());
    assertEquals(1, said().size());
    String json = said().get(0);
    assertTrue(json.matches(".*\"measures\": [1-9]\\d, \"ms_step\": \\d.*"), json);
    assertTrue(json.matches(".*\"share_percent\": \\d+\\.\\d{4}, .*"), json);
  }

  @Test
  void severalRulesAreComparedWithTheFirst() {
    String line =
        "step --model mlp --input 1,8,8 --classes 3 --rule bp,usf:sn,fa --batch 2"
            + " --steps 7 --warmup 0";
    assertEquals(0, bench(words(line)), () -> complained().toString());
    assertEquals(4, said().size());
    assertTrue(said().get(0).startsWith("mlp [1x8x8], batch 2, "), said().get(0));
    assertTrue(said().get(1).endsWith(" 1.000 x bp"), said().get(1));
    assertTrue(said().get(2).matches("  usf:sn  median .* x bp"), said().get(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--model lenet --rule usff|Unknown rule 'usff'.|Did you mean 'usf'?",
        "--model lenet --rule usf:magnitud=sn|--rule usf:magnitud=sn|Did you mean 'magnitude'?",
        "--model lenet --rule usf:snn|'usf' knows no 'snn'|Did you mean 'sn'?",
        "--model lennet --rule bp|Unknown model 'lennet'.|Did you mean 'lenet'?",
        "--model lenet --rule bp --precision f16|f16|bf16",
        "--model lenet --rule bp --batch 0|--batch is 0|at least 1",
        "--model lenet --rule bp --input 1,28|--input is '1,28'|channels,height,width",
        "--model lenet --rule bp --input 1,x,28|--input is '1,x,28'|whole numbers",
        "--model sequential --rule bp|Model 'sequential' has no usual image shape.|--input",
        "--model lenet --rule bp --backend cudo|Unknown backend 'cudo'.|Available",
        "--model lenet|Missing required option|--rule",
        "--model lenet --rule bp --steps many|Invalid value for option '--steps'|'many'",
      })
  void aMistakeIsOneLineAndExitCodeTwo(String args, String thing, String remedy) {
    assertEquals(2, bench(words("step " + args)));
    assertEquals(List.of(), said());
    assertEquals(1, complained().size(), () -> complained().toString());
    String message = complained().get(0);
    assertTrue(message.startsWith("error: "), message);
    assertTrue(message.contains(thing) && message.contains(remedy), message);
  }

  @Test
  void aStartOfWhatIsNotBuiltIsOneLineAndExitCodeTwo(@TempDir Path folder) {
    assertEquals(2, bench("start", "--fa=" + folder));
    assertEquals(1, complained().size(), () -> complained().toString());
    assertTrue(complained().get(0).contains("Run ./fa doctor once"), complained().get(0));
  }

  @Test
  void aProfileIsATableAndATrace(@TempDir Path folder) {
    String line =
        "profile --model lenet --rule bp --batch 4 --steps 2 --warmup 1 --top 3 --no-floor";
    List<String> args = new ArrayList<>(List.of(words(line)));
    args.add("--out=" + folder.resolve("new"));
    assertEquals(0, bench(args.toArray(String[]::new)), () -> complained().toString());
    assertTrue(said().get(0).startsWith("lenet [1x28x28], batch 4, bp, "), said().get(0));
    assertTrue(Files.exists(folder.resolve("new/trace.json")));
    assertTrue(Files.exists(folder.resolve("new/profile.txt")));
  }

  @Test
  void aRatioThatGrewFailsTheCheck(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("b.csv");
    Files.writeString(
        file,
        """
        hot SOFTMAX_LOSS, copy SOFTMAX_LOSS, 100000, 0.1
        hot MOMENTUM, copy MOMENTUM, 0.0001, 0.1
        """);
    String[] check = words("check --seconds 0.01 --baseline " + file);
    assertEquals(1, bench(check), () -> complained().toString());
    assertTrue(said().get(1).contains("better"), said().toString());
    assertTrue(said().get(2).contains("WORSE"), said().toString());
    assertEquals("1 of 2 ratios became worse", said().get(3));
    assertEquals(0, bench(words(String.join(" ", check) + " --update")));
    assertTrue(Files.readString(file).matches("(?s)hot SOFTMAX_LOSS.* \\d+\\.\\d{3}, 0.1\n.*"));
  }

  @Test
  @Tag("nightly")
  void scalingIsMeasuredInProcessesOfTheirOwn(@TempDir Path folder) {
    String line = "scaling --models mlp --rule bp --batches 2,4 --threads 1 --batch 2 --steps 2";
    List<String> args = new ArrayList<>(List.of(words(line)));
    args.add("--out=" + folder);
    assertEquals(0, bench(args.toArray(String[]::new)), () -> complained().toString());
    assertEquals(5, said().size(), said().toString());
    assertTrue(said().get(4).matches("depth,mlp,bp,2,1,f32(,\\d+\\.\\d{3}){5}"), said().get(4));
    assertTrue(Files.exists(folder.resolve("memory-by-depth.svg")));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hot NOTHING, copy MOMENTUM, 1, 0.1|hot NOTHING|RELU_GATE",
        "step lenet bp batch=0, step lenet bp, 1, 0.1|batch=0|step MODEL RULE",
        "step lenett bp, step lenet bp, 1, 0.1|lenett|Did you mean 'lenet'?",
      })
  void aRowThatCannotBeMeasuredIsAMistake(
      String row, String thing, String remedy, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("b.csv"), row);
    assertEquals(2, bench("check", "--seconds", "0.01", "--baseline", file.toString()));
    String message = complained().get(0);
    assertTrue(message.contains(thing) && message.contains(remedy), message);
  }

  @Test
  void sayingNothingToMeasureIsAMistake() {
    assertEquals(2, bench());
    assertEquals(1, complained().size());
    assertTrue(complained().get(0).contains("step, peer, probes, profile, "), complained().get(0));
  }

  @Test
  void decodingIsMeasuredBesideAPlainLoop() {
    assertEquals(0, bench("decode", "--rounds", "1"), () -> complained().toString());
    assertEquals(4, said().size(), said().toString());
    assertTrue(said().get(0).startsWith("plain ImageIO loop "), said().get(0));
    assertTrue(said().get(3).startsWith("packed at 256 "), said().get(3));
    assertTrue(said().get(3).contains(" x the plain loop"), said().get(3));
  }

  @Test
  void helpShowsExamples() {
    assertEquals(0, bench("step", "--help"));
    assertTrue(said().contains("  bench step --model lenet --rule bp --json"), said().toString());
  }
}
