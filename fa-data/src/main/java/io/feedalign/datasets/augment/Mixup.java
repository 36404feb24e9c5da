package io.feedalign.datasets.augment;

/**
 * Images mixed in pairs (Zhang, Cisse, Dauphin, Lopez-Paz 2018): how much of a mixture is its first
 * image, a number that follows Beta(alpha, alpha).
 *
 * <p>It is drawn by the polar form of Student's t (Bailey 1994), with which Devroye (1996) draws
 * symmetric betas of any alpha, without rejection, from two uniform numbers U and V:
 *
 * <pre>
 *   w = U^(1/alpha),  c = cos(2 pi V),  share = 1/2 + c sqrt(1 - w) / (2 sqrt(w + (1 - w) c^2))
 * </pre>
 *
 * @param alpha above 0: small for mixtures that are nearly one image, 1 for all alike, large for
 *     halves
 */
public record Mixup(double alpha) {
  /** The first image's share in the mixtures of a pair, from 0 to 1. */
  public double share(SampleDraw pair) {
    Chance chance = pair.about("augment/mixup");
    // StrictMath, so that the bits are the same on every machine.
    double w = StrictMath.pow(1 - chance.uniform(), 1 / alpha);
    double c = StrictMath.cos(2 * Math.PI * chance.uniform());
    double share = 0.5 + c * Math.sqrt(1 - w) / (2 * Math.sqrt(w + (1 - w) * c * c));
    return Math.max(0, Math.min(1, share));
  }
}
