// What a CUDA compiler would know by itself, for a C++ compiler: kernel sources are compiled behind
// this text and run by machine.cpp. One block runs at a time, its threads one after the other from
// barrier to barrier.
#define __global__
#define __device__
#define __host__
#define __constant__ static const
#define __forceinline__ inline
#define __noinline__
#define __launch_bounds__(...)
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))

struct fa_index { unsigned int x, y, z; };
extern fa_index threadIdx, blockIdx, blockDim, gridDim;
extern "C" void fa_barrier();
static inline void __syncthreads() { fa_barrier(); }

struct alignas(8) float2 { float x, y; };
struct alignas(16) float4 { float x, y, z, w; };
struct alignas(8) int2 { int x, y; };
struct alignas(16) int4 { int x, y, z, w; };
struct alignas(8) uint2 { unsigned int x, y; };
struct alignas(16) uint4 { unsigned int x, y, z, w; };
struct alignas(4) ushort2 { unsigned short x, y; };
struct alignas(8) ushort4 { unsigned short x, y, z, w; };
struct alignas(4) uchar4 { unsigned char x, y, z, w; };
struct alignas(16) double2 { double x, y; };
static inline float2 make_float2(float x, float y) { return {x, y}; }
static inline float4 make_float4(float x, float y, float z, float w) { return {x, y, z, w}; }
static inline uint2 make_uint2(unsigned x, unsigned y) { return {x, y}; }
static inline uint4 make_uint4(unsigned x, unsigned y, unsigned z, unsigned w) { return {x, y, z, w}; }
static inline ushort4 make_ushort4(unsigned short x, unsigned short y, unsigned short z, unsigned short w) {
  return {x, y, z, w};
}

extern "C" {
float expf(float); float logf(float); float sqrtf(float); float fabsf(float); float tanhf(float);
float floorf(float); float ceilf(float); float truncf(float); float rintf(float); float fminf(float, float);
float fmaxf(float, float); float powf(float, float); float fmaf(float, float, float); float copysignf(float, float);
float log1pf(float); float expm1f(float); float exp2f(float); float log2f(float); float erff(float);
float sinf(float); float cosf(float);
double exp(double); double log(double); double sqrt(double); double fabs(double); double tanh(double);
double floor(double); double ceil(double); double trunc(double); double rint(double); double fmin(double, double);
double fmax(double, double); double pow(double, double); double fma(double, double, double);
double copysign(double, double); double log1p(double); double expm1(double);
}
static inline float exp(float x) { return expf(x); }
static inline float log(float x) { return logf(x); }
static inline float sqrt(float x) { return sqrtf(x); }
static inline float fabs(float x) { return fabsf(x); }
static inline float tanh(float x) { return tanhf(x); }
static inline float rsqrtf(float x) { return 1.0f / sqrtf(x); }
static inline int min(int a, int b) { return b < a ? b : a; }
static inline int max(int a, int b) { return a < b ? b : a; }
static inline long long min(long long a, long long b) { return b < a ? b : a; }
static inline long long max(long long a, long long b) { return a < b ? b : a; }
static inline float min(float a, float b) { return fminf(a, b); }
static inline float max(float a, float b) { return fmaxf(a, b); }
static inline bool isnan(float x) { return x != x; }
static inline bool isnan(double x) { return x != x; }
static inline bool isinf(float x) { return __builtin_isinf(x); }
static inline bool isfinite(float x) { return __builtin_isfinite(x); }
static inline bool isfinite(double x) { return __builtin_isfinite(x); }
static inline bool signbit(float x) { return __builtin_signbit(x); }

