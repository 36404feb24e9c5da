package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphDescriptionTest {
  private static ConvolutionJob job(Verb verb, Geometry window, DType input, DType output) {
    Shape image = Shape.of(2, 6, 9, 7);
    Shape weight = Shape.of(4, 6 / window.groups(), window.kernel().h(), window.kernel().w());
    return new ConvolutionJob(
        verb, window, image, weight, window.outputShape(image, 4), input, output);
  }

  @Test
  void aDriveWithEverythingUnusualIsDescribedInFull() {
    Geometry window =
        new Geometry(
            new Geometry.Pair(3, 2),
            new Geometry.Pair(2, 1),
            new Geometry.Padding(0, 1, 2, 3),
            new Geometry.Pair(1, 2),
            2);
    String expected =
        """
        0 TENSOR
          TENSOR_DATA_TYPE DATA_TYPE [0]
          TENSOR_DIMENSIONS INT64 [2, 6, 9, 7]
          TENSOR_STRIDES INT64 [378, 1, 42, 6]
          TENSOR_UNIQUE_ID INT64 [1]
          TENSOR_BYTE_ALIGNMENT INT64 [16]
        1 TENSOR
          TENSOR_DATA_TYPE DATA_TYPE [0]
          TENSOR_DIMENSIONS INT64 [4, 3, 3, 2]
          TENSOR_STRIDES INT64 [18, 1, 6, 3]
          TENSOR_UNIQUE_ID INT64 [2]
          TENSOR_BYTE_ALIGNMENT INT64 [16]
        2 TENSOR
          TENSOR_DATA_TYPE DATA_TYPE [0]
          TENSOR_DIMENSIONS INT64 [2, 4, 5, 9]
          TENSOR_STRIDES INT64 [180, 1, 36, 4]
          TENSOR_UNIQUE_ID INT64 [3]
          TENSOR_BYTE_ALIGNMENT INT64 [16]
        3 CONVOLUTION
          CONVOLUTION_COMP_TYPE DATA_TYPE [0]
          CONVOLUTION_CONV_MODE CONVOLUTION_MODE [1]
          CONVOLUTION_SPATIAL_DIMS INT64 [2]
          CONVOLUTION_PRE_PADDINGS INT64 [0, 1]
          CONVOLUTION_POST_PADDINGS INT64 [2, 3]
          CONVOLUTION_DILATIONS INT64 [1, 2]
          CONVOLUTION_FILTER_STRIDES INT64 [2, 1]
        4 OPERATION_CONVOLUTION_FORWARD
          OPERATION_CONVOLUTION_FORWARD_X DESCRIPTOR [0]
          OPERATION_CONVOLUTION_FORWARD_W DESCRIPTOR [1]
          OPERATION_CONVOLUTION_FORWARD_Y DESCRIPTOR [2]
          OPERATION_CONVOLUTION_FORWARD_CONV_DESC DESCRIPTOR [3]
          OPERATION_CONVOLUTION_FORWARD_ALPHA FLOAT [1]
          OPERATION_CONVOLUTION_FORWARD_BETA FLOAT [0]
        5 OPERATIONGRAPH
          OPERATIONGRAPH_OPS DESCRIPTOR [4]
        operands [1, 2, 3]
        """;
    ConvolutionJob drive = job(Verb.DRIVE, window, DType.F32, DType.F32);
    assertEquals(expected, GraphDescription.of(drive).toString());
  }

  @Test
  void aPullIsTheInputGradientFromSignalAndWeight() {
    ConvolutionJob pull = job(Verb.PULL, Geometry.square(3, 2, 1), DType.BF16, DType.BF16);
    GraphDescription description = GraphDescription.of(pull);
    String expected =
        """
        OPERATION_CONVOLUTION_BWD_DATA
          OPERATION_CONVOLUTION_BWD_DATA_DX DESCRIPTOR [0]
          OPERATION_CONVOLUTION_BWD_DATA_W DESCRIPTOR [1]
          OPERATION_CONVOLUTION_BWD_DATA_DY DESCRIPTOR [2]
          OPERATION_CONVOLUTION_BWD_DATA_CONV_DESC DESCRIPTOR [3]
          OPERATION_CONVOLUTION_BWD_DATA_ALPHA FLOAT [1]
          OPERATION_CONVOLUTION_BWD_DATA_BETA FLOAT [0]
        """;
    assertEquals(expected, description.parts().get(4).toString());
    assertEquals(List.of(3L, 2L, 1L), description.operands());
    assertEquals(List.of(9L, 9L, 9L), types(description));
  }

  @Test
  void aCorrelateOfBrainFloatsYieldsSingles() {
    ConvolutionJob correlate = job(Verb.CORRELATE, Geometry.square(3, 1, 1), DType.BF16, DType.F32);
    GraphDescription description = GraphDescription.of(correlate);
    String expected =
        """
        OPERATION_CONVOLUTION_BWD_FILTER
          OPERATION_CONVOLUTION_BWD_FILTER_X DESCRIPTOR [0]
          OPERATION_CONVOLUTION_BWD_FILTER_DW DESCRIPTOR [1]
          OPERATION_CONVOLUTION_BWD_FILTER_DY DESCRIPTOR [2]
          OPERATION_CONVOLUTION_BWD_FILTER_CONV_DESC DESCRIPTOR [3]
          OPERATION_CONVOLUTION_BWD_FILTER_ALPHA FLOAT [1]
          OPERATION_CONVOLUTION_BWD_FILTER_BETA FLOAT [0]
        """;
    assertEquals(expected, description.parts().get(4).toString());
    assertEquals(List.of(1L, 3L, 2L), description.operands());
    assertEquals(List.of(9L, 0L, 9L), types(description));
  }

  @Test
  void everyAttributeHasANumberOfItsOwn() {
    for (Verb verb : Verb.values()) {
      ConvolutionJob job = job(verb, Geometry.square(3, 1, 1), DType.F32, DType.F32);
      for (GraphPart part : GraphDescription.of(job).parts()) {
        List<Integer> numbers = new ArrayList<>();
        part.settings().forEach(setting -> numbers.add(setting.attribute()));
        assertEquals(numbers.size(), numbers.stream().distinct().count(), part::toString);
      }
    }
  }

  private static List<Long> types(GraphDescription description) {
    List<Long> types = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      types.add(description.parts().get(i).settings().get(0).values().get(0));
    }
    return types;
  }
}
