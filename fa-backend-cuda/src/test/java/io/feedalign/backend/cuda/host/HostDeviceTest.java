package io.feedalign.backend.cuda.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedalign.backend.cuda.device.Graph;
import io.feedalign.backend.cuda.device.LaunchShape;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.source.Prelude;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import io.feedalign.tensor.DType;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The twin runs kernels as a GPU would, and tells of what a GPU would suffer in silence. */
class HostDeviceTest {
  private static final String TWICE =
      "KERNEL_2(twice, const float*, float*) {\n"
          + "  const int i = blockIdx.x * blockDim.x + threadIdx.x;\n"
          + "  if (i < 1000) p1[i] = 2 * p0[i];\n"
          + "}\n";

  @BeforeAll
  static void needsACompiler() {
    assumeTrue(HostDevice.missing().isEmpty(), HostDevice.missing());
  }

  private static void on(Consumer<HostDevice> check) {
    try (HostDevice device = HostDevice.open()) {
      check.accept(device);
    }
  }

  private static long uploaded(HostDevice device, float... numbers) {
    long address = device.allocate(4L * numbers.length);
    PinnedBlock block = device.pinned(4L * numbers.length);
    block.bytes().asFloatBuffer().put(numbers);
    device.upload(block.bytes(), address);
    device.synchronize();
    return address;
  }

  private static float[] downloaded(HostDevice device, long address, int count) {
    PinnedBlock block = device.pinned(4L * count);
    device.download(address, block.bytes());
    float[] numbers = new float[count];
    block.bytes().asFloatBuffer().get(numbers);
    return numbers;
  }

