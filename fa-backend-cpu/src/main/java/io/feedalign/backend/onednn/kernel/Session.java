package io.feedalign.backend.onednn.kernel;

import org.bytedeco.dnnl.dnnl_version_t;
import org.bytedeco.dnnl.engine;
import org.bytedeco.dnnl.global.dnnl;
import org.bytedeco.dnnl.stream;

/** oneDNN's engine and stream for the processor, one of each for a backend. */
public final class Session implements AutoCloseable {
  private final engine engine = new engine(org.bytedeco.dnnl.engine.kind.cpu, 0);
  private final stream stream = new stream(engine);

  engine engine() {
    return engine;
  }

  stream stream() {
    return stream;
  }

  /** Library, version and instruction set in a few words. */
  public static String description() {
    dnnl_version_t version = dnnl.version();
    return "oneDNN "
        + version.major()
        + "."
        + version.minor()
        + "."
        + version.patch()
        + ", "
        + dnnl.get_effective_cpu_isa().intern();
  }

  @Override
  public void close() {
    stream.close();
    engine.close();
  }
}
