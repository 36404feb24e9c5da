package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {
  private static final String CUDNN = "libcudnn.so.9";

  @TempDir Path root;

  private MachineProbe probe(Map<String, String> environment) {
    return new MachineProbe(root, environment);
  }

  @Test
  void anEmptyMachineHasNeitherDriverNorDeviceNorCudnn() {
    MachineProbe probe = probe(Map.of());
    assertFalse(probe.driver());
    assertEquals(OptionalInt.empty(), probe.driverVersion());
    assertEquals(0, probe.devices());
    assertFalse(probe.has(CUDNN));
  }

  @Test
  void theDriverIsFoundInTheLinkersCache() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/ld.so.cache"), "junk\0libcuda.so.1\0/usr/lib/libcuda.so.1\0");
    assertFalse(probe(Map.of()).driver(), "the cache is older than the driver's removal");
    Files.createDirectories(root.resolve("usr/lib"));
    Files.createFile(root.resolve("usr/lib/libcuda.so.1"));
    assertTrue(probe(Map.of()).driver());
    assertFalse(probe(Map.of()).has(CUDNN));
  }

  @Test
  void aLongerNameInTheCacheIsNotTheDriver() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.createDirectories(root.resolve("lib"));
    for (String other : new String[] {"libcuda.so.13", "mylibcuda.so.1"}) {
      Files.createFile(root.resolve("lib").resolve(other));
    }
    Files.writeString(
        root.resolve("etc/ld.so.cache"),
        "/lib/libcuda.so.13\0/lib/mylibcuda.so.1\0libcuda.so.13\0");
    assertFalse(probe(Map.of()).driver());
  }

  @Test
  void librariesAreFoundOnTheLibraryPath() throws IOException {
    Path folder = Files.createDirectories(root.resolve("opt/lib"));
    Files.createFile(folder.resolve(CUDNN));
    assertTrue(probe(Map.of("LD_LIBRARY_PATH", "/nowhere:" + folder)).has(CUDNN));
  }

  @Test
  void devicesAreCountedWithoutTheirControlNodes() throws IOException {
    Path dev = Files.createDirectories(root.resolve("dev"));
    for (String node : new String[] {"nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm"}) {
      Files.createFile(dev.resolve(node));
    }
    assertEquals(2, probe(Map.of()).devices());
  }

  private OptionalInt driverThatSays(String line) throws IOException {
    Path folder = Files.createDirectories(root.resolve("proc/driver/nvidia"));
    Files.writeString(folder.resolve("version"), line);
    return probe(Map.of()).driverVersion();
  }

  @Test
  void theDriverTellsItsVersionWhoeverBuiltIt() throws IOException {
    assertEquals(
        OptionalInt.of(550),
        driverThatSays(
            "NVRM version: NVIDIA UNIX x86_64 Kernel Module  550.54.15  Tue Mar  5 22:23:56 UTC"
                + " 2024\nGCC version:  gcc version 12.2.0 (Debian 12.2.0-14)\n"));
    assertEquals(
        OptionalInt.of(580),
        driverThatSays(
            "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  580.65.06  Release Build\n"));
    assertEquals(OptionalInt.empty(), driverThatSays("NVRM version: unknown\n"));
  }

  @Test
  void theEnvironmentMayHideEveryDevice() {
    assertFalse(probe(Map.of()).hidden());
    assertFalse(probe(Map.of("CUDA_VISIBLE_DEVICES", "1,0")).hidden());
    assertFalse(probe(Map.of("CUDA_VISIBLE_DEVICES", "GPU-5ebe9f43")).hidden());
    assertTrue(probe(Map.of("CUDA_VISIBLE_DEVICES", "")).hidden());
    assertTrue(probe(Map.of("CUDA_VISIBLE_DEVICES", "-1")).hidden());
  }
}
