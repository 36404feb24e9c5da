// What every kernel may use. Nothing is included: the run-time compiler has no headers. Under
// FA_HOST the same text is compiled as C++, with CUDA's words defined by whoever compiles it.

#ifndef FA_HOST
#define KERNEL_1(name, t0) extern "C" __global__ void name(t0 p0)
#define KERNEL_2(name, t0, t1) extern "C" __global__ void name(t0 p0, t1 p1)
#define KERNEL_3(name, t0, t1, t2) extern "C" __global__ void name(t0 p0, t1 p1, t2 p2)
#define KERNEL_4(name, t0, t1, t2, t3) extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3)
#define KERNEL_5(name, t0, t1, t2, t3, t4) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4)
#define KERNEL_6(name, t0, t1, t2, t3, t4, t5) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5)
#define KERNEL_7(name, t0, t1, t2, t3, t4, t5, t6) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6)
#define KERNEL_8(name, t0, t1, t2, t3, t4, t5, t6, t7) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7)
#define KERNEL_9(name, t0, t1, t2, t3, t4, t5, t6, t7, t8) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8)
#define KERNEL_10(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9)
#define KERNEL_11(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10)
#define KERNEL_12(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11)
#define KERNEL_13(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12)
#define KERNEL_14(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13)
#define KERNEL_15(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14)
#define KERNEL_16(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15)
#define KERNEL_17(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16)
#define KERNEL_18(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17)
#define KERNEL_19(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17, t18) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17, t18 p18)
#define KERNEL_20(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17, t18, t19) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17, t18 p18, \
      t19 p19)
#define KERNEL_21(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17, t18, t19, t20) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17, t18 p18, \
      t19 p19, t20 p20)
#define KERNEL_22(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17, t18, t19, t20, t21) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17, t18 p18, \
      t19 p19, t20 p20, t21 p21)
#define KERNEL_23(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17, t18, t19, t20, t21, t22) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17, t18 p18, \
      t19 p19, t20 p20, t21 p21, t22 p22)
#define KERNEL_24(name, t0, t1, t2, t3, t4, t5, t6, t7, t8, t9, t10, t11, t12, t13, t14, t15, \
    t16, t17, t18, t19, t20, t21, t22, t23) \
  extern "C" __global__ void name(t0 p0, t1 p1, t2 p2, t3 p3, t4 p4, t5 p5, t6 p6, t7 p7, t8 p8, \
      t9 p9, t10 p10, t11 p11, t12 p12, t13 p13, t14 p14, t15 p15, t16 p16, t17 p17, t18 p18, \
      t19 p19, t20 p20, t21 p21, t22 p22, t23 p23)
#endif

// The upper half of a float.
struct bf16 {
  unsigned short bits;
};

__device__ inline float float_of_bits(unsigned bits) {
  union {
    unsigned bits;
    float number;
  } both;
  both.bits = bits;
  return both.number;
}

__device__ inline unsigned bits_of_float(float number) {
  union {
    float number;
    unsigned bits;
  } both;
  both.number = number;
  return both.bits;
}

__device__ inline float widen(float x) {
  return x;
}

__device__ inline float widen(bf16 x) {
  return float_of_bits((unsigned)x.bits << 16);
}

__device__ inline int widen(int x) {
  return x;
}

__device__ inline void narrow(float x, float& y) {
  y = x;
}

__device__ inline void narrow(int x, int& y) {
  y = x;
}

// To the nearest, ties to even; what is not a number stays so.
__device__ inline void narrow(float x, bf16& y) {
  const unsigned bits = bits_of_float(x);
  y.bits = x != x ? 0x7fc0 : (unsigned short)((bits + 0x7fff + (bits >> 16 & 1)) >> 16);
}

// What is left of a number that is stored and read again.
template <typename T>
__device__ inline float rounded(float x) {
  T stored;
  narrow(x, stored);
  return widen(stored);
}

// Indices of N elements: 32 bits where they suffice, since 64 are slow to divide.
template <bool SMALL>
struct IndexOf {
  typedef unsigned type;
};

template <>
struct IndexOf<false> {
  typedef long long type;
};

template <long long N>
using index_of = typename IndexOf<(N < 0x70000000LL)>::type;

// The first of the W neighbouring elements that this thread works on; it may lie behind the last.
template <long long N, int W>
__device__ inline index_of<N> first_of_thread() {
  return ((index_of<N>)blockIdx.x * blockDim.x + threadIdx.x) * W;
}

// W neighbours that are read or written at once.
template <typename T, int W>
struct alignas(sizeof(T) * W) Pack {
  T of[W];
};

// W of N elements, from the i-th on, i being a multiple of W; those behind the last are zeros.
template <long long N, typename I, typename T, typename X, int W>
__device__ inline void load(const T* from, I i, X (&x)[W]) {
  if (N % W == 0 || i + W <= N) {
    const Pack<T, W> pack = *reinterpret_cast<const Pack<T, W>*>(from + i);
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] = widen(pack.of[k]);
    }
  } else {
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] = i + k < N ? widen(from[i + k]) : X(0);
    }
  }
}

// The same the other way; nothing is stored behind the last.
template <long long N, typename I, typename T, typename X, int W>
__device__ inline void store(T* to, I i, const X (&x)[W]) {
  if (N % W == 0 || i + W <= N) {
    Pack<T, W> pack;
#pragma unroll
    for (int k = 0; k < W; k++) {
      narrow(x[k], pack.of[k]);
    }
    *reinterpret_cast<Pack<T, W>*>(to + i) = pack;
  } else {
#pragma unroll
    for (int k = 0; k < W; k++) {
      if (i + k < N) {
        narrow(x[k], to[i + k]);
      }
    }
  }
}

// A vector's elements for W of N places: place e belongs to its element e / INNER % EXTENT.
template <long long N, long long INNER, int EXTENT, typename I, typename T, int W>
__device__ inline void load_along(const T* vector, I i, float (&x)[W]) {
  if constexpr (INNER % W == 0) {
    const float one = widen(vector[i / (I)INNER % (I)EXTENT]);
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] = one;
    }
  } else if constexpr (INNER == 1 && EXTENT % W == 0) {
    load<EXTENT>(vector, i % (I)EXTENT, x);
  } else {
#pragma unroll
    for (int k = 0; k < W; k++) {
      x[k] = widen(vector[(i + k) / (I)INNER % (I)EXTENT]);
    }
  }
}

// What all T threads of a block hold, joined two by two in an order that never changes; all get
// it. T is a power of two, shared has T elements and may be used again afterwards.
template <int T, typename V, typename Join>
__device__ inline V block_tree(V mine, V* shared, Join join) {
  const int t = threadIdx.x;
  shared[t] = mine;
  __syncthreads();
  for (int half = T / 2; half > 0; half /= 2) {
    if (t < half) {
      shared[t] = join(shared[t], shared[t + half]);
    }
    __syncthreads();
  }
  const V joined = shared[0];
  __syncthreads();
  return joined;
}

template <int T, typename V>
__device__ inline V block_sum(V mine, V* shared) {
  return block_tree<T>(mine, shared, [](V a, V b) { return a + b; });
}
