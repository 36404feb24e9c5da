// What only moves numbers. N elements, W of them by each thread.

template <long long N, int W, typename T>
__device__ inline void copy(const T* from, T* to) {
  const index_of<N> i = first_of_thread<N, W>();
  if (i >= N) {
    return;
  }
  if (N % W == 0 || i + W <= N) {
    *reinterpret_cast<Pack<T, W>*>(to + i) = *reinterpret_cast<const Pack<T, W>*>(from + i);
  } else {
    for (index_of<N> k = i; k < N; k++) {
      to[k] = from[k];
    }
  }
}

template <long long N, int W, typename T, typename X>
__device__ inline void fill(T* to, X number) {
  const index_of<N> i = first_of_thread<N, W>();
  if (i >= N) {
    return;
  }
  X x[W];
#pragma unroll
  for (int k = 0; k < W; k++) {
    x[k] = number;
  }
  store<N>(to, i, x);
}

template <long long N, int CLASSES>
__device__ inline void one_hot(const int* target, float* to) {
  const index_of<N> i = first_of_thread<N, 4>();
  if (i >= N) {
    return;
  }
  float x[4];
#pragma unroll
  for (int k = 0; k < 4; k++) {
    const index_of<N> e = i + k < N ? i + k : i;
    x[k] = target[e / CLASSES] == (int)(e % CLASSES) ? 1.0f : 0.0f;
  }
  store<N>(to, i, x);
}

// Columns FROM to FROM + TAKEN of a matrix of WIDTH columns.
template <long long N, int WIDTH, int FROM, int TAKEN, typename T>
__device__ inline void columns(const T* from, T* to) {
  const index_of<N> i = first_of_thread<N, 1>();
  if (i < N) {
    to[i] = from[i / TAKEN * WIDTH + FROM + i % TAKEN];
  }
}

// From images to images of another shape: element i in logical order lies elsewhere in each.
template <long long N, long long C, long long P, long long TO_C, long long TO_P, typename T>
__device__ inline void reorder(const T* from, T* to) {
  const index_of<N> i = first_of_thread<N, 1>();
  if (i < N) {
    to[i] = from[order_stored<C, P>(order_logical<TO_C, TO_P>(i))];
  }
}
