// bf16 to f32 and back. What comes before this text: COUNT, the number of elements.

#ifndef FA_HOST
#define KERNEL_2(name, t0, t1) extern "C" __global__ void name(t0 p0, t1 p1)
#endif

KERNEL_2(widen, const unsigned short*, float*) {
  long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (at < COUNT) {
    union { unsigned int bits; float number; } both;
    both.bits = (unsigned int)p0[at] << 16;
    p1[at] = both.number;
  }
}

KERNEL_2(narrow, const float*, unsigned short*) {
  long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (at < COUNT) {
    union { unsigned int bits; float number; } both;
    both.number = p0[at];
    // To nearest, ties to even; NaN stays NaN.
    unsigned int kept = both.number != both.number
        ? both.bits | 0x400000
        : both.bits + 0x7fff + ((both.bits >> 16) & 1);
    p1[at] = (unsigned short)(kept >> 16);
  }
}
