package io.feedalign.backend.cuda.nvidia;

/**
 * What algorithms may be chosen.
 *
 * @param tf32 whether products of singles may round their factors to 10 bits of mantissa
 * @param deterministic whether only algorithms are allowed that give the same bits every time
 */
public record NvidiaMath(boolean tf32, boolean deterministic) {}
