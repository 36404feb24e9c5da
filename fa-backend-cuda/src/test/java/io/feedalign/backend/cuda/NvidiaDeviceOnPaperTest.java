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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The calls of {@code NvidiaDevice} through the real bindings, into libraries that write down what
 * they are asked: arguments in their order, places of results, and the stream of everything.
 */
class NvidiaDeviceOnPaperTest {
  private static final String CUDA = "libcuda.so.1";

  @TempDir static Path folder;
  private static final Map<String, List<String>> TOLD = new LinkedHashMap<>();

  @BeforeAll
  static void runOnPaper() throws IOException, InterruptedException {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    assumeTrue(new MachineProbe(folder, Map.of()).bindings(), "no bindings for this platform");
    for (String source : List.of("cuda.cpp", "streams.cpp")) {
      try (InputStream text = OnPaper.class.getResourceAsStream("paper/" + source)) {
        Files.write(folder.resolve(source), Objects.requireNonNull(text).readAllBytes());
      }
    }
    library(CUDA, "streams.cpp");
    for (String other : List.of("cudart.so.13", "nvrtc.so.13", "cublasLt.so.13", "cublas.so.13")) {
      library("lib" + other, CUDA);
    }
    for (String part : List.of("", "_graph", "_ops", "_cnn", "_adv")) {
      library("libcudnn" + part + ".so.9", CUDA);
    }
    sections(paper(Map.of()));
  }

  /** Others have their symbols from the one that they need. */
  private static void library(String name, String from) throws IOException, InterruptedException {
    run(
        new ProcessBuilder(
            "g++",
            "-shared",
            "-fPIC",
            "-Wl,-soname," + name,
            "-Wl,--no-as-needed",
            "-o",
            name,
            from));
  }

