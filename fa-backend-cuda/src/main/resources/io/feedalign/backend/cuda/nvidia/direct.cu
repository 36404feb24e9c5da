// A convolution by its definition, for windows that the library has no algorithm for. Everything
// lies channels-last; sums are double, so their order does not matter to any digit that is kept.
// What comes before this text: the sizes as constants, and the types input_t and output_t.

#ifndef FA_HOST
#define KERNEL_3(name, t0, t1, t2) extern "C" __global__ void name(t0 p0, t1 p1, t2 p2)
#endif

typedef unsigned short half_t;

__device__ inline double widened(float value) { return value; }

__device__ inline double widened(half_t value) {
  union { unsigned int bits; float number; } both;
  both.bits = (unsigned int)value << 16;
  return both.number;
}

__device__ inline void store(float* place, double value) { *place = (float)value; }

__device__ inline void store(half_t* place, double value) {
  union { unsigned int bits; float number; } both;
  both.number = (float)value;
  if (value != value) {
    *place = (half_t)((both.bits >> 16) | 0x40);
    return;
  }
  *place = (half_t)((both.bits + 0x7fff + ((both.bits >> 16) & 1)) >> 16);
}

constexpr long long IMAGES = (long long)N * H * W * C;
constexpr long long SIGNALS = (long long)N * P * Q * O;
constexpr int INS = C / GROUPS;
constexpr int OUTS = O / GROUPS;

__device__ inline long long image_at(long long n, int h, int w, int c) {
  return ((n * H + h) * W + w) * C + c;
}

__device__ inline long long weight_at(int o, int i, int j, int c) {
  return (((long long)o * KH + i) * KW + j) * INS + c;
}

__device__ inline long long signal_at(long long n, int p, int q, int o) {
  return ((n * P + p) * Q + q) * O + o;
}

__device__ inline void drive_one(const input_t* image, const input_t* weight, output_t* signal) {
  long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= SIGNALS) {
    return;
  }
  int o = (int)(at % O);
  int q = (int)(at / O % Q);
  int p = (int)(at / O / Q % P);
  long long n = at / O / Q / P;
  int first = o / OUTS * INS;
  double sum = 0;
  for (int i = 0; i < KH; i++) {
    int h = p * STRIDE_H - TOP + i * DILATION_H;
    for (int j = 0; j < KW; j++) {
      int w = q * STRIDE_W - LEFT + j * DILATION_W;
      if (h >= 0 && h < H && w >= 0 && w < W) {
        for (int c = 0; c < INS; c++) {
          sum += widened(image[image_at(n, h, w, first + c)]) * widened(weight[weight_at(o, i, j, c)]);
        }
      }
    }
  }
  store(signal + at, sum);
}

__device__ inline void pull_one(const input_t* signal, const input_t* weight, output_t* image) {
  long long at = (long long)blockIdx.x * blockDim.x + threadIdx.x;
  if (at >= IMAGES) {
    return;
  }
  int channel = (int)(at % C);
  int w = (int)(at / C % W);
  int h = (int)(at / C / W % H);
  long long n = at / C / W / H;
  int first = channel / INS * OUTS;
  double sum = 0;
  for (int i = 0; i < KH; i++) {
    int down = h + TOP - i * DILATION_H;
    for (int j = 0; j < KW; j++) {
      int right = w + LEFT - j * DILATION_W;
      bool met = down >= 0 && right >= 0 && down % STRIDE_H == 0 && right % STRIDE_W == 0;
      int p = down / STRIDE_H;
      int q = right / STRIDE_W;
      if (met && p < P && q < Q) {
        for (int o = first; o < first + OUTS; o++) {
          sum += widened(signal[signal_at(n, p, q, o)]) * widened(weight[weight_at(o, i, j, channel % INS)]);
        }
      }
    }
  }
  store(image + at, sum);
}

// A block for each weight; its 256 threads share the places of the signal.
__device__ inline void correlate_one(const input_t* image, const input_t* signal, output_t* weight) {
  __shared__ double sums[256];
  int c = (int)(blockIdx.x % INS);
  int j = (int)(blockIdx.x / INS % KW);
  int i = (int)(blockIdx.x / INS / KW % KH);
  int o = (int)(blockIdx.x / INS / KW / KH);
  double sum = 0;
  for (long long at = threadIdx.x; at < (long long)N * P * Q; at += 256) {
    int q = (int)(at % Q);
    int p = (int)(at / Q % P);
    long long n = at / Q / P;
    int h = p * STRIDE_H - TOP + i * DILATION_H;
    int w = q * STRIDE_W - LEFT + j * DILATION_W;
    if (h >= 0 && h < H && w >= 0 && w < W) {
      sum += widened(image[image_at(n, h, w, o / OUTS * INS + c)]) * widened(signal[signal_at(n, p, q, o)]);
    }
  }
  sums[threadIdx.x] = sum;
  for (int half = 128; half > 0; half /= 2) {
    __syncthreads();
    if (threadIdx.x < half) {
      sums[threadIdx.x] += sums[threadIdx.x + half];
    }
  }
  if (threadIdx.x == 0) {
    store(weight + blockIdx.x, sums[0]);
  }
}

KERNEL_3(drive, const input_t*, const input_t*, output_t*) {
  drive_one(p0, p1, p2);
}

KERNEL_3(pull, const input_t*, const input_t*, output_t*) {
  pull_one(p0, p1, p2);
}

KERNEL_3(correlate, const input_t*, const input_t*, output_t*) {
  correlate_one(p0, p1, p2);
}
