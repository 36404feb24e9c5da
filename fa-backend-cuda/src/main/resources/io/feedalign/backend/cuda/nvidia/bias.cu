// Adds a bias to each row of a matrix. What comes before this text: COUNT, the number of elements,
// and COLUMNS.

#ifndef FA_HOST
#define KERNEL_2(name, t0, t1) extern "C" __global__ void name(t0 p0, t1 p1)
#endif

KERNEL_2(add_bias, const float*, float*) {
  long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (at < COUNT) {
    p1[at] += p0[at % COLUMNS];
  }
}