template <class To, class From> static inline To fa_bits(From from) {
  static_assert(sizeof(To) == sizeof(From), "");
  To to;
  __builtin_memcpy(&to, &from, sizeof to);
  return to;
}
static inline int __float_as_int(float x) { return fa_bits<int>(x); }
static inline unsigned __float_as_uint(float x) { return fa_bits<unsigned>(x); }
static inline float __int_as_float(int x) { return fa_bits<float>(x); }
static inline float __uint_as_float(unsigned x) { return fa_bits<float>(x); }
static inline long long __double_as_longlong(double x) { return fa_bits<long long>(x); }
static inline double __longlong_as_double(long long x) { return fa_bits<double>(x); }
static inline unsigned __umulhi(unsigned a, unsigned b) {
  return (unsigned)(((unsigned long long)a * b) >> 32);
}
static inline float __fmul_rn(float a, float b) { return a * b; }
static inline float __fadd_rn(float a, float b) { return a + b; }
static inline float __fdiv_rn(float a, float b) { return a / b; }
static inline float __fsqrt_rn(float a) { return sqrtf(a); }
static inline float __frcp_rn(float a) { return 1.0f / a; }
static inline double __dmul_rn(double a, double b) { return a * b; }
static inline double __dadd_rn(double a, double b) { return a + b; }
static inline double __ddiv_rn(double a, double b) { return a / b; }
static inline double __dsqrt_rn(double a) { return sqrt(a); }

// A kernel gets its arguments as an array of pointers.
#define KERNEL_1(name, T0) \
  static void name##_body(T0 p0); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0]); } \
  static void name##_body(T0 p0)
#define KERNEL_2(name, T0, T1) \
  static void name##_body(T0 p0, T1 p1); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1]); } \
  static void name##_body(T0 p0, T1 p1)
#define KERNEL_3(name, T0, T1, T2) \
  static void name##_body(T0 p0, T1 p1, T2 p2); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2)
#define KERNEL_4(name, T0, T1, T2, T3) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3)
#define KERNEL_5(name, T0, T1, T2, T3, T4) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4)
#define KERNEL_6(name, T0, T1, T2, T3, T4, T5) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5)
#define KERNEL_7(name, T0, T1, T2, T3, T4, T5, T6) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6)
#define KERNEL_8(name, T0, T1, T2, T3, T4, T5, T6, T7) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7)
#define KERNEL_9(name, T0, T1, T2, T3, T4, T5, T6, T7, T8) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8)
#define KERNEL_10(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9)
#define KERNEL_11(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10)
#define KERNEL_12(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11)
#define KERNEL_13(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12)
#define KERNEL_14(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13)
#define KERNEL_15(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14)
#define KERNEL_16(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15)
#define KERNEL_17(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16)
#define KERNEL_18(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17)
#define KERNEL_19(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17], (T18)fa_p[18]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18)
#define KERNEL_20(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17], (T18)fa_p[18], (T19)fa_p[19]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19)
#define KERNEL_21(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17], (T18)fa_p[18], (T19)fa_p[19], (T20)fa_p[20]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20)
#define KERNEL_22(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20, T21) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20, T21 p21); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17], (T18)fa_p[18], (T19)fa_p[19], (T20)fa_p[20], (T21)fa_p[21]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20, T21 p21)
#define KERNEL_23(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20, T21, T22) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20, T21 p21, T22 p22); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17], (T18)fa_p[18], (T19)fa_p[19], (T20)fa_p[20], (T21)fa_p[21], (T22)fa_p[22]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20, T21 p21, T22 p22)
#define KERNEL_24(name, T0, T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20, T21, T22, T23) \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20, T21 p21, T22 p22, T23 p23); \
  extern "C" void name(void** fa_p) { name##_body((T0)fa_p[0], (T1)fa_p[1], (T2)fa_p[2], (T3)fa_p[3], (T4)fa_p[4], (T5)fa_p[5], (T6)fa_p[6], (T7)fa_p[7], (T8)fa_p[8], (T9)fa_p[9], (T10)fa_p[10], (T11)fa_p[11], (T12)fa_p[12], (T13)fa_p[13], (T14)fa_p[14], (T15)fa_p[15], (T16)fa_p[16], (T17)fa_p[17], (T18)fa_p[18], (T19)fa_p[19], (T20)fa_p[20], (T21)fa_p[21], (T22)fa_p[22], (T23)fa_p[23]); } \
  static void name##_body(T0 p0, T1 p1, T2 p2, T3 p3, T4 p4, T5 p5, T6 p6, T7 p7, T8 p8, T9 p9, T10 p10, T11 p11, T12 p12, T13 p13, T14 p14, T15 p15, T16 p16, T17 p17, T18 p18, T19 p19, T20 p20, T21 p21, T22 p22, T23 p23)
