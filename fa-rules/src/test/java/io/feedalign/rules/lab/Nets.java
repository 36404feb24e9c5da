package io.feedalign.rules.lab;

import io.feedalign.ir.Form;
import io.feedalign.ir.Geometry;
import io.feedalign.models.layer.Conv2dLayer;
import io.feedalign.models.layer.DenseLayer;
import io.feedalign.models.layer.FlattenLayer;
import io.feedalign.models.layer.ReluLayer;
import io.feedalign.models.layer.SoftmaxCrossEntropyHead;
import io.feedalign.nn.Initializer;
import io.feedalign.nn.Network;
import io.feedalign.nn.NetworkBuilder;
import io.feedalign.nn.Parameter;
import io.feedalign.tensor.Shape;
import java.util.Optional;

/** Two small networks, each with the oracle that knows the same layers. */
public enum Nets {
  /** 6-5-4-3, ReLU. */
  DENSE(Shape.of(1, 2, 3)) {
    @Override
    public Network network(Initializer init) {
      NetworkBuilder net = new NetworkBuilder("dense", image());
      int at = net.add("flatten", new FlattenLayer(), net.input());
      at = net.add("dense1", dense(6, 5, init), at);
      at = net.add("relu1", new ReluLayer(), at);
      at = net.add("dense2", dense(5, 4, init), at);
      at = net.add("relu2", new ReluLayer(), at);
      at = net.add("dense3", dense(4, 3, init), at);
      return net.build(at, new SoftmaxCrossEntropyHead());
    }

    @Override
    public Oracle oracle(int batch, Lab lab) {
      return new Oracle(batch)
          .dense("dense1", 6, lab.input("dense1.weight"), lab.input("dense1.bias"))
          .relu()
          .dense("dense2", 5, lab.input("dense2.weight"), lab.input("dense2.bias"))
          .relu()
          .dense("dense3", 4, lab.input("dense3.weight"), lab.input("dense3.bias"));
    }
  },

  /** Two convolutions, one with stride and padding, and a dense layer. */
  CONVOLUTIONAL(Shape.of(2, 5, 5)) {
    @Override
    public Network network(Initializer init) {
      NetworkBuilder net = new NetworkBuilder("convolutional", image());
      int at = net.add("conv1", conv(2, 3, Geometry.square(3, 1, 1), init), net.input());
      at = net.add("relu1", new ReluLayer(), at);
      at = net.add("conv2", conv(3, 4, Geometry.square(3, 2, 1), init), at);
      at = net.add("relu2", new ReluLayer(), at);
      at = net.add("flatten", new FlattenLayer(), at);
      at = net.add("dense1", dense(36, 3, init), at);
      return net.build(at, new SoftmaxCrossEntropyHead());
    }

    @Override
    public Oracle oracle(int batch, Lab lab) {
      ConvLoops.Window first = new ConvLoops.Window(2, 5, 3, 3, 1, 1);
      ConvLoops.Window second = new ConvLoops.Window(3, 5, 4, 3, 2, 1);
      return new Oracle(batch)
          .convolution("conv1", first, lab.input("conv1.weight"), lab.input("conv1.bias"))
          .relu()
          .convolution("conv2", second, lab.input("conv2.weight"), lab.input("conv2.bias"))
          .relu()
          .dense("dense1", 36, lab.input("dense1.weight"), lab.input("dense1.bias"));
    }
  };

  /** Gaussian of deviation 1/2. */
  public static final Initializer GAUSSIAN =
      (emit, shape, draw) -> emit.normal(0.5, Form.parameter(shape), draw);

  /** Evenly in [-1, 1). */
  public static final Initializer UNIFORM =
      (emit, shape, draw) -> emit.uniform(-1, 1, Form.parameter(shape), draw);

  private final Shape image;

  Nets(Shape image) {
    this.image = image;
  }

  /** Shape of one sample. */
  public Shape image() {
    return image;
  }

  /** The network, its weights drawn from the given distribution. */
  public abstract Network network(Initializer init);

  /** The same network in loops, with the weights that the lab holds now. */
  public abstract Oracle oracle(int batch, Lab lab);

  /** Weights and biases of a dense layer, both from the given distribution. */
  public static DenseLayer dense(int in, int out, Initializer init) {
    return new DenseLayer(weight(Shape.of(out, in), init), bias(out, init));
  }

  private static Conv2dLayer conv(int in, int out, Geometry geometry, Initializer init) {
    int k = geometry.kernel().h();
    return new Conv2dLayer(geometry, weight(Shape.of(out, in, k, k), init), bias(out, init));
  }

  private static Parameter weight(Shape shape, Initializer init) {
    return new Parameter("weight", shape, init, Parameter.Role.WEIGHT);
  }

  private static Optional<Parameter> bias(int out, Initializer init) {
    return Optional.of(new Parameter("bias", Shape.of(out), init, Parameter.Role.BIAS));
  }
}
