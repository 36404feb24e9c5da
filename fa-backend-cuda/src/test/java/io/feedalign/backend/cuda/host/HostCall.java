package io.feedalign.backend.cuda.host;

import io.feedalign.backend.cuda.device.LibraryCall;
import java.util.function.Function;

/**
 * A library call of a host twin: it asks for a workspace only to leave rubbish there.
 *
 * @param work makes something that can be enqueued out of a command
 */
record HostCall(Function<String, Runnable> work, String command) implements LibraryCall {
  private static final long WORKSPACE = 768;

  @Override
  public long workspaceBytes() {
    return WORKSPACE;
  }

  @Override
  public String algorithm() {
    return "plain loops";
  }

  @Override
  public Runnable bind(long[] addresses, long workspace) {
    return work.apply(command + HostDevice.list(addresses) + ' ' + workspace + ' ' + WORKSPACE);
  }

  @Override
  public void close() {}
}
