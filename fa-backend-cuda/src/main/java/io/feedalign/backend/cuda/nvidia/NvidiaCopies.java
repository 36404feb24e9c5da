package io.feedalign.backend.cuda.nvidia;

import io.feedalign.backend.cuda.device.CopyStream;
import java.nio.ByteBuffer;

/** A stream for uploads beside the one in which a device works. */
final class NvidiaCopies implements CopyStream {
  private final Runnable use;
  private final NvidiaStream work;
  private final NvidiaStream own;
  private final NvidiaEvent mark;

  private NvidiaCopies(Runnable use, NvidiaStream work, NvidiaStream own, NvidiaEvent mark) {
    this.use = use;
    this.work = work;
    this.own = own;
    this.mark = mark;
  }

  /**
   * A new one.
   *
   * @param use makes the device the one that this thread's calls are about
   */
  static NvidiaCopies beside(NvidiaStream work, Runnable use) {
    use.run();
    NvidiaStream own = NvidiaStream.open();
    try {
      return new NvidiaCopies(use, work, own, NvidiaEvent.open());
    } catch (RuntimeException | Error failure) {
      own.close();
      throw failure;
    }
  }

  @Override
  public void upload(ByteBuffer pinned, long address) {
    use.run();
    NvidiaMemory.upload(pinned, address, own);
  }

  @Override
  public void join() {
    use.run();
    mark.between(own, work);
  }

  @Override
  public void follow() {
    use.run();
    mark.between(work, own);
  }

  @Override
  public void synchronize() {
    use.run();
    own.synchronize();
  }

  @Override
  public void close() {
    use.run();
    try (own) {
      mark.close();
    }
  }
}
