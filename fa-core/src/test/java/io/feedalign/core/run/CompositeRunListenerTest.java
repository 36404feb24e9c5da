package io.feedalign.core.run;

import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.feedalign.train.RunListener;
import io.feedalign.train.RunPlan;
import io.feedalign.train.StepReport;
import java.util.List;
import org.junit.jupiter.api.Test;

class CompositeRunListenerTest {
  @Test
  void aListenerThatThrowsDoesNotStopTheOthers() {
    RunListener broken = mock(RunListener.class);
    RunListener sound = mock(RunListener.class);
    StepReport step = new StepReport(0, 0, 1.5);
    doThrow(new IllegalStateException("my own trouble")).when(broken).stepFinished(step);
    RunListener all = new CompositeRunListener(List.of(broken, sound));
    all.runStarted(new RunPlan("bp", 1, 1, 1));
    all.stepFinished(step);
    verify(sound).stepFinished(step);
  }
}
