package io.feedalign.models.zoo;

import io.feedalign.ir.Geometry;
import io.feedalign.models.init.WeightInit;
import io.feedalign.models.layer.AddLayer;
import io.feedalign.models.layer.BatchNormLayer;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.GlobalAvgPoolLayer;
import io.feedalign.models.layer.MaxPoolLayer;
import io.feedalign.models.layer.PaddedShortcutLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;

/** A residual network while it grows: what those for CIFAR and those for ImageNet share. */
final class ResidualGrowth {
  private final NetworkBuilder net;
  private final Kind kind;
  private final WeightInit init;
  private int top;
  private int stages;

  /**
   * What tells one family from another.
   *
   * @param block what lies between two sums
   * @param side name of what joins a block's input to its output where their shapes differ
   * @param padded whether that repeats pixels and pads with zero channels, instead of convolving
   */
  record Kind(Block block, String side, boolean padded) {}

  /** What lies between two sums (He et al. 2016, figure 5). */
  enum Block {
    /** Two 3x3 convolutions. */
    BASIC(1),
    /** 1x1, 3x3 with the stride, and 1x1 to four times the channels. */
    BOTTLENECK(4);

    private final int expansion;

    Block(int expansion) {
      this.expansion = expansion;
    }
  }

  ResidualGrowth(NetworkBuilder net, Kind kind, WeightInit init) {
    this.net = net;
    this.kind = kind;
    this.init = init;
    this.top = net.input();
  }

  /** The first convolution, normalised and rectified. */
  ResidualGrowth stem(int channels, int kernel, int stride) {
    int driven = conv("", 1, top, new Window(channels, kernel, stride));
    top = net.add("relu1", new ReluLayer(), driven);
    return this;
  }

  /** Max pooling to half the side. */
  ResidualGrowth halve() {
    top = net.add("maxpool", new MaxPoolLayer(Geometry.square(3, 2, 1)), top);
    return this;
  }

  /** So many blocks, the first of which has the stride. */
  ResidualGrowth stage(int blocks, int channels, int stride) {
    stages++;
    for (int i = 0; i < blocks; i++) {
      block("layer" + stages + "." + i + ".", channels, i == 0 ? stride : 1);
    }
    return this;
  }

  /** The mean of each channel, and a dense layer at a path. */
  Network readout(String path, int classes) {
    int means = net.add("gap", new GlobalAvgPoolLayer(), top);
    DenseLayer readout = DenseLayer.of(net.shapeOf(means).size(0), classes).starting(init);
    return net.build(net.add(path, readout, means), new SoftmaxCrossEntropyHead());
  }

  private void block(String path, int channels, int stride) {
    int out = channels * kind.block.expansion;
    int residue =
        kind.block == Block.BASIC
            ? basic(path, channels, stride)
            : bottleneck(path, channels, stride);
    boolean same = stride == 1 && net.shapeOf(top).size(0) == out;
    int side = same ? top : shortcut(path + kind.side, out, stride);
    int sum = net.add(path + "add", new AddLayer(), residue, side);
    top = net.add(path + (kind.block == Block.BASIC ? "relu2" : "relu3"), new ReluLayer(), sum);
  }

  private int basic(String path, int channels, int stride) {
    int first = conv(path, 1, top, new Window(channels, 3, stride));
    int active = net.add(path + "relu1", new ReluLayer(), first);
    return conv(path, 2, active, new Window(channels, 3, 1));
  }

  private int bottleneck(String path, int channels, int stride) {
    int first = conv(path, 1, top, new Window(channels, 1, 1));
    int narrow = net.add(path + "relu1", new ReluLayer(), first);
    int second = conv(path, 2, narrow, new Window(channels, 3, stride));
    int seen = net.add(path + "relu2", new ReluLayer(), second);
    return conv(path, 3, seen, new Window(channels * kind.block.expansion, 1, 1));
  }

  private int shortcut(String path, int channels, int stride) {
    if (kind.padded) {
      int in = net.shapeOf(top).size(0);
      return net.add(path, new PaddedShortcutLayer(in, channels, stride), top);
    }
    return normalised(path + ".0", path + ".1", top, new Window(channels, 1, stride));
  }

  /** The convolution of a number below a path, and its batch norm. */
  private int conv(String path, int number, int input, Window window) {
    return normalised(path + "conv" + number, path + "bn" + number, input, window);
  }

  private int normalised(String conv, String norm, int input, Window window) {
    Geometry geometry = Geometry.square(window.kernel, window.stride, window.kernel / 2);
    Conv2dLayer layer =
        Conv2dLayer.of(net.shapeOf(input).size(0), window.channels, geometry)
            .withoutBias()
            .starting(init);
    int driven = net.add(conv, layer, input);
    return net.add(norm, BatchNormLayer.of(layer.out()), driven);
  }

  /** A convolution that keeps the side, but for its stride. */
  private record Window(int channels, int kernel, int stride) {}
}
