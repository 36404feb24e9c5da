package io.feedalign.bench.peer;

import io.feedalign.bench.Output;
import io.feedalign.core.store.Safetensors;
import io.feedalign.core.store.StoredTensor;
import io.feedalign.tensor.Shape;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;

/**
 * libtorch in a process of its own: told by its arguments which net to train, and by lines on its
 * input when to do what.
 */
public final class PeerMain {
  private final PeerSteps steps;

  private PeerMain(PeerTask task) {
    torch.set_num_threads(task.threads());
    steps = new PeerSteps(task);
  }

  /** Serves until its input ends. */
  public static void main(String[] args) throws IOException {
    PeerTask task = PeerTask.parse(args);
    Output output = Output.ofProcess();
    if (!PeerNets.know(task.net())) {
      String names = String.join(", ", PeerNets.names());
      output
          .numbers()
          .println("failed there is no net '" + task.net() + "' of its own; there are " + names);
      return;
    }
    PeerMain peer = new PeerMain(task);
    output.numbers().println("ready " + peer.steps.weights().count() + " " + library());
    BufferedReader orders =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String order = orders.readLine(); order != null; order = orders.readLine()) {
      output.numbers().println(peer.obey(order));
    }
  }

  private static String library() {
    return "libtorch "
        + torch.class.getPackage().getImplementationVersion()
        + ", "
        + torch.get_cpu_capability().getString();
  }

  private String obey(String order) {
    String[] words = order.split(" ", 2);
    try {
      return words[0].equals("steps") ? time(Integer.parseInt(words[1])) : check(Path.of(words[1]));
    } catch (RuntimeException failure) { // such as libtorch's own
      return "failed " + String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
    }
  }

  /** Milliseconds of each step. */
  private String time(int count) {
    StringJoiner times = new StringJoiner(" ", "times ", "");
    for (int i = 0; i < count; i++) {
      long start = System.nanoTime();
      double loss = steps.learn();
      double milliseconds = (System.nanoTime() - start) / 1e6;
      if (!Double.isFinite(loss)) {
        return "failed the loss is " + loss;
      }
      times.add(Double.toString(milliseconds));
    }
    return times.toString();
  }

  /** The loss with the weights, images and targets of a file; gradients go to another beside it. */
  private String check(Path file) {
    Map<String, StoredTensor> given = new LinkedHashMap<>(Safetensors.read(file).tensors());
    float[] pixels = Objects.requireNonNull(given.remove("x")).toFloats();
    long[] targets = Objects.requireNonNull(given.remove("target")).toLongs();
    given.forEach((path, tensor) -> steps.weights().set(path, tensor.toFloats()));
    double loss = steps.gradients(pixels, targets);
    Map<String, StoredTensor> gradients = new LinkedHashMap<>();
    steps.weights().trained().forEach((path, tensor) -> gradients.put(path, stored(tensor)));
    Safetensors.write(Path.of(file + ".gradients"), gradients);
    return "loss " + loss;
  }

  private static StoredTensor stored(Tensor parameter) {
    int[] sizes = Arrays.stream(parameter.shape()).mapToInt(Math::toIntExact).toArray();
    return StoredTensor.ofFloats(Shape.of(sizes), Weights.gradient(parameter));
  }
}
