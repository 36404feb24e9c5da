// Sums in an order that follows from the shape alone: threads add what they read, a block adds its
// threads' sums two by two, and where there are several blocks a second launch adds theirs.

// What is summed: elements, squares, products of two. N elements in all, W at a time.
template <typename T>
struct Plain {
  const T* a;

  template <long long N, typename I, int W>
  __device__ inline void take(I i, float (&x)[W]) const {
    load<N>(a, i, x);
  }
};

template <typename T>
struct Squares {
  const T* a;

  template <long long N, typename I, int W>
  __device__ inline void take(I i, float (&x)[W]) const {
    load<N>(a, i, x);
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] *= x[k];
    }
  }
};

template <typename T, typename U>
struct Products {
  const T* a;
  const U* b;

  template <long long N, typename I, int W>
  __device__ inline void take(I i, float (&x)[W]) const {
    float y[W];
    load<N>(a, i, x);
    load<N>(b, i, y);
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] *= y[k];
    }
  }
};

// 1 for each target that is a class or would be one.
struct Wanted {
  const int* target;

  template <long long N, typename I, int W>
  __device__ inline void take(I i, float (&x)[W]) const {
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] = i + k < N && target[i + k] >= 0 ? 1.0f : 0.0f;
    }
  }
};

// Joins what GROUP neighbouring threads of a block of 256 hold; the first of them gets all.
template <int GROUP, typename Join>
__device__ inline float group_tree(float mine, float* shared, Join join) {
  const int t = threadIdx.x;
  const int lane = t % GROUP;
  if (GROUP > 1) {
    shared[t] = mine;
    __syncthreads();
    for (int half = GROUP / 2; half > 0; half /= 2) {
      if (lane < half) {
        shared[t] = join(shared[t], shared[t + half]);
      }
      __syncthreads();
    }
    mine = shared[t - lane];
    __syncthreads();
  }
  return mine;
}

// The sums of COUNT segments of LENGTH neighbours, each cut into parts of PER: one sum per part.
// GROUP threads share a part. W divides PER, and LENGTH too where there are several segments.
template <long long COUNT, long long LENGTH, long long PER, int GROUP, int W, typename Term>
__device__ inline void segment_sums(Term term, float* out) {
  constexpr long long N = COUNT * LENGTH;
  constexpr long long PARTS = (LENGTH + PER - 1) / PER;
  constexpr int STEP = GROUP * W;
  constexpr int DEPTH = 4;
  typedef index_of<N + DEPTH * STEP + PER> I;
  __shared__ float shared[256];
  const long long unit = (long long)blockIdx.x * (256 / GROUP) + threadIdx.x / GROUP;
  float sums[W] = {};
  if (unit < COUNT * PARTS) {
    const I start = (I)(unit / PARTS * LENGTH);
    const I first = start + (I)(unit % PARTS * PER);
    const I end = first + (I)PER < start + (I)LENGTH ? first + (I)PER : start + (I)LENGTH;
    I i = first + threadIdx.x % GROUP * W;
    for (; i + (DEPTH - 1) * STEP < end; i += DEPTH * STEP) {
      float x[DEPTH][W];
#pragma unroll
      for (int d = 0; d < DEPTH; d++) {
        term.template take<N>(i + d * STEP, x[d]);
      }
#pragma unroll
      for (int d = 0; d < DEPTH; d++) {
#pragma unroll
        for (int k = 0; k < W; k++) {
          sums[k] += x[d][k];
        }
      }
    }
    for (; i < end; i += STEP) {
      float x[W];
      term.template take<N>(i, x);
#pragma unroll
      for (int k = 0; k < W; k++) {
        sums[k] += x[k];
      }
    }
  }
#pragma unroll
  for (int half = W / 2; half > 0; half /= 2) {
#pragma unroll
    for (int k = 0; k < half; k++) {
      sums[k] += sums[k + half];
    }
  }
  const float sum = group_tree<GROUP>(sums[0], shared, [](float a, float b) { return a + b; });
  if (unit < COUNT * PARTS && threadIdx.x % GROUP == 0) {
    out[unit] = sum;
  }
}

// The part of a row-major matrix that a block of 256 threads walks over: TILE packs of W
// neighbouring columns, PER rows, LANES rows at a time. Neighbouring threads read neighbouring
// columns.
template <long long ROWS, int COLUMNS, int W, int TILE, long long PER>
struct ColumnWalk {
  static constexpr int WIDTH = W;
  static constexpr int COLUMN_COUNT = COLUMNS;
  static constexpr long long ROW_COUNT = ROWS;
  static constexpr int SPAN = TILE * W;
  static constexpr int TILES = (COLUMNS / W + TILE - 1) / TILE;
  static constexpr int LANES = 256 / TILE;
  static constexpr int CHUNKS = (int)((ROWS + PER - 1) / PER);
  static constexpr long long ELEMENTS = ROWS * COLUMNS;
  typedef index_of<ELEMENTS + (PER + 4096) * COLUMNS> Index;

