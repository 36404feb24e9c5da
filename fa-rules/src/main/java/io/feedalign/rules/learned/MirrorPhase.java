package io.feedalign.rules.learned;

/**
 * When and by what noise a layer is mirrored.
 *
 * @param sigma deviation of the noise
 * @param every after how many learning steps there is a rehearsal
 * @param before how many rehearsals there are before the first step
 */
public record MirrorPhase(double sigma, int every, int before) {}
