// Random numbers with the bits that io.feedalign.ir.Philox and NormalQuantile give on the CPU.

struct PhiloxBlock {
  unsigned word[4];
};

__device__ inline PhiloxBlock philox(unsigned long long key, int step, unsigned long long block) {
  unsigned c0 = (unsigned)block;
  unsigned c1 = (unsigned)(block >> 32);
  unsigned c2 = (unsigned)step;
  unsigned c3 = 0;
  unsigned k0 = (unsigned)key;
  unsigned k1 = (unsigned)(key >> 32);
#pragma unroll
  for (int round = 0; round < 10; round++) {
    const unsigned long long a = 0xD2511F53ULL * c0;
    const unsigned long long b = 0xCD9E8D57ULL * c2;
    c0 = (unsigned)(b >> 32) ^ c1 ^ k0;
    c2 = (unsigned)(a >> 32) ^ c3 ^ k1;
    c1 = (unsigned)b;
    c3 = (unsigned)a;
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  return PhiloxBlock{{c0, c1, c2, c3}};
}

struct Uniform {
  __device__ static inline float of(unsigned word) {
    return (float)(word >> 8) * 5.9604644775390625e-8f;
  }
};

// The natural logarithm of fdlibm for 0 < x <= 1 and no subnormal x: the bits of Java's StrictMath.
__device__ inline double strict_log(double x) {
  union {
    double number;
    unsigned long long bits;
  } both;
  both.number = x;
  int high = (int)(both.bits >> 32);
  int k = (high >> 20) - 1023;
  high &= 0xfffff;
  const int carry = (high + 0x95f64) & 0x100000;
  both.bits = (unsigned long long)(unsigned)(high | (carry ^ 0x3ff00000)) << 32 |
              (both.bits & 0xffffffffULL);
  k += carry >> 20;
  const double ln2_high = 6.93147180369123816490e-01;
  const double ln2_low = 1.90821492927058770002e-10;
  const double f = both.number - 1.0;
  const double dk = (double)k;
  if ((0x000fffff & (2 + high)) < 3) {
    if (f == 0) {
      return k == 0 ? 0 : dk * ln2_high + dk * ln2_low;
    }
    const double r = f * f * (0.5 - 0.33333333333333333 * f);
    return k == 0 ? f - r : dk * ln2_high - ((r - dk * ln2_low) - f);
  }
  const double s = f / (2.0 + f);
  const double z = s * s;
  const double w = z * z;
  const double t1 =
      w * (3.999999999940941908e-01 + w * (2.222219843214978396e-01 + w * 1.531383769920937332e-01));
  const double t2 =
      z * (6.666666666666735130e-01 +
           w * (2.857142874366239149e-01 +
                w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01)));
  const double r = t2 + t1;
  if (((high - 0x6147a) | (0x6b851 - high)) > 0) {
    const double half = 0.5 * f * f;
    return k == 0 ? f - (half - s * (half + r))
                  : dk * ln2_high - ((half - (s * (half + r) + dk * ln2_low)) - f);
  }
  return k == 0 ? f - s * (f - r) : dk * ln2_high - ((s * (f - r) - dk * ln2_low) - f);
}

__device__ inline double normal_tail(double p) {
  double r = sqrt(-strict_log(p));
  if (r <= 5) {
    r = r - 1.6;
    const double top =
        ((1.7023821103e-1 * r + 1.3067284816e0) * r + 2.7568153900e0) * r + 1.4234372777e0;
    const double bottom = (1.2021132975e-1 * r + 7.3700164250e-1) * r + 1.0;
    return top / bottom;
  }
  r = r - 5;
  const double top =
      ((1.7337203997e-2 * r + 4.2868294337e-1) * r + 3.0812263860e0) * r + 6.6579051150e0;
  const double bottom = (1.2258202635e-2 * r + 2.4197894225e-1) * r + 1.0;
  return top / bottom;
}

struct Normal {
  __device__ static inline float of(unsigned word) {
    const double p = ((double)(word >> 8) + 0.5) * 5.9604644775390625e-8;
    const double q = p - 0.5;
    if (q < -0.425 || q > 0.425) {
      return (float)(q < 0 ? -normal_tail(p) : normal_tail(1 - p));
    }
    const double r = 0.180625 - q * q;
    const double top =
        ((5.9109374720e1 * r + 1.5929113202e2) * r + 5.0434271938e1) * r + 3.3871327179e0;
    const double bottom =
        ((6.7187563600e1 * r + 7.8757757664e1) * r + 1.7895169469e1) * r + 1.0;
    return (float)(q * top / bottom);
  }
};

// N elements in logical order, four by four as a block gives them, each put where it lies.
template <typename D, long long N, long long C, long long P, unsigned long long KEY, typename T>
__device__ inline void random_numbers(const int* step, T* to) {
  const index_of<N> first = first_of_thread<N, 4>();
  if (first >= N) {
    return;
  }
  const PhiloxBlock block = philox(KEY, step[0], (unsigned long long)first / 4);
  float x[4];
#pragma unroll
  for (int k = 0; k < 4; k++) {
    x[k] = D::of(block.word[k]);
  }
  if constexpr (C == 1 || P == 1) {
    store<N>(to, first, x);
  } else {
#pragma unroll
    for (int k = 0; k < 4; k++) {
      if (first + k < N) {
        narrow(x[k], to[order_stored<C, P>(first + k)]);
      }
    }
  }
}