  int lane;
  int chunk;
  int column;  // of all, the first that this thread reads
  int place;   // the same within the block's columns
  bool active;
  Index row;
  Index end;

  __device__ inline ColumnWalk() {
    const int tile = (int)(blockIdx.x % TILES);
    lane = threadIdx.x / TILE;
    chunk = (int)(blockIdx.x / TILES);
    place = threadIdx.x % TILE * W;
    column = tile * SPAN + place;
    active = lane < LANES && column < COLUMNS;
    const Index first = (Index)chunk * (Index)PER;
    end = first + (Index)PER < (Index)ROWS ? first + (Index)PER : (Index)ROWS;
    row = active ? first + lane : end;
  }

  __device__ inline Index at(Index row) const {
    return row * COLUMNS + column;
  }

  // The rows of a chunk.
  __device__ static inline long long rows_of(int chunk) {
    return (chunk + 1) * PER <= ROWS ? PER : ROWS - chunk * PER;
  }

  // The column itself, or the last if it lies behind it.
  __device__ static inline int inside(int column) {
    return column < COLUMNS ? column : COLUMNS - 1;
  }

  // The first column of this block.
  __device__ static inline int first_column() {
    return (int)(blockIdx.x % TILES) * SPAN;
  }
};

// Adds up what the lanes of each column hold; the threads of lane 0 get the sums.
template <typename Walk, int W>
__device__ inline void lanes_sum(const Walk& walk, float (&sums)[W], float (*shared)[256]) {
  const int t = threadIdx.x;
  constexpr int TILE = Walk::SPAN / W;
  constexpr int LANES = Walk::LANES;
  int half = 1;
  while (half * 2 < LANES) {
    half *= 2;
  }
#pragma unroll
  for (int k = 0; k < W; k++) {
    shared[k][t] = sums[k];
  }
  __syncthreads();
  for (; half > 0; half /= 2) {
    if (walk.lane < half && walk.lane + half < LANES) {
#pragma unroll
      for (int k = 0; k < W; k++) {
        shared[k][t] += shared[k][t + half * TILE];
      }
    }
    __syncthreads();
  }
#pragma unroll
  for (int k = 0; k < W; k++) {
    sums[k] = shared[k][t];
  }
  __syncthreads();
}

// Stores W numbers of this thread's columns in a row of a table.
template <typename Walk, int W>
__device__ inline void store_columns(const Walk& walk, int row, float (&x)[W], float* table) {
  constexpr int COLUMNS = Walk::COLUMN_COUNT;
  store<COLUMNS>(table + (long long)row * COLUMNS, walk.column, x);
}

// The sums of a matrix's columns: one row of sums for each chunk of PER rows.
template <typename Walk, typename Term>
__device__ inline void column_sums(Term term, float* out) {
  constexpr int W = Walk::WIDTH;
  constexpr int DEPTH = 8;
  __shared__ float shared[W][256];
  Walk walk;
  float sums[W] = {};
  auto row = walk.row;
  for (; row + (DEPTH - 1) * Walk::LANES < walk.end; row += DEPTH * Walk::LANES) {
    float x[DEPTH][W];
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
      term.template take<Walk::ELEMENTS>(walk.at(row + d * Walk::LANES), x[d]);
    }
#pragma unroll
    for (int d = 0; d < DEPTH; d++) {
#pragma unroll
      for (int k = 0; k < W; k++) {
        sums[k] += x[d][k];
      }
    }
  }
  for (; row < walk.end; row += Walk::LANES) {
    float x[W];
    term.template take<Walk::ELEMENTS>(walk.at(row), x);
#pragma unroll
    for (int k = 0; k < W; k++) {
      sums[k] += x[k];
    }
  }
  lanes_sum(walk, sums, shared);
  if (walk.active && walk.lane == 0) {
    store_columns(walk, walk.chunk, sums, out);
  }
}

// 1 at the LEAST smallest elements of each column, 0 elsewhere; of equals the upper is smaller.
template <int ROWS, int COLUMNS, int LEAST, typename T>
__device__ inline void least_in_column(const T* x, T* y) {
  constexpr long long N = (long long)ROWS * COLUMNS;
  const auto i = first_of_thread<N, 1>();
  if (i < N) {
    const float mine = widen(x[i]);
    const int row = (int)(i / COLUMNS);
    const int column = (int)(i % COLUMNS);
    int smaller = 0;
    for (int other = 0; other < ROWS; other++) {
      const float rival = widen(x[(index_of<N>)other * COLUMNS + column]);
      smaller += rival < mine || (rival == mine && other < row) ? 1 : 0;
    }
    narrow(smaller < LEAST ? 1.0f : 0.0f, y[i]);
  }
}
