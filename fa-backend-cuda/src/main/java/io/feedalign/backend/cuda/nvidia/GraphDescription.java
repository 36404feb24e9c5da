package io.feedalign.backend.cuda.nvidia;

import static io.feedalign.backend.cuda.nvidia.GraphSetting.factor;
import static io.feedalign.backend.cuda.nvidia.GraphSetting.integers;
import static io.feedalign.backend.cuda.nvidia.GraphSetting.part;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.error.FaException;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.List;
import org.bytedeco.cuda.global.cudnn;

/**
 * A convolution in the words of cuDNN's graph interface, as data: every descriptor, and every
 * attribute that it gets. Tensors are named in logical order, (N, C, H, W) and (O, I, kh, kw);
 * their strides say that they lie channels-last. cuDNN finds the number of groups by itself, as the
 * image's channels divided by the weight's.
 *
 * @param parts in the order in which they are finalised; a part refers to earlier ones only
 * @param operands the tensors' numbers, in the order of the job's operands
 */
record GraphDescription(List<GraphPart> parts, List<Long> operands) {
  private static final int IMAGE = 0;
  private static final int WEIGHT = 1;
  private static final int SIGNAL = 2;
  private static final int WINDOW = 3;
  private static final int OPERATION = 4;

  /** The strictest that an engine of cuDNN asks of an address. */
  private static final long ALIGNMENT = 16;

  /** The graph of a job: one operation on three tensors. */
  static GraphDescription of(ConvolutionJob job) {
    Verb verb = job.verb();
    DType image = verb == Verb.PULL ? job.output() : job.input();
    DType weight = verb == Verb.CORRELATE ? job.output() : job.input();
    DType signal = verb == Verb.DRIVE ? job.output() : job.input();
    return new GraphDescription(
        List.of(
            tensor(IMAGE, image, job.image()),
            tensor(WEIGHT, weight, job.weight()),
            tensor(SIGNAL, signal, job.signal()),
            window(job.geometry()),
            operation(verb),
            graph()),
        operands(verb));
  }

  /** cuDNN's number for a type of elements. */
  static int dataType(DType type) {
    return switch (type) {
      case F32 -> cudnn.CUDNN_DATA_FLOAT;
      case BF16 -> cudnn.CUDNN_DATA_BFLOAT16;
      case I32, U8 -> throw FaException.internal("A convolution cannot have elements of " + type);
    };
  }

  private static List<Long> operands(Verb verb) {
    return switch (verb) {
      case DRIVE -> List.of(number(IMAGE), number(WEIGHT), number(SIGNAL));
      case PULL -> List.of(number(SIGNAL), number(WEIGHT), number(IMAGE));
      case CORRELATE -> List.of(number(IMAGE), number(SIGNAL), number(WEIGHT));
    };
  }

  private static long number(int tensor) {
    return tensor + 1L;
  }

  private static GraphPart tensor(int place, DType type, Shape shape) {
    long channels = shape.size(1);
    long width = shape.size(3);
    long row = width * channels;
    long plane = shape.size(2) * row;
    return new GraphPart(
        "TENSOR",
        cudnn.CUDNN_BACKEND_TENSOR_DESCRIPTOR,
        List.of(
            GraphSetting.kind(
                "TENSOR_DATA_TYPE", cudnn.CUDNN_ATTR_TENSOR_DATA_TYPE, dataType(type)),
            integers(
                "TENSOR_DIMENSIONS",
                cudnn.CUDNN_ATTR_TENSOR_DIMENSIONS,
                shape.size(0),
                channels,
                shape.size(2),
                width),
            integers("TENSOR_STRIDES", cudnn.CUDNN_ATTR_TENSOR_STRIDES, plane, 1, row, channels),
            integers("TENSOR_UNIQUE_ID", cudnn.CUDNN_ATTR_TENSOR_UNIQUE_ID, number(place)),
            integers("TENSOR_BYTE_ALIGNMENT", cudnn.CUDNN_ATTR_TENSOR_BYTE_ALIGNMENT, ALIGNMENT)));
  }

