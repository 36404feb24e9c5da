// Batch normalisation over the rows of a matrix whose columns are the channels.
//
// Statistics in one reading, with nothing that cancels: every number is first taken relative to its
// chunk's first row, which is exact where the mean is large against the deviation; eight of them
// have their own mean and squared deviations, which are joined as Chan, Golub and LeVeque (1979)
// do. Chunks are joined in double precision.

// Of N numbers: their mean and the sum of their squared deviations from it, for W channels.
template <int W>
struct Moments {
  float n;
  float mean[W];
  float squares[W];
};

template <int W>
__device__ inline void join(Moments<W>& a, float n, const float (&mean)[W],
    const float (&squares)[W]) {
  const float all = a.n + n;
  const float share = n / all;
#pragma unroll
  for (int k = 0; k < W; k++) {
    const float apart = mean[k] - a.mean[k];
    a.squares[k] += fmaf(apart * share, apart * a.n, squares[k]);
    a.mean[k] = fmaf(apart, share, a.mean[k]);
  }
  a.n = all;
}

// Joins D rows of W channels.
template <int D, int W>
__device__ inline void join_rows(Moments<W>& a, const float (&x)[D][W]) {
  float mean[W];
  float squares[W];
#pragma unroll
  for (int k = 0; k < W; k++) {
    float sum = x[0][k];
#pragma unroll
    for (int d = 1; d < D; d++) {
      sum += x[d][k];
    }
    mean[k] = sum * (1.0f / D);
    squares[k] = 0;
#pragma unroll
    for (int d = 0; d < D; d++) {
      const float apart = x[d][k] - mean[k];
      squares[k] = fmaf(apart, apart, squares[k]);
    }
  }
  join(a, (float)D, mean, squares);
}

// The moments of D rows of x, relative to the pivot.
template <int D, typename Walk, typename T, int W>
__device__ inline void join_read(const Walk& walk, const T* x, typename Walk::Index row,
    const float (&pivot)[W], Moments<W>& moments) {
  float read[D][W];
#pragma unroll
  for (int d = 0; d < D; d++) {
    load<Walk::ELEMENTS>(x, walk.at(row + d * Walk::LANES), read[d]);
  }
#pragma unroll
  for (int d = 0; d < D; d++) {
#pragma unroll
    for (int k = 0; k < W; k++) {
      read[d][k] -= pivot[k];
    }
  }
  join_rows<D>(moments, read);
}

// Joins the lanes of each column; the threads of lane 0 get all.
template <typename Walk, int W>
__device__ inline void join_lanes(const Walk& walk, Moments<W>& moments) {
  constexpr int TILE = Walk::SPAN / W;
  constexpr int LANES = Walk::LANES;
  __shared__ float counts[256];
  __shared__ float means[W][256];
  __shared__ float squares[W][256];
  const int t = threadIdx.x;
  int half = 1;
  while (half * 2 < LANES) {
    half *= 2;
  }
  for (; half > 0; half /= 2) {
    counts[t] = moments.n;
#pragma unroll
    for (int k = 0; k < W; k++) {
      means[k][t] = moments.mean[k];
      squares[k][t] = moments.squares[k];
    }
    __syncthreads();
    const int from = t + half * TILE;
    if (walk.lane < half && walk.lane + half < LANES && counts[from] > 0) {
      float mean[W];
      float deviations[W];
#pragma unroll
      for (int k = 0; k < W; k++) {
        mean[k] = means[k][from];
        deviations[k] = squares[k][from];
      }
      join(moments, counts[from], mean, deviations);
    }
    __syncthreads();
  }
}

// Each chunk's pivot, mean above the pivot, and squared deviations: three rows of a table.
template <typename Walk, typename T>
__device__ inline void batch_moments(const T* x, float* table) {
  constexpr int W = Walk::WIDTH;
  constexpr int DEPTH = 8;
  Walk walk;
  Moments<W> moments = {};
  float pivot[W] = {};
  auto row = walk.row;
  if (walk.active) {
    load<Walk::ELEMENTS>(x, walk.at(row - walk.lane), pivot);
  }
  for (; row + (DEPTH - 1) * Walk::LANES < walk.end; row += DEPTH * Walk::LANES) {
    join_read<DEPTH>(walk, x, row, pivot, moments);
  }
  for (; row < walk.end; row += Walk::LANES) {
    join_read<1>(walk, x, row, pivot, moments);
  }
  join_lanes(walk, moments);
  if (walk.active && walk.lane == 0) {
    store_columns(walk, walk.chunk * 3, pivot, table);
    store_columns(walk, walk.chunk * 3 + 1, moments.mean, table);
    store_columns(walk, walk.chunk * 3 + 2, moments.squares, table);
  }
}

