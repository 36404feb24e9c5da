// Values of four axes lie channels-last: C channels behind each of P pixels of a sample.

template <long long C, long long P, typename I>
__device__ inline I order_stored(I logical) {
  const I within = logical % (I)(C * P);
  return logical - within + within % (I)P * (I)C + within / (I)P;
}

template <long long C, long long P, typename I>
__device__ inline I order_logical(I stored) {
  const I within = stored % (I)(C * P);
  return stored - within + within % (I)C * (I)P + within / (I)C;
}

// Each of many ROWS x COLUMNS matrices turned over, a tile of 32 x 32 per block of 256 threads.
template <typename T, long long ROWS, long long COLUMNS>
__device__ inline void transpose_each(const T* from, T* to) {
  __shared__ T tile[32][33];
  const unsigned across = (COLUMNS + 31) / 32;
  const unsigned down = (ROWS + 31) / 32;
  const long long base = (long long)(blockIdx.x / (across * down)) * (ROWS * COLUMNS);
  const long long row = blockIdx.x / across % down * 32;
  const long long column = blockIdx.x % across * 32;
  const int x = threadIdx.x % 32;
  const int y = threadIdx.x / 32;
  for (int j = y; j < 32; j += 8) {
    if (row + j < ROWS && column + x < COLUMNS) {
      tile[j][x] = from[base + (row + j) * COLUMNS + column + x];
    }
  }
  __syncthreads();
  for (int j = y; j < 32; j += 8) {
    if (column + j < COLUMNS && row + x < ROWS) {
      to[base + (column + j) * ROWS + row + x] = tile[x][j];
    }
  }
}
