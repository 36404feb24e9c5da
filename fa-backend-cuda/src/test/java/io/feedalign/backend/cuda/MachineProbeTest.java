package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineProbeTest {
  @TempDir Path root;

  private MachineProbe probe(Map<String, String> environment) {
    return new MachineProbe(root, environment);
  }

  @Test
  void anEmptyMachineHasNeitherDriverNorDeviceNorCudnn() {
    MachineProbe probe = probe(Map.of());
    assertFalse(probe.driver());
    assertEquals(0, probe.devices());
    assertFalse(probe.cudnn());
  }

  @Test
  void theDriverIsFoundInTheLinkersCache() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(
        root.resolve("etc/ld.so.cache"), "junk\0libcuda.so.1\0/usr/lib/libcuda.so.1\0");
    assertTrue(probe(Map.of()).driver());
    assertFalse(probe(Map.of()).cudnn());
  }

  @Test
  void aLongerNameInTheCacheIsNotTheDriver() throws IOException {
    Files.createDirectories(root.resolve("etc"));
    Files.writeString(root.resolve("etc/ld.so.cache"), "libcuda.so.13\0");
    assertFalse(probe(Map.of()).driver());
  }

  @Test
  void librariesAreFoundOnTheLibraryPath() throws IOException {
    Path folder = Files.createDirectories(root.resolve("opt/lib"));
    Files.createFile(folder.resolve("libcudnn.so.9"));
    assertTrue(probe(Map.of("LD_LIBRARY_PATH", "/nowhere:" + folder)).cudnn());
  }

  @Test
  void devicesAreCountedWithoutTheirControlNodes() throws IOException {
    Path dev = Files.createDirectories(root.resolve("dev"));
    for (String node : new String[] {"nvidia0", "nvidia1", "nvidiactl", "nvidia-uvm"}) {
      Files.createFile(dev.resolve(node));
    }
    assertEquals(2, probe(Map.of()).devices());
  }
}