// Adds two numbers over the GROUPS of threads that work on each of SPAN columns; all of a column's
// threads get the sums.
template <int SPAN>
__device__ inline void groups_sum(double& a, double& b) {
  constexpr int GROUPS = 256 / SPAN;
  __shared__ double first[256];
  __shared__ double second[256];
  const int t = threadIdx.x;
  const int group = t / SPAN;
  int half = 1;
  while (half * 2 < GROUPS) {
    half *= 2;
  }
  first[t] = a;
  second[t] = b;
  __syncthreads();
  for (; half > 0; half /= 2) {
    if (group < half && group + half < GROUPS) {
      first[t] += first[t + half * SPAN];
      second[t] += second[t + half * SPAN];
    }
    __syncthreads();
  }
  a = first[t % SPAN];
  b = second[t % SPAN];
  __syncthreads();
}

// Mean and variance of one channel.
struct Statistic {
  double mean;
  double variance;
};

// Joins the chunks of a table of moments, for SPAN columns of a block from the given one on; thread
// t gets those of column t % SPAN.
template <typename Walk, int SPAN>
__device__ inline Statistic join_chunks(const float* table, int first) {
  constexpr int GROUPS = 256 / SPAN;
  constexpr int COLUMNS = Walk::COLUMN_COUNT;
  const int column = first + threadIdx.x % SPAN;
  const int group = threadIdx.x / SPAN;
  double base = 0;
  double sum = 0;
  double squares = 0;
  if (column < COLUMNS) {
    base = (double)table[column] + table[COLUMNS + column];
    for (int chunk = group; group < GROUPS && chunk < Walk::CHUNKS; chunk += GROUPS) {
      const float* row = table + (long long)chunk * 3 * COLUMNS + column;
      const double apart = (double)row[0] + row[COLUMNS] - base;
      const double n = (double)Walk::rows_of(chunk);
      sum += n * apart;
      squares += row[2 * COLUMNS] + n * apart * apart;
    }
  }
  groups_sum<SPAN>(sum, squares);
  const double share = 1.0 / Walk::ROW_COUNT;
  const double variance = (squares - sum * sum * share) * share;
  return Statistic{base + sum * share, variance < 0 ? 0 : variance};
}

// What chunks say, joined once: mean, variance, and what the mean lost as it was rounded.
template <typename Walk, int SPAN>
__device__ inline void batch_statistics(const float* table, float* mean, float* variance,
    float* lost) {
  const int first = blockIdx.x * SPAN;
  const Statistic joined = join_chunks<Walk, SPAN>(table, first);
  const int column = first + threadIdx.x;
  if (threadIdx.x < SPAN && column < Walk::COLUMN_COUNT) {
    mean[column] = (float)joined.mean;
    variance[column] = (float)joined.variance;
    lost[column] = (float)(joined.mean - (double)mean[column]);
  }
}

// Where a normalisation finds its statistics. All threads of a block ask, from the same first
// column on, and thread t gets those of column t % SPAN.
struct Given {
  const float* mean;
  const float* variance;

  template <typename Walk>
  __device__ inline Statistic of(int first) const {
    const int column = Walk::inside(first + threadIdx.x % Walk::SPAN);
    return Statistic{mean[column], variance[column]};
  }
};

struct Precise {
  const float* mean;
  const float* variance;
  const float* lost;

  template <typename Walk>
  __device__ inline Statistic of(int first) const {
    const int column = Walk::inside(first + threadIdx.x % Walk::SPAN);
    return Statistic{(double)mean[column] + lost[column], variance[column]};
  }
};

// Every block joins the chunks of its columns; the first one of each tile keeps the result.
template <typename Chunks>
struct Joined {
  const float* table;
  float* mean;
  float* variance;

  template <typename Walk>
  __device__ inline Statistic of(int first) const {
    const Statistic joined = join_chunks<Chunks, Walk::SPAN>(table, first);
    const int column = first + threadIdx.x;
    if (blockIdx.x < Walk::TILES && threadIdx.x < Walk::SPAN && column < Walk::COLUMN_COUNT) {
      mean[column] = (float)joined.mean;
      variance[column] = (float)joined.variance;
    }
    return joined;
  }
};

// What becomes of results: they are stored as they are. HELD arrays of numbers are read before.
template <typename T>
struct Stored {
  static constexpr int HELD = 1;
  T* y;

  template <typename I, int W>
  __device__ inline void read(I, float (&)[1][W]) const {
  }

  template <long long N, typename I, int W>
  __device__ inline void write(I i, const float (&x)[W], const float (&)[1][W]) const {
    store<N>(y, i, x);
  }
};

// Another instruction takes them.
template <int COUNT, typename Read, typename Write>
struct Followed {
  static constexpr int HELD = COUNT;
  Read reading;
  Write writing;

  template <typename I, int W>
  __device__ inline void read(I i, float (&held)[COUNT][W]) const {
    reading(i, held);
  }

