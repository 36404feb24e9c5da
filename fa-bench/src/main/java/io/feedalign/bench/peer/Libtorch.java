package io.feedalign.bench.peer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** libtorch on the JVM, eager, on the processor. */
final class Libtorch implements Opponent {
  private static final String MAIN = "io.feedalign.bench.peer.PeerMain";

  @Override
  public String name() {
    return "libtorch";
  }

  @Override
  public List<String> command() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Without these, JavaCPP refuses memory beyond twice the heap, and tracks every handle.
    command.add("-Dorg.bytedeco.javacpp.maxPhysicalBytes=0");
    command.add("-Dorg.bytedeco.javacpp.nopointergc=true");
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx3g"));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
    return command;
  }

  @Override
  public List<String> arguments(PeerSettings settings) {
    return List.of();
  }

  @Override
  public PeerSettings start() {
    return ProcessorSettings.START;
  }

  @Override
  public void check() {
    Peer.require();
  }
}
