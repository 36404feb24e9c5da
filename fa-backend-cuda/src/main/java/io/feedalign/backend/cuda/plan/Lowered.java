package io.feedalign.backend.cuda.plan;

import java.util.List;

/**
 * A program as a device runs it.
 *
 * @param source the text of all its kernels
 * @param stages in order
 * @param instructions by stage: how many of the program's first instructions are done after it
 * @param workspaceBytes what its kernels need beside the plan; library calls say theirs themselves
 */
public record Lowered(
    String source, List<Stage> stages, List<Integer> instructions, long workspaceBytes) {}