  template <long long N, typename I, int W>
  __device__ inline void write(I i, const float (&x)[W], const float (&held)[COUNT][W]) const {
    writing(i, x, held);
  }
};

template <int COUNT, typename Read, typename Write>
__device__ inline Followed<COUNT, Read, Write> followed(Read reading, Write writing) {
  return Followed<COUNT, Read, Write>{reading, writing};
}

// An operand that another instruction makes, as a term.
template <typename Make>
struct Made {
  Make making;

  template <long long N, typename I, int W>
  __device__ inline void take(I i, float (&x)[W]) const {
    making(i, x);
  }
};

template <typename Make>
__device__ inline Made<Make> made(Make making) {
  return Made<Make>{making};
}

// y = gain (x - mean) / sqrt(variance + epsilon) + shift. The mean in two floats, since x - mean is
// exact where it is large.
template <typename Walk, typename Source, typename T, typename Rest>
__device__ inline void batch_norm(Source source, double epsilon, const T* x, const float* gain,
    const float* shift, Rest rest) {
  constexpr int W = Walk::WIDTH;
  constexpr int SPAN = Walk::SPAN;
  constexpr int DEPTH = 4;
  __shared__ float means[SPAN];
  __shared__ float lost[SPAN];
  __shared__ float scales[SPAN];
  __shared__ float shifts[SPAN];
  const int t = threadIdx.x;
  const int first = Walk::first_column();
  const Statistic statistic = source.template of<Walk>(first);
  if (t < SPAN) {
    const int column = Walk::inside(first + t);
    means[t] = (float)statistic.mean;
    lost[t] = (float)(statistic.mean - (double)(float)statistic.mean);
    scales[t] = (float)(gain[column] / sqrt(statistic.variance + epsilon));
    shifts[t] = shift[column];
  }
  __syncthreads();
  Walk walk;
  float mean[W];
  float less[W];
  float scale[W];
  float more[W];
#pragma unroll
  for (int k = 0; k < W; k++) {
    mean[k] = means[walk.place + k];
    less[k] = lost[walk.place + k];
    scale[k] = scales[walk.place + k];
    more[k] = shifts[walk.place + k];
  }
  for (auto row = walk.row; row < walk.end; row += DEPTH * Walk::LANES) {
    float read[DEPTH][W];
    float held[DEPTH][Rest::HELD][W];
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      if (row + d * Walk::LANES < walk.end) {
        load<Walk::ELEMENTS>(x, walk.at(row + d * Walk::LANES), read[d]);
        rest.read(walk.at(row + d * Walk::LANES), held[d]);
      }
    }
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      if (row + d * Walk::LANES < walk.end) {
#pragma unroll
        for (int k = 0; k < W; k++) {
          read[d][k] = fmaf(read[d][k] - mean[k] - less[k], scale[k], more[k]);
        }
        rest.template write<Walk::ELEMENTS>(walk.at(row + d * Walk::LANES), read[d], held[d]);
      }
    }
  }
}

// Each chunk's sum of signals, and of signals times x - mean: two rows of a table.
template <typename Walk, typename T, typename Signals>
__device__ inline void batch_norm_grad_sums(const T* x, const float* means, Signals signals,
    float* table) {
  constexpr int W = Walk::WIDTH;
  constexpr int DEPTH = 4;
  __shared__ float shared[W][256];
  Walk walk;
  float mean[W] = {};
  float sums[W] = {};
  float products[W] = {};
  if (walk.active) {
    load<Walk::COLUMN_COUNT>(means, walk.column, mean);
  }
  for (auto row = walk.row; row < walk.end; row += DEPTH * Walk::LANES) {
    float read[DEPTH][W] = {};
    float signal[DEPTH][W] = {};
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      if (row + d * Walk::LANES < walk.end) {
        load<Walk::ELEMENTS>(x, walk.at(row + d * Walk::LANES), read[d]);
        signals.template take<Walk::ELEMENTS>(walk.at(row + d * Walk::LANES), signal[d]);
      }
    }
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
#pragma unroll
      for (int k = 0; k < W; k++) {
        sums[k] += signal[d][k];
        products[k] = fmaf(signal[d][k], read[d][k] - mean[k], products[k]);
      }
    }
  }
  lanes_sum(walk, sums, shared);
  lanes_sum(walk, products, shared);
  if (walk.active && walk.lane == 0) {
    store_columns(walk, walk.chunk * 2, sums, table);
    store_columns(walk, walk.chunk * 2 + 1, products, table);
  }
}

// The gradients of one channel's shift and gain.
struct Gradients {
  double shift;
  double gain;
};

