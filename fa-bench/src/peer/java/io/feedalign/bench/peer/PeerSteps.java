package io.feedalign.bench.peer;

import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.SGD;
import org.bytedeco.pytorch.SGDOptions;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Learning steps of a net in libtorch: eager, with its autograd and its own SGD. */
final class PeerSteps {
  private static final int BATCHES = 4;
  private static final double MOMENTUM = 0.9;

  private final PeerTask task;
  private final MemoryFormat layout;
  private final Weights weights;
  private final Part net;
  private final SGD optimizer;
  private final List<Tensor> images = new ArrayList<>();
  private final List<Tensor> targets = new ArrayList<>();
  private int made;

  PeerSteps(PeerTask task) {
    this.task = task;
    layout = task.channelsLast() ? MemoryFormat.ChannelsLast : MemoryFormat.Contiguous;
    torch.manual_seed(1);
    weights = new Weights(layout);
    net =
        PeerNets.of(
            task.net(), new Parts(weights, task.dropping()), task.channels(), task.classes());
    SGDOptions options = new SGDOptions(0); // standing still, as ours does
    options.momentum().put(MOMENTUM);
    options.weight_decay().put(task.decay());
    optimizer = new SGD(weights.all(), options);
    for (int i = 0; i < BATCHES; i++) {
      Tensor drawn = torch.randn(task.batch(), task.channels(), task.height(), task.width());
      images.add(drawn.contiguous(layout));
      targets.add(torch.randint(task.classes(), new long[] {task.batch()}).to(ScalarType.Long));
    }
  }

  Weights weights() {
    return weights;
  }

  /** Makes one step on random images; its loss. */
  double learn() {
    int batch = made++ % BATCHES;
    try (PointerScope scope = new PointerScope()) {
      double loss = backward(images.get(batch), targets.get(batch));
      optimizer.step();
      return loss;
    }
  }

  /** Computes the gradients of given images, row-major, and targets; the loss. */
  double gradients(float[] pixels, long[] classes) {
    long[] sizes = {task.batch(), task.channels(), task.height(), task.width()};
    return backward(
        Tensor.create(pixels, sizes).contiguous(layout), Tensor.create(classes, classes.length));
  }

  private double backward(Tensor x, Tensor target) {
    optimizer.zero_grad();
    try (Tensor output = task.brain() ? autocast(x) : net.on(x);
        Tensor loss = torch.cross_entropy_loss(output, target)) {
      loss.backward();
      return loss.item_float();
    }
  }

  private Tensor autocast(Tensor x) {
    torch.set_autocast_dtype(DeviceType.CPU, ScalarType.BFloat16);
    torch.set_autocast_enabled(DeviceType.CPU, true);
    torch.increment_nesting();
    try (Tensor output = net.on(x)) {
      return output.to(ScalarType.Float);
    } finally {
      torch.decrement_nesting();
      torch.clear_cache();
      torch.set_autocast_enabled(DeviceType.CPU, false);
    }
  }
}