  private static GraphPart window(Geometry window) {
    Geometry.Padding padding = window.padding();
    return new GraphPart(
        "CONVOLUTION",
        cudnn.CUDNN_BACKEND_CONVOLUTION_DESCRIPTOR,
        List.of(
            GraphSetting.kind(
                "CONVOLUTION_COMP_TYPE",
                cudnn.CUDNN_ATTR_CONVOLUTION_COMP_TYPE,
                cudnn.CUDNN_DATA_FLOAT),
            new GraphSetting(
                "CONVOLUTION_CONV_MODE",
                cudnn.CUDNN_ATTR_CONVOLUTION_CONV_MODE,
                GraphSetting.Type.CONVOLUTION_MODE,
                List.of((long) cudnn.CUDNN_CROSS_CORRELATION)),
            integers("CONVOLUTION_SPATIAL_DIMS", cudnn.CUDNN_ATTR_CONVOLUTION_SPATIAL_DIMS, 2),
            integers(
                "CONVOLUTION_PRE_PADDINGS",
                cudnn.CUDNN_ATTR_CONVOLUTION_PRE_PADDINGS,
                padding.top(),
                padding.left()),
            integers(
                "CONVOLUTION_POST_PADDINGS",
                cudnn.CUDNN_ATTR_CONVOLUTION_POST_PADDINGS,
                padding.bottom(),
                padding.right()),
            pair(
                "CONVOLUTION_DILATIONS", cudnn.CUDNN_ATTR_CONVOLUTION_DILATIONS, window.dilation()),
            pair(
                "CONVOLUTION_FILTER_STRIDES",
                cudnn.CUDNN_ATTR_CONVOLUTION_FILTER_STRIDES,
                window.stride())));
  }

  private static GraphSetting pair(String name, int attribute, Geometry.Pair pair) {
    return integers(name, attribute, pair.h(), pair.w());
  }

  private static GraphPart operation(Verb verb) {
    return switch (verb) {
      case DRIVE -> driving();
      case PULL -> pulling();
      case CORRELATE -> correlating();
    };
  }

  private static GraphPart driving() {
    String prefix = "OPERATION_CONVOLUTION_FORWARD";
    return new GraphPart(
        prefix,
        cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_FORWARD_DESCRIPTOR,
        List.of(
            part(prefix + "_X", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_X, IMAGE),
            part(prefix + "_W", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_W, WEIGHT),
            part(prefix + "_Y", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_Y, SIGNAL),
            part(
                prefix + "_CONV_DESC",
                cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_CONV_DESC,
                WINDOW),
            factor(prefix + "_ALPHA", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_ALPHA, 1),
            factor(prefix + "_BETA", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_FORWARD_BETA, 0)));
  }

  private static GraphPart pulling() {
    String prefix = "OPERATION_CONVOLUTION_BWD_DATA";
    return new GraphPart(
        prefix,
        cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_DATA_DESCRIPTOR,
        List.of(
            part(prefix + "_DX", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DX, IMAGE),
            part(prefix + "_W", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_W, WEIGHT),
            part(prefix + "_DY", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_DY, SIGNAL),
            part(
                prefix + "_CONV_DESC",
                cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC,
                WINDOW),
            factor(prefix + "_ALPHA", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_ALPHA, 1),
            factor(prefix + "_BETA", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_DATA_BETA, 0)));
  }

  private static GraphPart correlating() {
    String prefix = "OPERATION_CONVOLUTION_BWD_FILTER";
    return new GraphPart(
        prefix,
        cudnn.CUDNN_BACKEND_OPERATION_CONVOLUTION_BACKWARD_FILTER_DESCRIPTOR,
        List.of(
            part(prefix + "_X", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_X, IMAGE),
            part(prefix + "_DW", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DW, WEIGHT),
            part(prefix + "_DY", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_DY, SIGNAL),
            part(
                prefix + "_CONV_DESC",
                cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC,
                WINDOW),
            factor(prefix + "_ALPHA", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_ALPHA, 1),
            factor(prefix + "_BETA", cudnn.CUDNN_ATTR_OPERATION_CONVOLUTION_BWD_FILTER_BETA, 0)));
  }

  /** The library's handle is its one more attribute; it is no data. */
  private static GraphPart graph() {
    return new GraphPart(
        "OPERATIONGRAPH",
        cudnn.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR,
        List.of(part("OPERATIONGRAPH_OPS", cudnn.CUDNN_ATTR_OPERATIONGRAPH_OPS, OPERATION)));
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < parts.size(); i++) {
      text.append(i).append(' ').append(parts.get(i));
    }
    return text.append("operands ").append(operands).append('\n').toString();
  }
}
