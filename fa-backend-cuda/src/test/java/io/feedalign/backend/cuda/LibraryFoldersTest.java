package io.feedalign.backend.cuda;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LibraryFoldersTest {
  private static final String RUNTIME = "libcudart.so.13";
  private static final String CUDNN = "libcudnn.so.9";

  @TempDir Path root;
  private final Map<String, String> environment = new HashMap<>();

  private Path create(String path) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(Optional.ofNullable(file.getParent()).orElseThrow());
    return Files.createFile(file);
  }

  private Optional<Path> find(String library) {
    return new LibraryFolders(root, environment).find(library);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "usr/local/cuda/lib64",
        "usr/local/cuda-13.1/lib64",
        "usr/local/cuda-13.0/lib",
        "usr/local/cuda-13.0/targets/x86_64-linux/lib",
        "usr/lib/x86_64-linux-gnu",
        "usr/lib64",
        "opt/cuda/lib64",
        "opt/conda/lib",
        "usr/lib/python3/dist-packages/nvidia/cu13/lib",
        "usr/lib/python3.11/site-packages/nvidia/cu13/lib",
        "usr/local/lib/python3.12/dist-packages/nvidia/cu13/lib",
        "opt/conda/lib/python3.13/site-packages/nvidia/cuda_runtime/lib",
        "home/me/.local/lib/python3.10/site-packages/nvidia/cu13/lib",
        "home/me/.pyenv/versions/3.12.4/lib/python3.12/site-packages/nvidia/cu13/lib",
        "home/me/miniconda3/lib"
      })
  void theUsualFoldersAreSearched(String folder) throws IOException {
    environment.put("HOME", root.resolve("home/me").toString());
    assertEquals(Optional.empty(), find(RUNTIME));
    Path library = create(folder + "/" + RUNTIME);
    assertEquals(Optional.of(library), find(RUNTIME));
    assertEquals(Optional.empty(), find("libcudart.so.12"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"VIRTUAL_ENV", "CONDA_PREFIX"})
  void theActivePythonIsSearchedFirstAmongPythons(String variable) throws IOException {
    create("usr/lib/python3/dist-packages/nvidia/cu13/lib/" + RUNTIME);
    Path own = create("work/env/lib/python3.12/site-packages/nvidia/cu13/lib/" + RUNTIME);
    environment.put(variable, root.resolve("work/env").toString());
    assertEquals(Optional.of(own), find(RUNTIME));
  }

  @Test
  void theLibraryPathComesBeforeTheLinkersCacheBeforeTheToolkit() throws IOException {
    Path toolkit = create("usr/local/cuda/lib64/" + RUNTIME);
    assertEquals(Optional.of(toolkit), find(RUNTIME));
    Path cached = create("opt/nvidia/" + RUNTIME);
    Files.writeString(create("etc/ld.so.cache"), RUNTIME + "\0/opt/nvidia/" + RUNTIME + "\0");
    assertEquals(Optional.of(cached), find(RUNTIME));
    Path chosen = create("chosen/" + RUNTIME);
    environment.put("LD_LIBRARY_PATH", ":" + root.resolve("chosen"));
    assertEquals(Optional.of(chosen), find(RUNTIME));
  }

  @Test
  void librariesOf32BitsAreNotTaken() throws IOException {
    create("usr/lib/i386-linux-gnu/libcuda.so.1");
    Files.writeString(create("etc/ld.so.cache"), "/usr/lib/i386-linux-gnu/libcuda.so.1\0");
    assertEquals(Optional.empty(), find("libcuda.so.1"));
  }

  /** cuDNN 9 for CUDA 12 has the same file name, and would pull CUDA 12 in. */
  @Test
  void aWheelOfCudnnForAnotherCudaIsNotTaken() throws IOException {
    String packages = "usr/local/lib/python3.12/dist-packages/";
    Path cudnn = create(packages + "nvidia/cudnn/lib/" + CUDNN);
    create(packages + "nvidia_cudnn_cu12-9.10.2.21.dist-info/METADATA");
    assertEquals(Optional.empty(), find(CUDNN));
    create(packages + "nvidia_cudnn_cu13-9.13.0.50.dist-info/METADATA");
    assertEquals(Optional.of(cudnn), find(CUDNN));
  }

  @Test
  void theNewestToolkitIsTaken() throws IOException {
    create("usr/local/cuda-13.0/lib64/" + RUNTIME);
    Path newer = create("usr/local/cuda-13.1/lib64/" + RUNTIME);
    assertEquals(Optional.of(newer), find(RUNTIME));
  }

  @Test
  void librariesAreLoadedBeforeThoseThatNeedThem() throws IOException {
    String folder = "usr/local/cuda/lib64/";
    for (String library :
        List.of(
            CUDNN,
            "libcublas.so.13",
            "libcudnn_cnn.so.9",
            "libcublasLt.so.13",
            "libcudnn_graph.so.9",
            "libcudnn_ops.so.9",
            "libnvrtc.so.13",
            "libnvrtc-builtins.so.13.0",
            "libcuda.so.1",
            RUNTIME)) {
      create(folder + library);
    }
    List<String> order =
        new NativeLibraries(new LibraryFolders(root, environment))
            .found().stream().map(path -> String.valueOf(path.getFileName())).toList();
    assertEquals(
        List.of(
            "libcuda.so.1",
            RUNTIME,
            "libnvrtc-builtins.so.13.0",
            "libnvrtc.so.13",
            "libcublasLt.so.13",
            "libcublas.so.13",
            "libcudnn_graph.so.9",
            "libcudnn_ops.so.9",
            "libcudnn_cnn.so.9",
            CUDNN),
        order);
  }
}
