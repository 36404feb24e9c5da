// CUDA on paper: it takes the calls that NvidiaDevice makes, writes down their arguments, and does with
// ordinary memory what a device would do with its own. Every kernel doubles four floats.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <string>
#include <vector>

#define NOTE(...) (printf("> " __VA_ARGS__), printf("\n"), fflush(stdout))

typedef std::vector<std::function<void()>> Work;
struct Program { std::string text, log; };

static void* const STREAM = (void*) 0x5157;
static void* const SECOND = (void*) 0x2ECD;
static const size_t FREE = 70ul << 30;
static Work* capturing = nullptr;
static int live = 0;
static bool first = true;

static const char* of(void* stream) {
  return stream == STREAM ? "in the stream" : stream == SECOND ? "in the second stream" : "in ANOTHER stream";
}

extern "C" {
int cudaGetDeviceCount(int* count) { *count = 1; return 0; }
int cudaSetDevice(int device) { return device == 0 ? 0 : 101; }
int cudaDeviceGetAttribute(int* value, int which, int) {
  *value = which == 75 ? 9 : which == 16 ? 132 : 0;
  return 0;
}
int cuDeviceGet(int* device, int index) { *device = index; return 0; }
int cuDeviceGetName(char* name, int size, int) { snprintf(name, size, "Paper H100"); return 0; }
int cudaMemGetInfo(size_t* free, size_t* total) { *free = FREE; *total = 80ul << 30; return 0; }
int cudaDriverGetVersion(int* version) { *version = 13010; return 0; }
int cudaRuntimeGetVersion(int* version) { *version = 13000; return 0; }
int cudaGetLastError() { return 0; }
const char* cudaGetErrorName(int status) { return status == 700 ? "cudaErrorIllegalAddress" : "cudaError"; }
const char* cudaGetErrorString(int) { return "words of CUDA"; }

int cudaStreamCreateWithFlags(void** stream, unsigned flags) {
  *stream = first ? STREAM : SECOND;
  first = false;
  live++;
  NOTE("stream, flags %u", flags);
  return 0;
}
int cudaStreamSynchronize(void* stream) {
  if (stream == SECOND) NOTE("wait for the second stream");
  return stream == STREAM || stream == SECOND ? 0 : 400;
}
int cudaStreamDestroy(void*) { NOTE("stream closed, %d left", --live); return 0; }

int cudaMalloc(void** place, size_t bytes) {
  if (bytes > FREE) return 2;
  *place = aligned_alloc(256, (bytes + 255) / 256 * 256);
  memset(*place, 0xAB, bytes);
  live++;
  return 0;
}
int cudaFree(void* place) { free(place); live--; return 0; }
int cudaMallocHost(void** place, size_t bytes) { *place = malloc(bytes); live++; return 0; }
int cudaFreeHost(void* place) { free(place); live--; return 0; }
int cudaMemsetAsync(void* place, int value, size_t bytes, void* stream) {
  NOTE("set %zu bytes to %d %s", bytes, value, of(stream));
  memset(place, value, bytes);
  return 0;
}
int cudaMemcpyAsync(void* to, const void* from, size_t bytes, int kind, void* stream) {
  NOTE("copy %zu bytes, kind %d %s", bytes, kind, of(stream));
  memcpy(to, from, bytes);
  return 0;
}

int cudaStreamBeginCapture(void* stream, int mode) {
  NOTE("begin capture, mode %d %s", mode, of(stream));
  capturing = new Work;
  return 0;
}
int cudaStreamEndCapture(void*, void** graph) {
  *graph = capturing;
  NOTE("end capture of %zu", capturing->size());
  capturing = nullptr;
  live++;
  return 0;
}
int cudaGraphInstantiate(void** ready, void* graph, unsigned long long) {
  *ready = new Work(*(Work*) graph);
  live++;
  return 0;
}
int cudaGraphUpload(void*, void*) { return 0; }
int cudaGraphLaunch(void* graph, void* stream) {
  NOTE("launch graph %s", of(stream));
  for (auto& step : *(Work*) graph) step();
  return 0;
}
int cudaGraphDestroy(void* graph) { delete (Work*) graph; live--; return 0; }
int cudaGraphExecDestroy(void* graph) { delete (Work*) graph; live--; return 0; }

int cuModuleLoadData(void** module, const void* image) {
  if (getenv("PAPER_DRIVER") && strstr((const char*) image, "PTX")) return 222;
  *module = strdup((const char*) image);
  live++;
  NOTE("load '%s'", (const char*) image);
  return 0;
}
int cuModuleUnload(void* module) { free(module); live--; return 0; }
int cuModuleGetFunction(void** function, void*, const char* name) {
  *function = strdup(name); // never freed, as CUDA's own belong to their module
  return strcmp(name, "missing") == 0 ? 500 : 0;
}
int cuLaunchKernel(void* function, unsigned gridX, unsigned gridY, unsigned gridZ, unsigned blockX, unsigned blockY,
                   unsigned blockZ, unsigned shared, void* stream, void** arguments, void** extra) {
  const char* name = (const char*) function;
  if (strcmp(name, "broken") == 0) return 700;
  NOTE("%s<<<(%u,%u,%u), (%u,%u,%u), %u>>> %s%s", name, gridX, gridY, gridZ, blockX, blockY, blockZ, shared,
       of(stream), extra ? " with MORE" : "");
  float* from = *(float**) arguments[0];
  float* to = *(float**) arguments[1];
  std::function<void()> work = [=] { for (int i = 0; i < 4; i++) to[i] = 2 * from[i]; };
  if (capturing) capturing->push_back(work); else work();
  return 0;
}

// A compiler that knows architectures up to PAPER_NEWEST.
int nvrtcGetSupportedArchs(int* known) {
  const char* newest = getenv("PAPER_NEWEST");
  int count = 0;
  for (int each : {80, 90, 100}) {
    if (each <= (newest ? atol(newest) : 100)) known[count++] = each;
  }
  return 0;
}
int nvrtcGetNumSupportedArchs(int* count) {
  int known[3] = {};
  nvrtcGetSupportedArchs(known);
  *count = (known[0] > 0) + (known[1] > 0) + (known[2] > 0);
  return 0;
}
int nvrtcVersion(int* major, int* minor) { *major = 13; *minor = 0; return 0; }
const char* nvrtcGetErrorString(int) { return "words of NVRTC"; }
int nvrtcCreateProgram(Program** program, const char* text, const char* name, int headers, const char* const*,
                       const char* const*) {
  *program = new Program{text, ""};
  NOTE("compile '%s' as %s with %d headers", text, name, headers);
  return 0;
}
int nvrtcDestroyProgram(Program** program) { delete *program; return 0; }
int nvrtcCompileProgram(Program* program, int count, const char* const* options) {
  for (int i = 0; i < count; i++) NOTE("%s", options[i]);
  bool wrong = program->text.find("wrong") != std::string::npos;
  if (wrong) program->log = "program.cu(1): error: expected a \";\"";
  return wrong ? 6 : 0;
}
int nvrtcGetCUBINSize(Program*, size_t* bytes) { *bytes = 11; return 0; }
int nvrtcGetCUBIN(Program*, char* code) { memcpy(code, "paper code", 11); return 0; }
int nvrtcGetPTXSize(Program*, size_t* bytes) { *bytes = 10; return 0; }
int nvrtcGetPTX(Program*, char* code) { memcpy(code, "paper PTX", 10); return 0; }
int nvrtcGetProgramLogSize(Program* program, size_t* bytes) { *bytes = program->log.size() + 1; return 0; }
int nvrtcGetProgramLog(Program* program, char* log) { strcpy(log, program->log.c_str()); return 0; }

int cudnnCreate(void** library) { *library = (void*) 0xD11; live++; return 0; }
int cudnnSetStream(void* library, void* stream) { return library == (void*) 0xD11 && stream == STREAM ? 0 : 1; }
int cudnnDestroy(void*) { live--; return 0; }
size_t cudnnGetVersion() { return 91900; }
size_t cudnnGetCudartVersion() { const char* built = getenv("PAPER_CUDNN"); return built ? atol(built) : 13000; }
const char* cudnnGetErrorString(int) { return "words of cuDNN"; }
int cublasLtCreate(void** library) { *library = (void*) 0xB1A5; live++; return 0; }
int cublasLtDestroy(void*) { live--; return 0; }
size_t cublasLtGetVersion() { return 130101; }
}
