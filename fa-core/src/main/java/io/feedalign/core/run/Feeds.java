package io.feedalign.core.run;

import io.feedalign.ir.Value;
import io.feedalign.nn.MixedTarget;
import io.feedalign.optim.Schedule;
import java.util.Map;
import java.util.Optional;

/**
 * The values that are written before a program runs.
 *
 * @param input the batch of images
 * @param target the batch of targets
 * @param mixture the same with the second targets, if images are mixed
 * @param step the step counter that names random draws
 * @param scheduled scalars that follow schedules
 */
public record Feeds(
    Value input,
    Value target,
    Optional<MixedTarget> mixture,
    Value step,
    Map<Schedule, Value> scheduled) {}
