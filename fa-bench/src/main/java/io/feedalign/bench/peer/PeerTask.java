package io.feedalign.bench.peer;

import io.feedalign.tensor.Shape;
import java.util.List;

/**
 * What libtorch is to train.
 *
 * @param net by the name that it has here, with its settings
 * @param image shape (C, H, W)
 * @param brain whether forward passes run under bf16 autocast
 * @param decay weight decay
 * @param dropping whether dropout layers drop anything
 * @param channelsLast the layout of images and weights in memory
 */
public record PeerTask(
    String net,
    Shape image,
    int classes,
    int batch,
    boolean brain,
    double decay,
    boolean dropping,
    boolean channelsLast,
    int threads) {

  /** The same in another layout. */
  PeerTask in(boolean last) {
    return new PeerTask(net, image, classes, batch, brain, decay, dropping, last, threads);
  }

  int channels() {
    return image.size(0);
  }

  int height() {
    return image.size(1);
  }

  int width() {
    return image.size(2);
  }

  /** As arguments of a process. */
  List<String> toArguments() {
    return List.of(
        net,
        channels() + "," + height() + "," + width(),
        Integer.toString(classes),
        Integer.toString(batch),
        Boolean.toString(brain),
        Double.toString(decay),
        Boolean.toString(dropping),
        Boolean.toString(channelsLast),
        Integer.toString(threads));
  }

  /** From arguments of a process. */
  static PeerTask parse(String... arguments) {
    String[] sizes = arguments[1].split(",", -1);
    return new PeerTask(
        arguments[0],
        Shape.of(number(sizes[0]), number(sizes[1]), number(sizes[2])),
        number(arguments[2]),
        number(arguments[3]),
        Boolean.parseBoolean(arguments[4]),
        Double.parseDouble(arguments[5]),
        Boolean.parseBoolean(arguments[6]),
        Boolean.parseBoolean(arguments[7]),
        number(arguments[8]));
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }
}
