package io.feedalign.core.audit;

/**
 * One row of an audit: a layer with weights, or another edge at which the rule decides what
 * crosses. Residuals are the largest of all steps, in parts of what was expected; what makes no
 * sense in a row is not a number.
 *
 * @param layer its path, with the slot if it reads several values
 * @param claim in a word, what the formula says of the credit that crosses it: {@code through B}
 * @param signal residual of the teaching signal at its output
 * @param credit residual of the credit that crosses it
 * @param gradient residual of its gradients
 * @param update residual of the changes of its parameters
 * @param cosine in the first step, of its signal with that of backpropagation on the same weights
 *     and batch; in a row of another edge, of the credit that crosses it
 * @param ratio of the norms of these two
 * @param moved how far its weight went in all steps, in parts of its norm
 */
public record AuditedLayer(
    String layer,
    String claim,
    double signal,
    double credit,
    double gradient,
    double update,
    double cosine,
    double ratio,
    double moved) {}
