package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.cuda.host.HostDevice;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The calls of convolutions and products through the real bindings, into libraries that write down
 * every descriptor as it is finalised. Twice, as the second process follows the first one's choice.
 */
class LibrariesOnPaperTest {
  @TempDir static Path folder;
  private static String first = "";
  private static String second = "";

  @BeforeAll
  static void runTwice() throws IOException, InterruptedException {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    assumeTrue(new MachineProbe(folder, Map.of()).bindings(), "no bindings for this platform");
    library("libcuda.so.1", source("cuda.cpp"));
    library("libcudart.so.13", source("libraries.cpp"), "libcuda.so.1");
    for (String other : List.of("nvrtc.so.13", "cublasLt.so.13", "cublas.so.13")) {
      library("lib" + other, "libcudart.so.13");
    }
    for (String part : List.of("", "_graph", "_ops", "_cnn", "_adv")) {
      library("libcudnn" + part + ".so.9", "libcudart.so.13");
    }
    first = process(Map.of());
    second = process(Map.of());
  }

  private static String source(String name) throws IOException {
    try (InputStream text = LibrariesOnPaper.class.getResourceAsStream("paper/" + name)) {
      Files.write(folder.resolve(name), Objects.requireNonNull(text).readAllBytes());
    }
    return name;
  }

  private static void library(String name, String... from)
      throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(List.of("g++", "-shared", "-fPIC", "-Wl,-soname," + name));
    command.addAll(List.of("-Wl,--no-as-needed", "-o", name));
    command.addAll(List.of(from));
    run(new ProcessBuilder(command));
  }

  private static String process(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            LibrariesOnPaper.class.getName(),
            folder.toString());
    java.environment().put("FEEDALIGN_CACHE", folder.resolve("cache").toString());
    java.environment().putAll(environment);
    return run(java);
  }

  private static String run(ProcessBuilder command) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process = command.directory(folder.toFile()).redirectError(errors.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), said + Files.readString(errors));
    return said;
  }

  private static String section(String said, String name) {
    int start = said.indexOf("= " + name + "\n") + name.length() + 3;
    int end = said.indexOf("\n= ", start - 1);
    return said.substring(start, end < 0 ? said.length() : end + 1)
        .lines()
        .filter(line -> !line.startsWith("> set ") && !line.startsWith("> copy "))
        .reduce("", (all, line) -> all + line + "\n");
  }

  private static final String GRAPH =
      """
      > 17: 901=0 902=2,6,9,7 903=378,1,42,6 906=1 900=16
      > 17: 901=0 902=4,3,3,2 903=18,1,6,3 906=2 900=16
      > 17: 901=0 902=2,4,5,9 903=180,1,36,4 906=3 900=16
      > 1: 100=0 101=1 106=2 105=0,1 104=2,3 102=1,2 103=2,1
      > 12: 710=<17> 709=<17> 711=<17> 708=<1> 706=1f 707=0f
      > 15: 801=<12> 800=library
      """;

  @Test
  void aGraphIsBuiltSearchedAndMeasuredAndTheFastEngineThatDoesNotRoundWins() {
    String searched =
        """
        > 4: 201=<15> 200=3
        > 5: 400=library 401=<3>
        > 5: 400=library 401=<3>
        > 16: 1001=place,place,place 1000=3,2,1 1003=place
        cuDNN engine 2 knobs 7=-7 8=-8, workspace 512
        """;
    assertEquals(GRAPH + searched, section(first, "convolution"));
  }

  @Test
  void theNextProcessBuildsTheSameEngineWithoutSearching() {
    String followed =
        """
        > 2: 1300=<15> 1301=2
        > 7: 600=7 601=-7
        > 7: 600=8 601=-8
        > 3: 300=<2> 302=<7>,<7>
        > 5: 400=library 401=<3>
        cuDNN engine 2 knobs 7=-7 8=-8, workspace 512
        """;
    assertEquals(GRAPH + followed, section(second, "convolution"));
  }

  @Test
  void bindingMakesOnePackAndRunningOnlyExecutes() {
    assertEquals("> 16: 1001=place,place,place 1000=3,2,1 1003=place\n", section(first, "bind"));
    String run = "> engine 2 runs\n";
    assertEquals(
        run + "> begin capture, mode 2 in the stream\n" + run + "> end capture of 0\n",
        section(first, "run"));
  }

  @Test
  void aProductIsMeasuredOnceAndComputedByRows() {
    String chosen = "cuBLASLt algorithm 2 1 2 3 4 5 6 ffffffffffffffff, workspace 1024\n";
    assertEquals(
        "> wish 1: 268435456\n> wish 3: 2 of 4 bytes\n" + chosen, section(first, "product"));
    assertEquals(chosen, section(second, "product"));
    String rows = "= 14 38 62 86 110 38 126 214 302 390 62 214 366 518 670\n";
    assertTrue(first.contains(rows) && second.contains(rows), first);
  }

  @Test
  void aBiasIsAddedOnTheWay() {
    String chosen = "cuBLASLt algorithm 2 1 2 3 4 5 6 ffffffffffffffff, workspace 1024\n";
    assertEquals(chosen, section(second, "biased"));
    String rows = "= 14 39 64 89 114 38 127 216 305 394 62 215 368 521 674\n";
    assertTrue(first.contains(rows) && second.contains(rows), first);
    assertTrue(!first.contains("add_bias"), first);
  }

  @Test
  void whereNoAlgorithmAddsABiasAKernelDoes() throws IOException, InterruptedException {
    String said =
        process(
            Map.of(
                "PAPER_EPILOGUE", "none", "FEEDALIGN_CACHE", folder.resolve("other").toString()));
    String chosen =
        "cuBLASLt algorithm 2 1 2 3 4 5 6 ffffffffffffffff, then its bias, workspace 1024\n";
    assertTrue(section(said, "biased").endsWith(chosen), said);
    assertTrue(said.contains("> add_bias<<<(1,1,1), (256,1,1), 0>>> in the stream\n"), said);
  }

  @Test
  void nothingIsLeftNorUsedTooEarlyOrTooLate() {
    for (String said : List.of(first, second)) {
      assertTrue(said.contains("> 0 descriptors and events left\n"), said);
      for (String wrong : List.of("GONE", "UNFINISHED", "WRONG", "twice", "too ", "cannot be")) {
        assertTrue(!said.contains(wrong), said);
      }
    }
  }
}
