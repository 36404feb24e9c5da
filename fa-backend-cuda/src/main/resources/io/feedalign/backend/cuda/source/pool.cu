// Pooling of images (N, H, W, C). One thread works on VECTOR neighbouring channels of one place.

// A window sliding over an image, along one axis.
template <int KERNEL, int STRIDE, int BEFORE, int DILATION, int SIZE, int WINDOWS>
struct Slide {
  static constexpr int TAPS = KERNEL;
  static constexpr int LENGTH = SIZE;
  static constexpr int COUNT = WINDOWS;

  // Where a tap of a window lies; perhaps outside.
  __device__ static inline int place(int window, int tap) {
    return window * STRIDE - BEFORE + tap * DILATION;
  }

  __device__ static inline bool inside(int place) {
    return place >= 0 && place < SIZE;
  }

  // How many taps of a window lie inside.
  __device__ static inline int covered(int window) {
    const int start = window * STRIDE - BEFORE;
    const int from = start < 0 ? (-start + DILATION - 1) / DILATION : 0;
    const int room = SIZE - start;
    const int to = room <= 0 ? 0 : (room + DILATION - 1) / DILATION;
    const int end = to < KERNEL ? to : KERNEL;
    return end > from ? end - from : 0;
  }

  // The first and the last window that may cover a place, and with which tap; -1: it does not.
  __device__ static inline int first_window(int place) {
    const int before = place + BEFORE - DILATION * (KERNEL - 1);
    return before <= 0 ? 0 : (before + STRIDE - 1) / STRIDE;
  }

  __device__ static inline int last_window(int place) {
    const int last = (place + BEFORE) / STRIDE;
    return last < WINDOWS ? last : WINDOWS - 1;
  }

  __device__ static inline int tap(int place, int window) {
    const int offset = place + BEFORE - window * STRIDE;
    return offset % DILATION == 0 ? offset / DILATION : -1;
  }
};

// Images and what is pooled of them. DOWN and ACROSS are slides.
template <int IMAGES, int CHANNELS, int VECTOR, typename DOWN, typename ACROSS>
struct Pool {
  typedef DOWN Down;
  typedef ACROSS Across;
  static constexpr int W = VECTOR;
  static constexpr int DEPTH = CHANNELS;
  static constexpr int PACKS = CHANNELS / VECTOR;
  static constexpr long long PIXELS = (long long)IMAGES * Down::LENGTH * Across::LENGTH;
  static constexpr long long WINDOWS = (long long)IMAGES * Down::COUNT * Across::COUNT;
  static constexpr long long READ = PIXELS * CHANNELS;
  static constexpr long long POOLED = WINDOWS * CHANNELS;
  typedef index_of<READ + 0x1000> ReadIndex;
  typedef index_of<POOLED + 0x1000> PooledIndex;

  // Where the given channel of a pixel, or of a window, lies.
  __device__ static inline ReadIndex pixel(int image, int y, int x, int channel) {
    return (((ReadIndex)image * Down::LENGTH + y) * Across::LENGTH + x) * CHANNELS + channel;
  }

  __device__ static inline PooledIndex window(int image, int p, int q, int channel) {
    return (((PooledIndex)image * Down::COUNT + p) * Across::COUNT + q) * CHANNELS + channel;
  }
};

// A place of N images of ROWS by COLUMNS places with PACKS packs of W channels each.
template <long long PLACES, int ROWS, int COLUMNS, int PACKS, int W>
struct Spot {
  bool active;
  int image;
  int row;
  int column;
  int channel;

  __device__ inline Spot() {
    typedef index_of<PLACES * PACKS + 0x1000> Index;
    const Index i = (Index)blockIdx.x * blockDim.x + threadIdx.x;
    const Index place = i / PACKS;
    active = i < (Index)(PLACES * PACKS);
    channel = (int)(i % PACKS) * W;
    column = (int)(place % COLUMNS);
    row = (int)(place / COLUMNS % ROWS);
    image = (int)(place / COLUMNS / ROWS);
  }
};

