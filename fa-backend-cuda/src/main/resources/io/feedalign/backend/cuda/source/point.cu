// Functions of one element, with the zeros, signs and undefined numbers that Java's have.

__device__ inline float maximum(float a, float b) {
  if (a == b) {
    return float_of_bits(bits_of_float(a) & bits_of_float(b));
  }
  return a > b || a != a ? a : b;
}

__device__ inline float minimum(float a, float b) {
  if (a == b) {
    return float_of_bits(bits_of_float(a) | bits_of_float(b));
  }
  return a < b || a != a ? a : b;
}

__device__ inline float absolute(float x) {
  return float_of_bits(bits_of_float(x) & 0x7fffffffu);
}

__device__ inline float sign(float x) {
  return x > 0 ? 1.0f : x < 0 ? -1.0f : x == 0 ? 0.0f : x;
}

__device__ inline float square(float x) {
  return x * x;
}

__device__ inline float square_root(float x) {
  return sqrtf(x);
}

__device__ inline float relu(float x) {
  return x <= 0 ? 0.0f : x;
}

__device__ inline float positive(float x) {
  return x > 0 ? 1.0f : 0.0f;
}

__device__ inline float clamped(float x, float low, float high) {
  return minimum(maximum(x, low), high);
}

// The rational approximation that the CPU's kernels use too, right to a few units in the last place.
__device__ inline float hyperbolic_tangent(float x) {
  const float v = clamped(x, -7.905311f, 7.905311f);
  const float q = v * v;
  float top = 2.00018790482477e-13f + q * -2.76076847742355e-16f;
  top = -8.60467152213735e-11f + q * top;
  top = 5.12229709037114e-08f + q * top;
  top = 1.48572235717979e-05f + q * top;
  top = 6.37261928875436e-04f + q * top;
  top = 4.89352455891786e-03f + q * top;
  float bottom = 1.18534705686654e-04f + q * 1.19825839466702e-06f;
  bottom = 2.26843463243900e-03f + q * bottom;
  bottom = 4.89352518554385e-03f + q * bottom;
  return v * top / bottom;
}

__device__ inline float sigmoid(float x) {
  return 1.0f / (1.0f + expf(-x));
}

__device__ inline float relu_gate(float a, float b) {
  return b > 0 ? a : 0.0f;
}

__device__ inline float tanh_gate(float a, float b) {
  return a * (1.0f - b * b);
}

__device__ inline float sigmoid_gate(float a, float b) {
  return a * (b * (1.0f - b));
}

// As Java rounds: towards zero, to the nearest there is, and 0 for what is no number.
__device__ inline int truncated(float x) {
  return x >= 2147483648.0f ? 2147483647 : x < -2147483648.0f ? -2147483647 - 1 : x == x ? (int)x : 0;
}
