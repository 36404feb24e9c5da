package io.feedalign.bench.floor;

/**
 * The least that one instruction takes, executed by itself.
 *
 * @param seconds of a convolution or matrix product: as oneDNN alone takes on these shapes; of
 *     anything else: its bytes at the bandwidth of memory
 * @param flops two for each multiplication of a convolution or product; 0 for anything else
 * @param bytes operands, each read once, and results, each written once
 */
public record OpFloor(double seconds, long flops, long bytes) {}
