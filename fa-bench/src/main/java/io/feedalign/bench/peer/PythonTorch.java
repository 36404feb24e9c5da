package io.feedalign.bench.peer;

import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * PyTorch in Python: whichever {@code python3} has, or {@code FEEDALIGN_PYTHON} names.
 *
 * @param device {@code cpu} or {@code cuda}
 * @param compiled by {@code torch.compile}, or eager
 */
record PythonTorch(String device, boolean compiled) implements Opponent {
  private static final String SCRIPT = "torch_peer.py";

  @Override
  public String name() {
    return compiled ? "torch-compiled" : "torch";
  }

  @Override
  public List<String> command() {
    String python = System.getenv().getOrDefault("FEEDALIGN_PYTHON", "python3");
    return List.of(python, script().toString());
  }

  /** The script, copied out of our jar. */
  private static Path script() {
    try (InputStream stream = PythonTorch.class.getResourceAsStream(SCRIPT)) {
      Path file = Files.createTempFile("fa-peer", ".py");
      file.toFile().deleteOnExit();
      Files.write(file, Objects.requireNonNull(stream).readAllBytes());
      return file;
    } catch (IOException e) {
      throw new FaException(ErrorKind.RESOURCES, SCRIPT + " cannot be written: " + e, e);
    }
  }

  @Override
  public List<String> arguments(PeerSettings settings) {
    return List.of(device, Boolean.toString(compiled));
  }

  @Override
  public PeerSettings start() {
    return device.equals("cpu") ? ProcessorSettings.START : new LayoutOnly(true);
  }

  @Override
  public void check() {
    // Its process says what it misses.
  }

  /** On a GPU, the environment's threads and memory don't matter; the layout does. */
  private record LayoutOnly(boolean channelsLast) implements PeerSettings {
    @Override
    public List<PeerSettings> neighbours() {
      return List.of(new LayoutOnly(!channelsLast));
    }

    @Override
    public String toString() {
      return PeerSettings.layout(channelsLast);
    }
  }
}