template <typename P>
using WindowSpot = Spot<P::WINDOWS, P::Down::COUNT, P::Across::COUNT, P::PACKS, P::W>;

template <typename P>
using PixelSpot = Spot<P::PIXELS, P::Down::LENGTH, P::Across::LENGTH, P::PACKS, P::W>;

// The largest of each window and which of its taps it was; the type's largest number: none.
template <typename P, typename T, typename Choice>
__device__ inline void max_pool(const T* x, T* y, Choice* choice) {
  constexpr int W = P::W;
  typedef typename P::Down Down;
  typedef typename P::Across Across;
  const WindowSpot<P> spot;
  if (!spot.active) {
    return;
  }
  float most[W];
  int winner[W];
#pragma unroll
  for (int k = 0; k < W; k++) {
    most[k] = float_of_bits(0xff800000u);
    winner[k] = -1;
  }
  for (int i = 0; i < Down::TAPS; i++) {
    const int row = Down::place(spot.row, i);
    for (int j = 0; j < Across::TAPS; j++) {
      const int column = Across::place(spot.column, j);
      if (Down::inside(row) && Across::inside(column)) {
        float read[W];
        load<P::READ>(x, P::pixel(spot.image, row, column, spot.channel), read);
#pragma unroll
        for (int k = 0; k < W; k++) {
          const bool wins = winner[k] < 0 || read[k] > most[k];
          most[k] = wins ? read[k] : most[k];
          winner[k] = wins ? i * Across::TAPS + j : winner[k];
        }
      }
    }
  }
  const auto at = P::window(spot.image, spot.row, spot.column, spot.channel);
  store<P::POOLED>(y, at, most);
  Pack<Choice, W> chosen;
#pragma unroll
  for (int k = 0; k < W; k++) {
    chosen.of[k] = (Choice)winner[k];
  }
  *reinterpret_cast<Pack<Choice, W>*>(choice + at) = chosen;
}

// Each pixel adds the signals of the windows that chose it.
template <typename P, typename Choice, typename T>
__device__ inline void max_pool_grad(const Choice* choice, const T* signal, T* y) {
  constexpr int W = P::W;
  typedef typename P::Down Down;
  typedef typename P::Across Across;
  const PixelSpot<P> spot;
  if (!spot.active) {
    return;
  }
  float sum[W] = {};
  const int bottom = Down::last_window(spot.row);
  const int right = Across::last_window(spot.column);
  for (int p = Down::first_window(spot.row); p <= bottom; p++) {
    const int i = Down::tap(spot.row, p);
    for (int q = Across::first_window(spot.column); q <= right; q++) {
      const int j = Across::tap(spot.column, q);
      if (i >= 0 && j >= 0) {
        const auto at = P::window(spot.image, p, q, spot.channel);
        const Choice mine = (Choice)(i * Across::TAPS + j);
        const auto chosen = *reinterpret_cast<const Pack<Choice, W>*>(choice + at);
        float read[W];
        load<P::POOLED>(signal, at, read);
#pragma unroll
        for (int k = 0; k < W; k++) {
          sum[k] += chosen.of[k] == mine ? read[k] : 0.0f;
        }
      }
    }
  }
  store<P::READ>(y, P::pixel(spot.image, spot.row, spot.column, spot.channel), sum);
}

// One over what a window's sum is divided by: its elements, or those that are no padding.
template <typename P, bool PADDING>
__device__ inline float share(int p, int q) {
  typedef typename P::Down Down;
  typedef typename P::Across Across;
  const int covered =
      PADDING ? Down::TAPS * Across::TAPS : Down::covered(p) * Across::covered(q);
  return 1.0f / (covered > 1 ? covered : 1);
}