  private static float[] counting(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      numbers[i] = i;
    }
    return numbers;
  }

  private static Runnable kernel(HostDevice device, String source, LaunchShape shape, long... at) {
    String name = source.substring(source.indexOf('(') + 1, source.indexOf(','));
    return device.compile(Prelude.text() + "\n" + source).launch(name, shape, at);
  }

  @Test
  void everyThreadOfEveryBlockRuns() {
    on(
        device -> {
          long from = uploaded(device, counting(1000));
          long to = device.allocate(4000);
          kernel(device, TWICE, LaunchShape.over(1000), from, to).run();
          float[] result = downloaded(device, to, 1000);
          for (int i = 0; i < 1000; i++) {
            assertEquals(2 * i, result[i]);
          }
          device.free(from);
          device.free(to);
        });
  }

  @Test
  void threadsMeetAtBarriers() {
    String source =
        "KERNEL_2(sums, const float*, float*) {\n"
            + "  __shared__ float tile[256];\n"
            + "  float sum = block_sum<256>(p0[blockIdx.x * 256 + threadIdx.x], tile);\n"
            + "  p1[blockIdx.x * 256 + threadIdx.x] = sum;\n"
            + "}\n";
    on(
        device -> {
          long from = uploaded(device, counting(512));
          long to = device.allocate(2048);
          kernel(device, source, new LaunchShape(2, 256), from, to).run();
          float[] result = downloaded(device, to, 512);
          for (int i = 0; i < 512; i++) {
            assertEquals(i < 256 ? 255 * 128 : 255 * 128 + 256 * 256, result[i], "thread " + i);
          }
          device.free(from);
          device.free(to);
        });
  }

  @Test
  void aForgottenBarrierGivesOtherNumbersTheNextTime() {
    String source =
        "KERNEL_2(race, const float*, float*) {\n"
            + "  __shared__ float tile[64];\n"
            + "  tile[threadIdx.x] = p0[threadIdx.x] + gridDim.x;\n"
            + "  p1[threadIdx.x] = tile[63 - threadIdx.x];\n"
            + "}\n";
    on(
        device -> {
          long from = uploaded(device, counting(64));
          long to = device.allocate(256);
          Runnable race = kernel(device, source, new LaunchShape(1, 64), from, to);
          race.run();
          float[] first = downloaded(device, to, 64);
          race.run();
          float[] second = downloaded(device, to, 64);
          assertTrue(first[0] != second[0]);
          device.free(from);
          device.free(to);
        });
  }

  @Test
  void sharedMemoryStartsAsRubbish() {
    String source =
        "KERNEL_1(lazy, float*) {\n"
            + "  __shared__ float tile[32];\n"
            + "  p0[threadIdx.x] = tile[threadIdx.x];\n"
            + "}\n";
    on(
        device -> {
          long to = device.allocate(128);
          kernel(device, source, new LaunchShape(1, 32), to).run();
          assertTrue(Float.isNaN(downloaded(device, to, 32)[31]));
          device.free(to);
        });
  }

  private static void fails(String words, String source, int threads) {
    HostDevice device = HostDevice.open();
    long from = uploaded(device, counting(64));
    kernel(device, source, new LaunchShape(1, threads), from).run();
    FaException told = assertThrows(FaException.class, device::synchronize);
    String message = String.valueOf(told.getMessage());
    assertTrue(message.contains("bad") && message.contains(words), message);
    try {
      device.free(from);
    } catch (FaException ended) {
      assertTrue(String.valueOf(ended.getMessage()).contains(words));
    } finally {
      device.close();
    }
  }

  @Test
  void aBarrierThatSomeThreadsMissIsTold() {
    fails("barrier", "KERNEL_1(bad, float*) {\nif (threadIdx.x < 5) __syncthreads();\n}\n", 32);
    fails(
        "barrier",
        "KERNEL_1(bad, float*) {\n__syncthreads();\nif (threadIdx.x) __syncthreads();\n}\n",
        32);
  }

  @Test
  void mistakesThatAGpuSuffersInSilenceAreTold() {
    fails("not allocated", "KERNEL_1(bad, float*) {\np0[64 + threadIdx.x] = 1;\n}\n", 32);
    fails("not allocated", "KERNEL_1(bad, float*) {\nif (p0[-4096] > 0) p0[0] = 1;\n}\n", 1);
    fails("alignment", "KERNEL_1(bad, float*) {\n*(float4*)(p0 + 1) = float4();\n}\n", 1);
    fails(
        "bounds",
        "KERNEL_1(bad, float*) {\n__shared__ float tile[7];\ntile[threadIdx.x] = p0[0];\n}\n",
        8);
    fails("zero", "KERNEL_1(bad, int*) {\np0[1] = 5 / p0[0];\n}\n", 1);
  }

  @Test
  void aRefusedSourceIsShownWithTheCompilersWords() {
    on(
        device -> {
          String source = "KERNEL_1(wrong, float*) {\nno_such_function(p0);\n}\n";
          FaException told =
              assertThrows(
                  FaException.class, () -> kernel(device, source, new LaunchShape(1, 1), 0));
          assertTrue(String.valueOf(told.getMessage()).contains("no_such_function"));
        });
  }

  @Test
  void aGraphIsReplayedAndDoesNothingBefore() {
    on(
        device -> {
          long from = uploaded(device, counting(1000));
          long to = device.allocate(4000);
          Runnable twice = kernel(device, TWICE, LaunchShape.over(1000), from, to);
          Graph graph =
              device.capture(
                  () -> {
                    twice.run();
                    device.copy(to, from, 4000);
                  });
          assertEquals(0, downloaded(device, to, 1000)[7]);
          for (int i = 0; i < 3; i++) {
            graph.launch();
          }
          assertEquals(8 * 7, downloaded(device, to, 1000)[7]);
          device.free(from);
          device.free(to);
        });
  }

  @Test
  void uploadsHappenWhenSomebodyWaits() {
    on(
        device -> {
          long address = device.allocate(4);
          PinnedBlock block = device.pinned(4);
          block.bytes().putFloat(0, 1);
          device.upload(block.bytes(), address);
          block.bytes().putFloat(0, 2);
          assertArrayEquals(new float[] {2}, downloaded(device, address, 1));
          device.free(address);
        });
  }

  @Test
  void productsAreSumsOfProducts() {
    on(
        device -> {
          long a = uploaded(device, 1, 2, 3, 4, 5, 6);
          long b = uploaded(device, 1, 10, 100);
          long c = device.allocate(8);
          ProductJob job = new ProductJob(2, 1, 3, false, true, DType.F32, DType.F32, DType.F32);
          LibraryCall call = device.product(job);
          long workspace = device.allocate(call.workspaceBytes());
          call.bind(new long[] {a, b, c}, workspace).run();
          assertArrayEquals(new float[] {321, 654}, downloaded(device, c, 2));
          for (long each : new long[] {a, b, c, workspace}) {
            device.free(each);
          }
        });
  }

  @Test
  void memoryLeftBehindIsAnError() {
    HostDevice device = HostDevice.open();
    device.allocate(100);
    FaException told = assertThrows(FaException.class, device::close);
    assertTrue(String.valueOf(told.getMessage()).contains("100 bytes"));
  }

  @Test
  void memoryIsGivenBackOnceAndZeroedAgain() {
    on(
        device -> {
          long address = uploaded(device, 3, 4);
          assertEquals(8, device.used());
          device.free(address);
          assertEquals(0, device.used());
          assertThrows(FaException.class, () -> device.free(address));
          long again = device.allocate(8);
          assertEquals(0, again % 256);
          assertArrayEquals(new float[] {0, 0}, downloaded(device, again, 2));
          device.free(again);
        });
  }

  @Test
  void tooMuchMemoryIsRefused() {
    on(
        device -> {
          FaException refused = assertThrows(FaException.class, () -> device.allocate(1L << 60));
          assertEquals(ErrorKind.RESOURCES, refused.kind());
        });
  }
}
