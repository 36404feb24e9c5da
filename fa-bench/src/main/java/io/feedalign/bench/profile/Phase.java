package io.feedalign.bench.profile;

/** What part of a learning step an instruction belongs to. */
enum Phase {
  /** What the loss is computed from. */
  FORWARD,
  /** The teaching signals, and what they are carried through. */
  BACKWARD,
  /** Gradients of weights and biases. */
  WEIGHT_GRADIENT,
  /** What is done with gradients, and whatever writes a state. */
  UPDATE;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
  }
}
