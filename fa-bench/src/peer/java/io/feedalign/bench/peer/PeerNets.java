package io.feedalign.bench.peer;

import io.feedalign.bench.peer.Parts.Window;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The nets that libtorch can be asked for, written again by hand under the same paths. */
final class PeerNets {
  private static final Map<String, Grower> NETS = nets();
  private static final Pattern USUAL = Pattern.compile(":(option=A|head=(imagenet|auto))");

  private final Parts parts;
  private final List<Part> line = new ArrayList<>();
  private final int in;
  private final int classes;
  private int channels;

  private PeerNets(Parts parts, int in, int classes) {
    this.parts = parts;
    this.in = in;
    this.classes = classes;
    channels = in;
  }

  @FunctionalInterface
  private interface Grower {
    void grow(PeerNets net);
  }

  private static Map<String, Grower> nets() {
    Map<String, Grower> nets = new TreeMap<>();
    nets.put("lenet", PeerNets::lenet);
    nets.put("lenet-cifar", PeerNets::lenetCifar);
    nets.put("resnet20", net -> net.residual(3, 3, true));
    nets.put("resnet20:option=B", net -> net.residual(3, 3, false));
    nets.put("resnet32", net -> net.residual(5, 3, true));
    nets.put("resnet56", net -> net.residual(9, 3, true));
    nets.put("resnet18", net -> net.residual(2, 4, false));
    nets.put("alexnet", PeerNets::alexnet);
    nets.put("vgg11", net -> net.vgg(false));
    nets.put("vgg11-bn", net -> net.vgg(true));
    return Collections.unmodifiableMap(nets);
  }

  /** The net of a name, for images of so many channels. */
  static Part of(String name, Parts parts, int channels, int classes) {
    PeerNets net = new PeerNets(parts, channels, classes);
    Objects.requireNonNull(NETS.get(plain(name))).grow(net);
    return Part.line(net.line);
  }

  /** Whether there is such a net. */
  static boolean know(String name) {
    return NETS.containsKey(plain(name));
  }

  /** Without settings that say what is so anyway. */
  private static String plain(String name) {
    return USUAL.matcher(name).replaceAll("");
  }

  /** Their names. */
  static List<String> names() {
    return List.copyOf(NETS.keySet());
  }

  private void conv(String path, int out, int kernel, int padding) {
    conv(path, out, new Window(kernel, 1, padding));
  }

  private void conv(String path, int out, Window window) {
    line.add(parts.conv(path, channels, out, window, true));
    channels = out;
  }

  private void dense(String path, int width, int out) {
    line.add(parts.dense(path, width, out));
  }

  private void relu() {
    line.add(parts.relu());
  }

  private void pool(int kernel, int stride) {
    line.add(parts.maxPool(kernel, stride, 0));
  }

  private void lenet() {
    conv("conv1", 6, 5, 2);
    relu();
    pool(2, 2);
    conv("conv2", 16, 5, 0);
    relu();
    pool(2, 2);
    line.add(parts.rows());
    dense("dense1", 400, 120);
    relu();
    dense("dense2", 120, 84);
    relu();
    dense("dense3", 84, classes);
  }

  private void lenetCifar() {
    conv("conv1", 32, 3, 0);
    relu();
    pool(2, 2);
    conv("conv2", 64, 3, 0);
    relu();
    pool(2, 2);
    conv("conv3", 128, 3, 0);
    relu();
    line.add(parts.means());
    dense("dense1", 128, 256);
    relu();
    dense("dense2", 256, classes);
  }

  private void alexnet() {
    conv("features.0", 64, new Window(11, 4, 2));
    relu();
    pool(3, 2);
    conv("features.3", 192, 5, 2);
    relu();
    pool(3, 2);
    int[] widths = {384, 256, 256};
    for (int i = 0; i < widths.length; i++) {
      conv("features." + (6 + 2 * i), widths[i], 3, 1);
      relu();
    }
    pool(3, 2);
    line.add(parts.rows());
    line.add(parts.dropout());
    dense("classifier.1", 256 * 36, 4096);
    relu();
    line.add(parts.dropout());
    dense("classifier.4", 4096, 4096);
    relu();
    dense("classifier.6", 4096, classes);
  }

  private void vgg(boolean normed) {
    int place = 0;
    int[] stages = {1, 1, 2, 2, 2};
    for (int stage = 0; stage < stages.length; stage++) {
      for (int i = 0; i < stages[stage]; i++) {
        conv("features." + place++, Math.min(64 << stage, 512), 3, 1);
        if (normed) {
          line.add(parts.norm("features." + place++, channels));
        }
        relu();
        place++;
      }
      pool(2, 2);
      place++;
    }
    line.add(parts.rows());
    dense("classifier.0", 512 * 49, 4096);
    relu();
    line.add(parts.dropout());
    dense("classifier.3", 4096, 4096);
    relu();
    line.add(parts.dropout());
    dense("classifier.6", 4096, classes);
  }

  /** Of three stages for CIFAR, of four for ImageNet. */
  private void residual(int blocks, int stages, boolean padded) {
    boolean large = stages == 4;
    int width = large ? 64 : 16;
    line.add(normed("conv1", "bn1", in, width, large ? new Window(7, 2, 3) : new Window(3, 1, 1)));
    relu();
    if (large) {
      line.add(parts.maxPool(3, 2, 1));
    }
    channels = width;
    for (int stage = 0; stage < stages; stage++) {
      for (int i = 0; i < blocks; i++) {
        int stride = i == 0 && stage > 0 ? 2 : 1;
        block("layer" + (stage + 1) + "." + i + ".", width << stage, stride, padded, large);
      }
    }
    line.add(parts.means());
    dense(large ? "fc" : "linear", channels, classes);
  }

  private void block(String path, int out, int stride, boolean padded, boolean large) {
    Part body =
        Part.line(
            List.of(
                normed(path + "conv1", path + "bn1", channels, out, new Window(3, stride, 1)),
                parts.relu(),
                normed(path + "conv2", path + "bn2", out, out, new Window(3, 1, 1))));
    String side = path + (large ? "downsample" : "shortcut");
    Part other =
        stride == 1 && channels == out
            ? x -> x
            : padded
                ? parts.padded(channels, out, stride)
                : normed(side + ".0", side + ".1", channels, out, new Window(1, stride, 0));
    line.add(parts.residual(body, other));
    channels = out;
  }

  private Part normed(String conv, String norm, int from, int to, Window window) {
    return Part.line(List.of(parts.conv(conv, from, to, window, false), parts.norm(norm, to)));
  }
}
