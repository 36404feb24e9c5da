package io.feedalign.backend.cuda.source;

import java.util.List;

/**
 * One kernel: its body may use the parameters {@code p0}, {@code p1}, ... and the functions of the
 * prelude. Kernels with equal texts are one.
 *
 * @param label a word for profiles, such as {@code chain} or {@code batch_norm_mean}
 * @param parameters C types of the parameters, such as {@code const float*} or {@code bf16*}
 * @param body the statements between the braces
 */
public record KernelText(String label, List<String> parameters, String body) {}
