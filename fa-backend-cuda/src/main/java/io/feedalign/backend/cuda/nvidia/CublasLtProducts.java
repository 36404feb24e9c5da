package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.LibraryCall;
import io.feedalign.backend.cuda.device.ProductJob;
import io.feedalign.backend.cuda.nvidia.CublasLtProblem.Algorithm;
import io.feedalign.error.ErrorKind;
import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.cuda.cublas.cublasLtContext;
import org.bytedeco.cuda.global.cublas;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Matrix products by cuBLASLt. Which algorithm does a job is measured once and kept. */
final class CublasLtProducts implements Products {
  private static final Logger LOG = LoggerFactory.getLogger(CublasLtProducts.class);

  private static final int MOST = 8;

  private final cublasLtContext library = new cublasLtContext();
  private final LibraryRoom room;
  private final String version;
  private final Map<ProductJob, Optional<Planned>> plans = new HashMap<>();

  /** cuBLASLt for one stream of the current device. */
  CublasLtProducts(LibraryRoom room) {
    this.room = room;
    CublasStatus.check(cublas.cublasLtCreate(library), "opening the library");
    version = version(cublas.cublasLtGetVersion());
  }

  private record Planned(CublasLtProblem problem, Algorithm algorithm) {}

  /** cuBLAS's number of its version in the usual notation. */
  static String version(long number) {
    return "cuBLASLt " + number / 10_000 + "." + number / 100 % 100 + "." + number % 100;
  }

  @Override
  public String version() {
    return version;
  }

  /** A bias that the library cannot add by itself is added behind the product. */
  @Override
  public LibraryCall of(ProductJob job) {
    Optional<Planned> known = plans.get(job);
    if (known == null) {
      known = plan(job);
      plans.put(job, known);
    }
    if (known.isPresent()) {
      return new CublasLtCall(known.get().problem, known.get().algorithm, room.stream());
    }
    if (!job.biased()) {
      throw FaException.resources(refusal(job, room.mathematics(job.a())));
    }
    LOG.info("cuBLASLt cannot do {} at once; the bias is added by a kernel.", JobText.of(job));
    return BiasedCall.of(job, of(job.withBias(false)), room.compiler());
  }

  private Optional<Planned> plan(ProductJob job) {
    CublasLtProblem problem = new CublasLtProblem(library, ProductDescription.of(job, room.math()));
    try {
      Optional<Algorithm> chosen = algorithm(job, problem);
      if (chosen.isEmpty()) {
        problem.close();
      }
      return chosen.map(algorithm -> new Planned(problem, algorithm));
    } catch (RuntimeException | Error failure) {
      problem.close();
      throw failure;
    }
  }

  private Optional<Algorithm> algorithm(ProductJob job, CublasLtProblem problem) {
    String key = room.key(version, JobText.of(job), job.a());
    Optional<String> kept = room.choices().find(key);
    Optional<Algorithm> found = kept.flatMap(choice -> kept(problem, choice));
    if (found.isPresent()) {
      return found;
    }
    Optional<Algorithm> measured = fastest(job, problem);
    return measured.map(fastest -> agreed(key, kept.isPresent(), fastest, problem));
  }

  /** The algorithm that all processes take from now on. */
  private Algorithm agreed(
      String key, boolean replaced, Algorithm fastest, CublasLtProblem problem) {
    String measured = fastest.choice().toString();
    if (replaced) {
      room.choices().replace(key, measured);
      return fastest;
    }
    String held = room.choices().keep(key, measured);
    return held.equals(measured) ? fastest : kept(problem, held).orElse(fastest);
  }

  private static Optional<Algorithm> kept(CublasLtProblem problem, String choice) {
    try {
      return problem.kept(ProductChoice.parse(choice));
    } catch (FaException damaged) {
      LOG.warn("The kept choice '{}' is made anew: {}", choice, damaged.getMessage());
      return Optional.empty();
    }
  }

  private Optional<Algorithm> fastest(ProductJob job, CublasLtProblem problem) {
    List<Algorithm> proposals = problem.proposals(MOST);
    if (proposals.isEmpty()) {
      return Optional.empty();
    }
    int best = proposals.size() == 1 ? 0 : winner(job, problem, proposals);
    return Optional.of(proposals.get(best));
  }

  /** Why no algorithm does a job, in one sentence. */
  static String refusal(ProductJob job, String mathematics) {
    return "cuBLASLt has no algorithm with at most "
        + (LibraryRoom.WORKSPACE_BYTES >> 20)
        + " MiB of workspace for "
        + JobText.of(job)
        + " ("
        + mathematics
        + "); use another precision or backend: onednn.";
  }

  /** Without the memory to measure, cuBLASLt's own favourite wins. */
  private int winner(ProductJob job, CublasLtProblem problem, List<Algorithm> proposals) {
    try (Scratch scratch = new Scratch(room.stream());
        Stopwatch watch = new Stopwatch(room.stream())) {
      long a = scratch.block((long) job.rows() * job.inner() * job.a().bytes());
      long b = scratch.block((long) job.inner() * job.columns() * job.b().bytes());
      long output = scratch.block((long) job.rows() * job.columns() * job.output().bytes());
      long[] places =
          job.biased()
              ? new long[] {a, b, scratch.block((long) job.columns() * Float.BYTES), output}
              : new long[] {a, b, output};
      long workspace =
          scratch.block(proposals.stream().mapToLong(Algorithm::workspaceBytes).max().orElse(0));
      List<Runnable> calls = new ArrayList<>();
      for (Algorithm algorithm : proposals) {
        calls.add(problem.call(algorithm, places, workspace, room.stream().handle()));
      }
      return Contest.fastest(calls, watch).orElse(0);
    } catch (FaException failure) {
      if (failure.kind() != ErrorKind.RESOURCES) {
        throw failure;
      }
      LOG.warn("Algorithms are not measured: {}", failure.getMessage());
      return 0;
    }
  }

  @Override
  public void close() {
    plans.values().forEach(planned -> planned.ifPresent(found -> found.problem.close()));
    plans.clear();
    CublasStatus.check(cublas.cublasLtDestroy(library), "closing the library");
  }
}
