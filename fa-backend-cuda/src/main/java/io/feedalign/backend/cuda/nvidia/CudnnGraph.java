package io.feedalign.backend.cuda.nvidia;

import io.feedalign.error.FaException;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.cuda.cudnn.cudnnContext;
import org.bytedeco.cuda.global.cudnn;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A description made into descriptors of cuDNN, all of which live as long as it does. */
final class CudnnGraph implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CudnnGraph.class);

  private final cudnnContext library;
  private final List<CudnnDescriptor> parts = new ArrayList<>();
  private final List<CudnnDescriptor> heuristics = new ArrayList<>();

  private CudnnGraph(cudnnContext library) {
    this.library = library;
  }

  /** The graph of a description, finalised. */
  static CudnnGraph build(cudnnContext library, GraphDescription description) {
    CudnnGraph graph = new CudnnGraph(library);
    try {
      description.parts().forEach(graph::add);
      return graph;
    } catch (RuntimeException | Error failure) {
      graph.close();
      throw failure;
    }
  }

  private void add(GraphPart part) {
    CudnnDescriptor descriptor = CudnnDescriptor.create(part.name(), part.descriptor());
    parts.add(descriptor);
    part.settings().forEach(setting -> descriptor.set(setting, parts));
    if (part.descriptor() == cudnn.CUDNN_BACKEND_OPERATIONGRAPH_DESCRIPTOR) {
      descriptor.library(cudnn.CUDNN_ATTR_OPERATIONGRAPH_HANDLE, library);
    }
    descriptor.finish();
  }

  /**
   * What a heuristic of cuDNN proposes, best first; nothing if it knows nothing. Each proposal is
   * the caller's to close.
   *
   * @param mode such as {@code CUDNN_HEUR_MODE_A}
   */
  List<CudnnCandidate> proposals(int mode) {
    List<CudnnDescriptor> empty = new ArrayList<>();
    List<CudnnCandidate> found = new ArrayList<>();
    try {
      CudnnDescriptor heuristic = heuristic(mode);
      int count = heuristic.count(cudnn.CUDNN_ATTR_ENGINEHEUR_RESULTS);
      for (int i = 0; i < count; i++) {
        empty.add(CudnnDescriptor.create("ENGINECFG", cudnn.CUDNN_BACKEND_ENGINECFG_DESCRIPTOR));
      }
      int filled = count == 0 ? 0 : heuristic.fill(cudnn.CUDNN_ATTR_ENGINEHEUR_RESULTS, empty);
      empty.subList(0, filled).forEach(each -> found.add(CudnnCandidate.proposed(each)));
      empty.subList(filled, count).forEach(CudnnDescriptor::close);
      return found;
    } catch (FaException nothing) {
      LOG.debug("Heuristic {}: {}", mode, nothing.getMessage());
      found.forEach(CudnnCandidate::close);
      empty.forEach(CudnnDescriptor::close); // closed twice is closed
      return List.of();
    }
  }

  private CudnnDescriptor heuristic(int mode) {
    CudnnDescriptor heuristic =
        CudnnDescriptor.create("ENGINEHEUR", cudnn.CUDNN_BACKEND_ENGINEHEUR_DESCRIPTOR);
    heuristics.add(heuristic);
    heuristic.descriptors(cudnn.CUDNN_ATTR_ENGINEHEUR_OPERATION_GRAPH, List.of(operations()));
    heuristic.enumerated(cudnn.CUDNN_ATTR_ENGINEHEUR_MODE, cudnn.CUDNN_TYPE_HEUR_MODE, mode);
    return heuristic.finish();
  }

  /** The operation graph itself, the last of the parts. */
  CudnnDescriptor operations() {
    return parts.get(parts.size() - 1);
  }

  @Override
  public void close() {
    heuristics.forEach(CudnnDescriptor::close);
    for (int i = parts.size() - 1; i >= 0; i--) {
      parts.get(i).close();
    }
  }
}
