package io.feedalign.backend.cuda.plan;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** NVIDIA's compiler, where it is installed. */
public final class Nvcc {
  private static final List<String> ARCHITECTURES = List.of("80", "90", "100");

  private final Path program;

  private Nvcc(Path program) {
    this.program = program;
  }

  /** The one on the search path, or where CUDA usually is. */
  public static Optional<Nvcc> found() {
    String path = System.getenv().getOrDefault("PATH", "");
    String home = System.getenv().getOrDefault("CUDA_HOME", "/usr/local/cuda");
    return Stream.concat(Stream.of(path.split(File.pathSeparator)), Stream.of(home + "/bin"))
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "nvcc"))
        .filter(Files::isExecutable)
        .findFirst()
        .map(Nvcc::new);
  }

  /** The architectures of interest that it knows. */
  List<String> architectures() throws IOException, InterruptedException {
    String known = run(List.of("--list-gpu-code"), Path.of("."));
    return ARCHITECTURES.stream().filter(each -> known.contains("sm_" + each)).toList();
  }

  /** What it says to a source; nothing if all is well. */
  public String complaints(String source, Path folder) throws IOException, InterruptedException {
    Path file = Files.writeString(folder.resolve("kernels.cu"), source);
    List<String> options =
        new ArrayList<>(List.of("--fmad=false", "-std=c++17", "--Werror", "all-warnings", "-t2"));
    for (String each : architectures()) {
      options.add("-gencode");
      options.add("arch=compute_" + each + ",code=sm_" + each);
    }
    options.addAll(List.of("-fatbin", "-o", "kernels.fatbin", file.toString()));
    return run(options, folder);
  }

  private String run(List<String> options, Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(options);
    Path output = Files.createTempFile("nvcc", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = process.waitFor(10, TimeUnit.MINUTES);
    process.destroy();
    String said = Files.readString(output, StandardCharsets.UTF_8);
    Files.delete(output);
    return ended && process.exitValue() == 0 ? said : "nvcc failed. " + said;
  }
}
