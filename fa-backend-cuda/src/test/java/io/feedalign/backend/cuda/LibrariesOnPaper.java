package io.feedalign.backend.cuda;

import io.feedalign.backend.cuda.device.ConvolutionJob;
import io.feedalign.backend.cuda.device.ConvolutionJob.Verb;
import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.PinnedBlock;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.nvidia.NvidiaDevice;
import io.feedalign.backend.cuda.nvidia.NvidiaMath;
import io.feedalign.ir.Geometry;
import io.feedalign.tensor.DType;
import io.feedalign.tensor.Shape;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.Map;

/** A process in which cuDNN and cuBLASLt only write down what they are asked. */
public final class LibrariesOnPaper {
  private static final int FLOATS = 20;

  private LibrariesOnPaper() {}

  /** The one argument is the folder of the libraries. */
  public static void main(String... arguments) {
    Path folder = Path.of(arguments[0]);
    new NativeLibraries(new LibraryFolders(folder, Map.of("LD_LIBRARY_PATH", folder.toString())))
        .load();
    try (NvidiaDevice device = NvidiaDevice.open(0, new NvidiaMath(false, true))) {
      convolution(device);
      product(device, "product", false);
      product(device, "biased", true);
      section("close");
    }
  }

  private static void convolution(NvidiaDevice device) {
    Geometry window =
        new Geometry(
            new Geometry.Pair(3, 2),
            new Geometry.Pair(2, 1),
            new Geometry.Padding(0, 1, 2, 3),
            new Geometry.Pair(1, 2),
            2);
    Shape image = Shape.of(2, 6, 9, 7);
    Shape signal = window.outputShape(image, 4);
    Shape weight = Shape.of(4, 3, 3, 2);
    section("convolution");
    ConvolutionJob job =
        new ConvolutionJob(Verb.PULL, window, image, weight, signal, DType.F32, DType.F32);
    long place = device.allocate(1 << 20);
    try (LibraryCall call = device.convolution(job);
        LibraryCall again = device.convolution(job)) {
      say(call.algorithm() + ", workspace " + call.workspaceBytes());
      section("bind");
      Runnable bound = again.bind(new long[] {place, place, place}, place);
      section("run");
      bound.run();
      device.capture(bound).close();
    }
    device.free(place);
  }

  private static void product(NvidiaDevice device, String name, boolean biased) {
    section(name);
    ProductJob plain = new ProductJob(3, 5, 4, false, true, DType.F32, DType.F32, DType.F32);
    long[] places = new long[biased ? 4 : 3];
    for (int i = 0; i < places.length; i++) {
      places[i] = device.allocate(FLOATS * Float.BYTES);
    }
    int last = places.length - 1;
    long workspace = device.allocate(1 << 12);
    try (LibraryCall call = device.product(plain.withBias(biased));
        PinnedBlock pinned = device.pinned(FLOATS * Float.BYTES)) {
      say(call.algorithm() + ", workspace " + call.workspaceBytes());
      FloatBuffer numbers = pinned.bytes().asFloatBuffer();
      for (int i = 0; i < FLOATS; i++) {
        numbers.put(i, i);
      }
      for (int i = 0; i < last; i++) {
        device.upload(pinned.bytes(), places[i]);
      }
      section("multiply");
      call.bind(places, workspace).run();
      device.download(places[last], pinned.bytes());
      StringBuilder result = new StringBuilder();
      for (int i = 0; i < 15; i++) {
        result.append(' ').append((int) numbers.get(i));
      }
      say("=" + result);
    }
    for (long place : places) {
      device.free(place);
    }
    device.free(workspace);
  }

  private static void section(String name) {
    say("= " + name);
  }

  private static void say(String line) {
    System.out.println(line);
  }
}