// The mean of each window.
template <typename P, bool PADDING, typename T>
__device__ inline void avg_pool(const T* x, T* y) {
  constexpr int W = P::W;
  typedef typename P::Down Down;
  typedef typename P::Across Across;
  const WindowSpot<P> spot;
  if (!spot.active) {
    return;
  }
  float sum[W] = {};
  for (int i = 0; i < Down::TAPS; i++) {
    const int row = Down::place(spot.row, i);
    for (int j = 0; j < Across::TAPS; j++) {
      const int column = Across::place(spot.column, j);
      if (Down::inside(row) && Across::inside(column)) {
        float read[W];
        load<P::READ>(x, P::pixel(spot.image, row, column, spot.channel), read);
#pragma unroll
        for (int k = 0; k < W; k++) {
          sum[k] += read[k];
        }
      }
    }
  }
  const float part = share<P, PADDING>(spot.row, spot.column);
#pragma unroll
  for (int k = 0; k < W; k++) {
    sum[k] *= part;
  }
  store<P::POOLED>(y, P::window(spot.image, spot.row, spot.column, spot.channel), sum);
}

// The same for large windows: a block works on TILE packs of one window, its lanes share the taps.
template <typename P, bool PADDING, int TILE, typename T>
__device__ inline void avg_pool_wide(const T* x, T* y) {
  constexpr int W = P::W;
  typedef typename P::Down Down;
  typedef typename P::Across Across;
  typedef ColumnWalk<P::WINDOWS, P::DEPTH, W, TILE, 1> Walk;
  __shared__ float shared[W][256];
  const Walk walk;
  const int q = (int)(walk.chunk % Across::COUNT);
  const int p = (int)(walk.chunk / Across::COUNT % Down::COUNT);
  const int image = (int)(walk.chunk / Across::COUNT / Down::COUNT);
  float sum[W] = {};
  const int taps = walk.active ? Down::TAPS * Across::TAPS : 0;
  for (int tap = walk.lane; tap < taps; tap += Walk::LANES) {
    const int row = Down::place(p, tap / Across::TAPS);
    const int column = Across::place(q, tap % Across::TAPS);
    if (Down::inside(row) && Across::inside(column)) {
      float read[W];
      load<P::READ>(x, P::pixel(image, row, column, walk.column), read);
#pragma unroll
      for (int k = 0; k < W; k++) {
        sum[k] += read[k];
      }
    }
  }
  lanes_sum(walk, sum, shared);
  if (walk.active && walk.lane == 0) {
    const float part = share<P, PADDING>(p, q);
#pragma unroll
    for (int k = 0; k < W; k++) {
      sum[k] *= part;
    }
    store<P::POOLED>(y, P::window(image, p, q, walk.column), sum);
  }
}

// Each pixel adds its parts of the signals of the windows over it.
template <typename P, bool PADDING, typename T>
__device__ inline void avg_pool_grad(const T* signal, T* y) {
  constexpr int W = P::W;
  typedef typename P::Down Down;
  typedef typename P::Across Across;
  const PixelSpot<P> spot;
  if (!spot.active) {
    return;
  }
  float sum[W] = {};
  const int bottom = Down::last_window(spot.row);
  const int right = Across::last_window(spot.column);
  for (int p = Down::first_window(spot.row); p <= bottom; p++) {
    const int i = Down::tap(spot.row, p);
    for (int q = Across::first_window(spot.column); q <= right; q++) {
      const int j = Across::tap(spot.column, q);
      if (i >= 0 && j >= 0) {
        const float part = share<P, PADDING>(p, q);
        float read[W];
        load<P::POOLED>(signal, P::window(spot.image, p, q, spot.channel), read);
#pragma unroll
        for (int k = 0; k < W; k++) {
          sum[k] += part * read[k];
        }
      }
    }
  }
  store<P::READ>(y, P::pixel(spot.image, spot.row, spot.column, spot.channel), sum);
}