// Adds the chunks of a table of sums, for SPAN columns of a block from the given one on; thread t
// gets those of column t % SPAN. What was summed with x - mean is divided by the deviation.
template <typename Walk, int SPAN>
__device__ inline Gradients add_chunks(const float* table, const float* variance, double epsilon,
    int first) {
  constexpr int GROUPS = 256 / SPAN;
  constexpr int COLUMNS = Walk::COLUMN_COUNT;
  const int column = first + threadIdx.x % SPAN;
  const int group = threadIdx.x / SPAN;
  double sum = 0;
  double products = 0;
  if (column < COLUMNS) {
    for (int chunk = group; group < GROUPS && chunk < Walk::CHUNKS; chunk += GROUPS) {
      const float* row = table + (long long)chunk * 2 * COLUMNS + column;
      sum += row[0];
      products += row[COLUMNS];
    }
  }
  groups_sum<SPAN>(sum, products);
  return Gradients{sum, products / sqrt(variance[Walk::inside(column)] + epsilon)};
}

// What chunks say, added once.
template <typename Walk, int SPAN>
__device__ inline void batch_norm_gradients(const float* table, const float* variance,
    double epsilon, float* gain, float* shift) {
  const int first = blockIdx.x * SPAN;
  const Gradients added = add_chunks<Walk, SPAN>(table, variance, epsilon, first);
  const int column = first + threadIdx.x;
  if (threadIdx.x < SPAN && column < Walk::COLUMN_COUNT) {
    gain[column] = (float)added.gain;
    shift[column] = (float)added.shift;
  }
}

// Where the adjoint finds the gradients of gain and shift, as a normalisation its statistics.
struct Known {
  const float* gain;
  const float* shift;

  template <typename Walk>
  __device__ inline Gradients of(const float*, double, int first) const {
    const int column = Walk::inside(first + threadIdx.x % Walk::SPAN);
    return Gradients{shift[column], gain[column]};
  }
};

template <typename Chunks>
struct Added {
  const float* table;
  float* gain;
  float* shift;

  template <typename Walk>
  __device__ inline Gradients of(const float* variance, double epsilon, int first) const {
    const Gradients added = add_chunks<Chunks, Walk::SPAN>(table, variance, epsilon, first);
    const int column = first + threadIdx.x;
    if (blockIdx.x < Walk::TILES && threadIdx.x < Walk::SPAN && column < Walk::COLUMN_COUNT) {
      gain[column] = (float)added.gain;
      shift[column] = (float)added.shift;
    }
    return added;
  }
};

// With u = (x - mean) / deviation: gain / deviation (signal - mean(signal) - u mean(signal u)).
template <typename Walk, typename Source, typename T, typename Signals, typename S>
__device__ inline void batch_norm_grad(Source source, double epsilon, const T* x,
    const float* gain, const float* mean, const float* variance, Signals signals, S* y) {
  constexpr int W = Walk::WIDTH;
  constexpr int SPAN = Walk::SPAN;
  constexpr int DEPTH = 2;
  __shared__ float centres[SPAN];
  __shared__ float slopes[SPAN];
  __shared__ float shifts[SPAN];
  __shared__ float scales[SPAN];
  const int t = threadIdx.x;
  const int first = Walk::first_column();
  const Gradients gradients = source.template of<Walk>(variance, epsilon, first);
  if (t < SPAN) {
    const int column = Walk::inside(first + t);
    const double steep = 1.0 / sqrt(variance[column] + epsilon);
    centres[t] = mean[column];
    slopes[t] = (float)(steep * gradients.gain / Walk::ROW_COUNT);
    shifts[t] = (float)(gradients.shift / Walk::ROW_COUNT);
    scales[t] = (float)(gain[column] * steep);
  }
  __syncthreads();
  Walk walk;
  float centre[W];
  float slope[W];
  float shift[W];
  float scale[W];
#pragma unroll
  for (int k = 0; k < W; k++) {
    centre[k] = centres[walk.place + k];
    slope[k] = slopes[walk.place + k];
    shift[k] = shifts[walk.place + k];
    scale[k] = scales[walk.place + k];
  }
  for (auto row = walk.row; row < walk.end; row += DEPTH * Walk::LANES) {
    float read[DEPTH][W];
    float signal[DEPTH][W];
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      if (row + d * Walk::LANES < walk.end) {
        load<Walk::ELEMENTS>(x, walk.at(row + d * Walk::LANES), read[d]);
        signals.template take<Walk::ELEMENTS>(walk.at(row + d * Walk::LANES), signal[d]);
      }
    }
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      if (row + d * Walk::LANES < walk.end) {
#pragma unroll
        for (int k = 0; k < W; k++) {
          const float centred = signal[d][k] - shift[k];
          signal[d][k] = scale[k] * fmaf(centre[k] - read[d][k], slope[k], centred);
        }
        store<Walk::ELEMENTS>(y, walk.at(row + d * Walk::LANES), signal[d]);
      }
    }
  }
}
