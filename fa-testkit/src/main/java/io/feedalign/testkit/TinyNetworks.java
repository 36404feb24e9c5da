package io.feedalign.testkit;

import io.feedalign.ir.Geometry;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.tensor.Shape;

/**
 * Networks small enough for finite differences, with layers of their own: they need no other
 * module.
 */
public final class TinyNetworks {

  private static final int CLASSES = 3;

  private TinyNetworks() {}

  /**
   * Dense 12-8-6-3 with tanh: smooth, so that differences are exact. Paths dense1, dense2, dense3.
   */
  public static Network mlp() {
    NetworkBuilder net = new NetworkBuilder("tiny-mlp", Shape.of(3, 2, 2));
    int at = net.add("flatten1", new TinyLayers.Flatten(), net.input());
    at = net.add("dense1", TinySynaptic.dense(12, 8), at);
    at = net.add("tanh1", TinyLayers.Activation.tanh(), at);
    at = net.add("dense2", TinySynaptic.dense(8, 6), at);
    at = net.add("tanh2", TinyLayers.Activation.tanh(), at);
    return net.build(net.add("dense3", TinySynaptic.dense(6, CLASSES), at), new TinyHead());
  }

  /**
   * Two convolutions, the second with stride 2, ReLU, flatten, dense. Paths conv1, conv2, dense1.
   */
  public static Network conv() {
    NetworkBuilder net = new NetworkBuilder("tiny-conv", Shape.of(2, 5, 5));
    int at = net.add("conv1", TinySynaptic.conv(2, 4, Geometry.square(3, 1, 1)), net.input());
    at = net.add("relu1", TinyLayers.Activation.relu(), at);
    at = net.add("conv2", TinySynaptic.conv(4, 3, Geometry.square(3, 2, 1)), at);
    at = net.add("relu2", TinyLayers.Activation.relu(), at);
    at = net.add("flatten1", new TinyLayers.Flatten(), at);
    return net.build(net.add("dense1", TinySynaptic.dense(27, CLASSES), at), new TinyHead());
  }

  /** A residual block around two convolutions, with tanh. Paths conv1, conv2, conv3, dense1. */
  public static Network residual() {
    NetworkBuilder net = new NetworkBuilder("tiny-residual", Shape.of(2, 4, 4));
    int stem = net.add("conv1", TinySynaptic.conv(2, 3, Geometry.square(3, 1, 1)), net.input());
    int in = net.add("tanh1", TinyLayers.Activation.tanh(), stem);
    int at = net.add("conv2", TinySynaptic.conv(3, 3, Geometry.square(3, 1, 1)), in);
    at = net.add("tanh2", TinyLayers.Activation.tanh(), at);
    at = net.add("conv3", TinySynaptic.conv(3, 3, Geometry.square(1, 1, 0)), at);
    at = net.add("add1", new TinyLayers.Add(), at, in);
    at = net.add("tanh3", TinyLayers.Activation.tanh(), at);
    at = net.add("flatten1", new TinyLayers.Flatten(), at);
    return net.build(net.add("dense1", TinySynaptic.dense(48, CLASSES), at), new TinyHead());
  }
}
