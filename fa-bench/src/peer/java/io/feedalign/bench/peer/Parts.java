package io.feedalign.bench.peer;

import java.util.List;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/** The layers as libtorch's functions, in place where torchvision has them so. */
final class Parts {
  private static final double EPSILON = 1e-5;
  private static final double MOMENTUM = 0.1;

  private final Weights weights;
  private final boolean dropping;

  Parts(Weights weights, boolean dropping) {
    this.weights = weights;
    this.dropping = dropping;
  }

  /** A convolution's window. */
  record Window(int kernel, int stride, int padding) {}

  Part conv(String path, int in, int out, Window window, boolean biased) {
    long side = window.kernel;
    Tensor weight = weights.drawn(path + ".weight", in * side * side, out, in, side, side);
    TensorOptional bias = bias(path, out, biased);
    long[] stride = {window.stride, window.stride};
    long[] padding = {window.padding, window.padding};
    long[] dilation = {1, 1};
    return x -> torch.conv2d(x, weight, bias, stride, padding, dilation, 1);
  }

  Part dense(String path, int in, int out) {
    Tensor weight = weights.drawn(path + ".weight", in, out, in);
    TensorOptional bias = bias(path, out, true);
    return x -> torch.linear(x, weight, bias);
  }

  private TensorOptional bias(String path, int out, boolean biased) {
    return biased ? new TensorOptional(weights.zeros(path + ".bias", out)) : new TensorOptional();
  }

  Part norm(String path, int channels) {
    TensorOptional gain = new TensorOptional(weights.ones(path + ".weight", channels));
    TensorOptional shift = new TensorOptional(weights.zeros(path + ".bias", channels));
    TensorOptional mean =
        new TensorOptional(weights.kept(path + ".running_mean", torch.zeros(channels)));
    TensorOptional variance =
        new TensorOptional(weights.kept(path + ".running_var", torch.ones(channels)));
    return x -> torch.batch_norm(x, gain, shift, mean, variance, true, MOMENTUM, EPSILON, true);
  }

  Part relu() {
    return x -> {
      torch.relu_(x); // returns a reference to x
      return x;
    };
  }

  Part maxPool(int kernel, int stride, int padding) {
    long[] sides = {kernel, kernel};
    long[] strides = {stride, stride};
    long[] paddings = {padding, padding};
    long[] dilation = {1, 1};
    return x -> torch.max_pool2d(x, sides, strides, paddings, dilation, false);
  }

  /** The mean of each channel, as rows. */
  Part means() {
    return Part.line(List.of(x -> torch.adaptive_avg_pool2d(x, 1, 1), rows()));
  }

  Part rows() {
    return x -> torch.flatten(x, 1, -1);
  }

  Part dropout() {
    return x -> torch.dropout(x, 0.5, dropping);
  }

  /** Every second pixel, padded with zero channels on both sides. */
  Part padded(int in, int out, int stride) {
    LongOptional all = new LongOptional();
    long before = (out - in) / 2;
    long[] padding = {0, 0, 0, 0, before, out - in - before};
    return x -> {
      Tensor rows = x.slice(2, all, all, stride);
      Tensor pixels = rows.slice(3, all, all, stride);
      Tensor result = torch.constant_pad_nd(pixels, padding);
      rows.close();
      pixels.close();
      return result;
    };
  }

  /** The sum of two ways from the same input, rectified. */
  Part residual(Part body, Part side) {
    return x -> {
      Tensor residue = body.on(x);
      Tensor other = side.on(x);
      torch.relu_(residue.add_(other));
      if (other != x) {
        other.close();
      }
      return residue;
    };
  }
}