  private static String paper(Map<String, String> environment)
      throws IOException, InterruptedException {
    ProcessBuilder java =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-Xmx128m",
            "-cp",
            System.getProperty("java.class.path"),
            OnPaper.class.getName(),
            folder.toString());
    java.environment().put("FEEDALIGN_CACHE", folder.resolve("cache").toString());
    java.environment().putAll(environment);
    return run(java);
  }

  private static String run(ProcessBuilder command) throws IOException, InterruptedException {
    Path errors = folder.resolve("errors");
    Process process = command.directory(folder.toFile()).redirectError(errors.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> said + read(errors));
    return said;
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException unreadable) {
      return unreadable.toString();
    }
  }

  private static void sections(String said) {
    List<String> section = new ArrayList<>();
    for (String line : said.split("\n")) {
      if (line.startsWith("= ")) {
        section = new ArrayList<>();
        TOLD.put(line.substring(2), section);
      } else {
        section.add(line);
      }
    }
  }

  private static void told(String section, String... lines) {
    assertEquals(Arrays.asList(lines), TOLD.get(section), TOLD::toString);
  }

  @Test
  void itSaysWhatItIs() {
    told(
        "open",
        "> stream, flags 1",
        "DeviceTraits[name=Paper H100, major=9, minor=0, processors=132, bytes=85899345920,"
            + " libraries=driver for CUDA 13.1, CUDA 13.0, NVRTC 13.0, cuDNN 9.19.0, cuBLASLt"
            + " 13.1.1]");
  }

  @Test
  void memoryIsZeroedAndTheMiddleOfPinnedMemoryIsUploaded() {
    told(
        "memory",
        "> set 1000 bytes to 0 in the stream",
        "> set 16 bytes to 0 in the stream",
        "> copy 16 bytes, kind 1 in the stream");
  }

  @Test
  void aTextIsCompiledOnceForTheDevicesArchitecture() {
    told(
        "compile",
        "> compile 'text' as program.cu with 0 headers",
        "> --gpu-architecture=sm_90",
        "> --std=c++17",
        "> --fmad=false",
        "> load 'paper code'",
        "> load 'paper code'");
  }

  @Test
  void capturingRunsNothing() {
    told(
        "capture",
        "> begin capture, mode 2 in the stream",
        "> twice<<<(7,1,1), (256,1,1), 0>>> in the stream",
        "> end capture of 1");
  }

  @Test
  void aGraphDoesWhatWasCapturedWhenItIsLaunched() {
    told(
        "launch",
        "> copy 16 bytes, kind 2 in the stream",
        "before: 0.0",
        "> launch graph in the stream",
        "> copy 16 bytes, kind 2 in the stream",
        "after: 8.0",
        "> copy 16 bytes, kind 3 in the stream",
        "> copy 16 bytes, kind 2 in the stream",
        "copied: 8.0");
  }

  @Test
  void uploadsOfASecondStreamAndTheWorkWaitForEachOtherWhereTheyAreTold() {
    told(
        "ahead",
        "> set 16 bytes to 0 in the stream",
        "> set 16 bytes to 0 in the stream",
        "> stream, flags 1",
        "> mark, flags 2",
        "> mark in the stream",
        "> wait in the second stream, flags 0",
        "> copy 16 bytes, kind 1 in the second stream",
        "> mark in the second stream",
        "> wait in the stream, flags 0",
        "> copy 16 bytes, kind 3 in the stream",
        "> mark in the stream",
        "> wait in the second stream, flags 0",
        "> wait for the second stream",
        "> copy 16 bytes, kind 2 in the stream",
        "landed: 7.0",
        "> stream closed, 6 left");
  }

  @Test
  void failuresSayWhatWasTried() {
    told(
        "device",
        "USER: Backend 'cuda' was asked for device 1, but CUDA shows 1 here, counted from 0. Set"
            + " device to less, or see CUDA_VISIBLE_DEVICES.");
    told(
        "kernel",
        "INTERNAL: CUDA failed while finding kernel 'missing': cudaError, words of CUDA. The"
            + " device's context is lost or the call was wrong; restart the process.");
    assertEquals(1, TOLD.getOrDefault("broken", List.of()).size());
    told(
        "too much",
        "RESOURCES: The device has no 1099511627776 bytes in one block: 75161927680 of its"
            + " 85899345920 bytes are free. Use a smaller batch or network, or end what else uses"
            + " the device (nvidia-smi).");
    told(
        "captured",
        "> begin capture, mode 2 in the stream",
        "> end capture of 0",
        "INTERNAL: CUDA failed while launching kernel 'broken' as LaunchShape[blocks=1,"
            + " threads=1]: cudaErrorIllegalAddress, words of CUDA. The device's context is lost or"
            + " the call was wrong; restart the process.");
    told(
        "compiler",
        "> compile 'wrong' as program.cu with 0 headers",
        "> --gpu-architecture=sm_90",
        "> --std=c++17",
        "> --fmad=false",
        "INTERNAL: The generated kernels do not compile with --gpu-architecture=sm_90 --std=c++17"
            + " --fmad=false:",
        "program.cu(1): error: expected a \";\"");
  }

  @Test
  void closingLeavesNothingOpen() {
    told("close", "> stream closed, 0 left");
  }

  @Test
  void cudnnForAnotherCudaIsRefused() throws IOException, InterruptedException {
    String said = paper(Map.of("PAPER_CUDNN", "12060"));
    String refusal = "RESOURCES: The cuDNN found here was built for CUDA 12. Install cuDNN 9";
    assertTrue(said.contains("> stream closed, 0 left\n" + refusal), said);
  }

  @Test
  void aDeviceThatTheCompilerDoesNotKnowGetsPtx() throws IOException, InterruptedException {
    String said = paper(Map.of("PAPER_NEWEST", "80"));
    assertTrue(said.contains("> --gpu-architecture=compute_80\n"), said);
    assertTrue(said.contains("> load 'paper PTX'\n") && !said.contains("paper code"), said);
    assertTrue(said.contains("after: 8.0"), said);
  }

  @Test
  void ptxThatTheDriverCannotTranslateIsRefused() throws IOException, InterruptedException {
    String said = paper(Map.of("PAPER_NEWEST", "80", "PAPER_DRIVER", "old"));
    String refusal =
        "RESOURCES: The CUDA compiler found here knows no architecture newer than compute_80, and"
            + " the driver cannot translate that for this device: cudaError, words of CUDA."
            + " Install a CUDA toolkit that knows the device, or use backend: onednn.";
    assertTrue(said.contains(refusal), said);
  }
}
