package io.feedalign.core.run;

import io.feedalign.train.EpochReport;
import io.feedalign.train.ProbeReport;
import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.RunReport;
import io.feedalign.train.StepReport;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells several listeners. One that throws is named in a warning and never breaks the run. */
final class CompositeRunListener implements RunListener {
  private static final Logger LOG = LoggerFactory.getLogger(CompositeRunListener.class);

  private final List<RunListener> listeners;

  CompositeRunListener(List<RunListener> listeners) {
    this.listeners = List.copyOf(listeners);
  }

  @Override
  public void runStarted(RunPlan plan) {
    notifyEach("runStarted", listener -> listener.runStarted(plan));
  }

  @Override
  public void stepFinished(StepReport step) {
    notifyEach("stepFinished", listener -> listener.stepFinished(step));
  }

  @Override
  public void measured(ProbeReport taken) {
    notifyEach("measured", listener -> listener.measured(taken));
  }

  @Override
  public void epochFinished(EpochReport epoch) {
    notifyEach("epochFinished", listener -> listener.epochFinished(epoch));
  }

  @Override
  public void runFinished(RunReport report) {
    notifyEach("runFinished", listener -> listener.runFinished(report));
  }

  private void notifyEach(String call, Consumer<RunListener> tell) {
    for (RunListener listener : listeners) {
      try {
        tell.accept(listener);
      } catch (RuntimeException failure) {
        LOG.warn("Listener {} failed in {}", listener.getClass().getName(), call, failure);
      }
    }
  }
}
