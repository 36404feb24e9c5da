package io.feedalign.backend.cuda.nvidia;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.host.HostDevice;
import io.feedalign.backend.cuda.plan.Nvcc;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is done where cuDNN has no engine, on the host's twin of a GPU. */
class SubstituteCallsTest {
  private static final List<Geometry> WINDOWS =
      List.of(
          Geometry.square(3, 1, 1),
          Geometry.square(3, 2, 1).withGroups(2),
          new Geometry(
              new Geometry.Pair(3, 2),
              new Geometry.Pair(2, 3),
              new Geometry.Padding(0, 1, 2, 3),
              new Geometry.Pair(2, 1),
              1));

  private static final ProductJob BIASED =
      new ProductJob(33, 5, 12, false, true, DType.F32, DType.F32, DType.F32, true);

  @TempDir private Path folder;

  private static ConvolutionJob job(Verb verb, Geometry window, DType input, DType output) {
    Shape image = Shape.of(2, 6, 9, 7);
    Shape weight = Shape.of(4, 6 / window.groups(), window.kernel().h(), window.kernel().w());
    return new ConvolutionJob(
        verb, window, image, weight, window.outputShape(image, 4), input, output);
  }

  private static void agrees(
      ConvolutionJob job, BiFunction<HostDevice, ConvolutionJob, LibraryCall> substitute) {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    try (HostDevice device = HostDevice.open();
        LibraryCall plain = device.convolution(job);
        LibraryCall other = substitute.apply(device, job)) {
      byte[] expected = run(device, job, plain);
      byte[] found = run(device, job, other);
      assertTrue(distinct(expected), job::toString);
      assertArrayEquals(expected, found, job::toString);
    }
  }

  private static boolean distinct(byte[] bytes) {
    int set = 0;
    for (byte b : bytes) {
      set += b == 0 ? 0 : 1;
    }
    return set > bytes.length / 8;
  }

  private static byte[] run(HostDevice device, ConvolutionJob job, LibraryCall call) {
    long[] places = new long[3];
    for (int i = 0; i < places.length; i++) {
      places[i] = device.allocate(JobShapes.bytes(job, i));
    }
    upload(device, places[0], JobShapes.bytes(job, 0), job.input());
    upload(device, places[1], JobShapes.bytes(job, 1), job.input());
    long workspace = device.allocate(Math.max(1, call.workspaceBytes()));
    call.bind(places, workspace).run();
    byte[] result = new byte[(int) JobShapes.bytes(job, 2)];
    try (PinnedBlock block = device.pinned(result.length)) {
      device.download(places[2], block.bytes());
      block.bytes().get(result);
    }
    for (long place : places) {
      device.free(place);
    }
    device.free(workspace);
    return result;
  }

  /** Eighths between -2 and 2: sums of their products are exact in every type but the last. */
  private static void upload(HostDevice device, long place, long bytes, DType type) {
    Random random = new Random(bytes);
    try (PinnedBlock block = device.pinned(bytes)) {
      for (long i = 0; i < bytes / type.bytes(); i++) {
        int bits = Float.floatToIntBits((random.nextInt(33) - 16) / 8f);
        if (type == DType.F32) {
          block.bytes().putInt(bits);
        } else {
          block.bytes().putShort((short) (bits >>> 16));
        }
      }
      block.bytes().rewind();
      device.upload(block.bytes(), place);
      device.synchronize();
    }
  }

  @Test
  void aConvolutionByDefinitionIsTheConvolution() {
    for (Geometry window : WINDOWS) {
      for (Verb verb : Verb.values()) {
        DType half = verb == Verb.CORRELATE ? DType.F32 : DType.BF16;
        agrees(
            job(verb, window, DType.F32, DType.F32),
            (device, job) -> DirectCall.of(job, device::compile));
        agrees(
            job(verb, window, DType.BF16, half),
            (device, job) -> DirectCall.of(job, device::compile));
      }
    }
  }

  @Test
  void nvidiasCompilerTakesTheKernels() throws Exception {
    assumeTrue(Nvcc.found().isPresent(), "No nvcc here: kernels are not compiled for GPUs.");
    ConvolutionJob job = job(Verb.CORRELATE, WINDOWS.get(2), DType.BF16, DType.F32);
    Nvcc nvcc = Nvcc.found().orElseThrow();
    assertEquals("", nvcc.complaints(DirectCall.source(job), folder));
    assertEquals("", nvcc.complaints(WidenedCall.source(job.image()), folder));
    assertEquals("", nvcc.complaints(BiasedCall.source(BIASED), folder));
  }

  @Test
  void wideningLosesNothing() {
    for (Verb verb : Verb.values()) {
      DType half = verb == Verb.CORRELATE ? DType.F32 : DType.BF16;
      agrees(
          job(verb, WINDOWS.get(0), DType.BF16, half),
          (device, job) ->
              WidenedCall.of(job, device.convolution(WidenedCall.wide(job)), device::compile));
    }
  }

  @Test
  void aBiasBehindAProductIsTheBiasedProduct() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
    try (HostDevice device = HostDevice.open();
        LibraryCall whole = device.product(BIASED);
        LibraryCall parts =
            BiasedCall.of(BIASED, device.product(BIASED.withBias(false)), device::compile)) {
      long[] bytes = {33 * 12 * 4, 5 * 12 * 4, 5 * 4, 33 * 5 * 4};
      byte[] expected = run(device, bytes, whole);
      assertTrue(distinct(expected));
      assertArrayEquals(expected, run(device, bytes, parts));
    }
  }

  private static byte[] run(HostDevice device, long[] bytes, LibraryCall call) {
    long[] places = new long[bytes.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = device.allocate(bytes[i]);
      if (i < places.length - 1) {
        upload(device, places[i], bytes[i], DType.F32);
      }
    }
    long workspace = device.allocate(Math.max(1, call.workspaceBytes()));
    call.bind(places, workspace).run();
    byte[] result = new byte[(int) bytes[bytes.length - 1]];
    try (PinnedBlock block = device.pinned(result.length)) {
      device.download(places[places.length - 1], block.bytes());
      block.bytes().get(result);
    }
    for (long place : places) {
      device.free(place);
    }
    device.free(workspace);
    return result;
  }
}
