package io.feedalign.core.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import io.feedalign.core.checkpoint.CheckpointFolder.Found;
import io.feedalign.core.checkpoint.CrashingDisk.Loss;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A crash after any file operation leaves the old checkpoint or the new one, never neither. */
class CrashTest {
  private static final String FOLDER = "/run/checkpoints";

  @ParameterizedTest
  @EnumSource(Loss.class)
  void oneOfTheTwoIsAlwaysThere(Loss loss) throws IOException {
    CrashingDisk disk = new CrashingDisk();
    Map<String, byte[]> before;
    int added;
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      CheckpointFolder kept = folder(files, new NioDisk());
      kept.add(10, Sample.files(10));
      kept.add(20, Sample.files(20));
      before = tree(files);
      CheckpointFolder crashing = folder(files, disk);
      crashing.add(30, Sample.files(30));
      added = disk.count();
      crashing.prune(2, 20);
    }
    assertEquals(30, stepAfterCrash(disk.after(before, added, loss)), "it is added for good");
    assertTrue(disk.count() > 30, disk.count() + " operations");
    for (int made = 0; made <= disk.count(); made++) {
      long step = stepAfterCrash(disk.after(before, made, loss));
      assertTrue(step == 20 || step == 30, "step " + step + " after " + made + " operations");
      assertTrue(step == 30 || made < added, "step 30 was lost after " + made + " operations");
    }
  }

  /** The newest whole checkpoint; and the next one is written over whatever the crash left. */
  private static long stepAfterCrash(Map<String, byte[]> tree) throws IOException {
    try (FileSystem files = Jimfs.newFileSystem(Configuration.unix())) {
      for (Map.Entry<String, byte[]> each : tree.entrySet()) {
        Path path = files.getPath(each.getKey());
        if (each.getKey().endsWith("/")) {
          Files.createDirectories(path);
        } else {
          Files.createDirectories(path.getParent());
          Files.write(path, each.getValue());
        }
      }
      CheckpointFolder folder = folder(files, new NioDisk());
      Found found = folder.newest();
      assertEquals(List.of(), found.skipped());
      folder.sweep();
      long step = found.checkpoint().orElseThrow().standing().position().step();
      folder.add(40, Sample.files(40));
      folder.prune(2, -1);
      assertEquals(List.of(40L, step), folder.steps());
      try (Stream<Path> left = Files.list(folder.path())) {
        assertEquals(2, left.count());
      }
      return step;
    }
  }

  private static CheckpointFolder folder(FileSystem files, Disk disk) {
    return new CheckpointFolder(disk, files.getPath(FOLDER));
  }

  private static Map<String, byte[]> tree(FileSystem files) throws IOException {
    Map<String, byte[]> tree = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(files.getPath("/run"))) {
      for (Path each : walk.toList()) {
        boolean folder = Files.isDirectory(each);
        tree.put(folder ? each + "/" : each.toString(), folder ? new byte[0] : read(each));
      }
    }
    return tree;
  }

  private static byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }
}
