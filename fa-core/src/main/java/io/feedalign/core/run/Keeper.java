package io.feedalign.core.run;

import io.feedalign.train.EpochReport;
import java.util.List;

/**
 * Keeps a run so that it can go on later, and says when it has to stop. Asked on the training
 * thread between steps, so that whatever it sees is whole.
 */
public interface Keeper {
  /** Keeps nothing and never stops. */
  Keeper NONE = (network, standing) -> {};

  /** Where the run begins: at its start, or where an earlier one stood, its tensors restored. */
  default Standing start(CompiledNetwork network, RunOptions options) {
    return Standing.START;
  }

  /** Whether to keep the run now; asked after each step. */
  default boolean due(Position position, List<EpochReport> epochs) {
    return false;
  }

  /** Whether the run has to stop before its next step; asked often. */
  default boolean stops() {
    return false;
  }

  /** Keeps the run. All its tensors are finite. */
  void keep(CompiledNetwork network, Standing standing);
}
