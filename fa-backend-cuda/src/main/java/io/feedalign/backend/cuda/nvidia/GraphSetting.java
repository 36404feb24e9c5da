package io.feedalign.backend.cuda.nvidia;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.bytedeco.cuda.global.cudnn;

/**
 * One attribute of a descriptor of cuDNN's graph interface, and what it is set to.
 *
 * @param name the attribute's name without {@code CUDNN_ATTR_}
 * @param attribute its number
 * @param values whole numbers all of them; of a descriptor: its place in the description
 */
record GraphSetting(String name, int attribute, Type type, List<Long> values) {
  /** How cuDNN reads the values. */
  enum Type {
    INT64(cudnn.CUDNN_TYPE_INT64),
    FLOAT(cudnn.CUDNN_TYPE_FLOAT),
    DATA_TYPE(cudnn.CUDNN_TYPE_DATA_TYPE),
    CONVOLUTION_MODE(cudnn.CUDNN_TYPE_CONVOLUTION_MODE),
    DESCRIPTOR(cudnn.CUDNN_TYPE_BACKEND_DESCRIPTOR);

    private final int number;

    Type(int number) {
      this.number = number;
    }

    /** cuDNN's number for it. */
    int number() {
      return number;
    }
  }

  static GraphSetting integers(String name, int attribute, long... values) {
    return new GraphSetting(name, attribute, Type.INT64, boxed(values));
  }

  static GraphSetting factor(String name, int attribute, long value) {
    return new GraphSetting(name, attribute, Type.FLOAT, List.of(value));
  }

  static GraphSetting kind(String name, int attribute, long value) {
    return new GraphSetting(name, attribute, Type.DATA_TYPE, List.of(value));
  }

  static GraphSetting part(String name, int attribute, int place) {
    return new GraphSetting(name, attribute, Type.DESCRIPTOR, List.of((long) place));
  }

  private static List<Long> boxed(long... values) {
    return Arrays.stream(values).boxed().collect(Collectors.toUnmodifiableList());
  }

  @Override
  public String toString() {
    return name + " " + type + " " + values;
  }
}
