// cuDNN and cuBLASLt on paper: every descriptor is written down as it is finalised, with the attributes
// that it got, and whoever uses one that is not finalised or is gone is told. Engine 0 rounds, engine 1 is
// slow, engine 2 is fast, engine 3 cannot be made ready. Products are computed.
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#define NOTE(...) (printf("> " __VA_ARGS__), printf("\n"), fflush(stdout))

struct Descriptor {
  int kind;
  bool finalised = false, gone = false;
  std::string told;
  int64_t engine = -1, knob = -1;
  std::vector<Descriptor*> parts;
};

static int live = 0;
static double now = 0;
static int events = 0;

static std::string of(const Descriptor* d) {
  if (d->gone) return "GONE";
  return d->finalised ? std::to_string(d->kind) : "UNFINISHED";
}

static std::string text(int type, int64_t count, const void* values, Descriptor* into) {
  std::string all;
  for (int64_t i = 0; i < count; i++) {
    all += i == 0 ? "" : ",";
    if (type == 3) {
      all += std::to_string(((const int64_t*) values)[i]);
    } else if (type == 4) {
      all += std::to_string((int) ((const float*) values)[i]) + "f";
    } else if (type == 15) {
      Descriptor* part = ((Descriptor* const*) values)[i];
      into->parts.push_back(part);
      if (part->engine >= 0) into->engine = part->engine;
      all += "<" + of(part) + ">";
    } else if (type == 0) {
      all += ((void* const*) values)[i] == (void*) 0xD11 ? "library" : "WRONG LIBRARY";
    } else if (type == 6) {
      all += ((void* const*) values)[i] ? "place" : "nowhere";
    } else {
      all += std::to_string(((const int*) values)[i]);
    }
  }
  return all;
}

__attribute__((destructor)) static void end() { NOTE("%d descriptors and events left", live); }

extern "C" {
int cudnnBackendCreateDescriptor(int kind, void** out) {
  *out = new Descriptor{kind};
  live++;
  return 0;
}
int cudnnBackendDestroyDescriptor(void* it) {
  Descriptor* d = (Descriptor*) it;
  if (d->gone) NOTE("destroyed twice: %d", d->kind);
  d->gone = true; // the memory stays, so that later uses are seen
  live--;
  return 0;
}
int cudnnBackendSetAttribute(void* it, int name, int type, int64_t count, const void* values) {
  Descriptor* d = (Descriptor*) it;
  if (d->gone || d->finalised) NOTE("set too late: %d", d->kind);
  d->told += " " + std::to_string(name) + "=" + text(type, count, values, d);
  if (name == 1301) d->engine = *(const int64_t*) values;
  return 0;
}
int cudnnBackendFinalize(void* it) {
  Descriptor* d = (Descriptor*) it;
  if (d->kind == 5 && d->engine == 3) return 3000;
  NOTE("%d:%s", d->kind, d->told.c_str());
  d->finalised = true;
  return 0;
}
int cudnnBackendGetAttribute(void* it, int name, int type, int64_t room, int64_t* count, void* values) {
  Descriptor* d = (Descriptor*) it;
  if (d->gone || !d->finalised) NOTE("read too early or late: %d", d->kind);
  *count = 1;
  if (name == 202) {
    *count = 4;
    for (int64_t i = 0; i < room && i < 4; i++) {
      Descriptor* config = ((Descriptor**) values)[i];
      config->finalised = true;
      config->engine = i;
    }
  } else if (name == 301 || name == 300) {
    Descriptor* engine = *(Descriptor**) values;
    engine->finalised = true;
    engine->engine = d->engine;
  } else if (name == 302) {
    *count = 2;
    for (int i = 0; i < 2; i++) {
      Descriptor* knob = ((Descriptor**) values)[i];
      knob->finalised = true;
      knob->knob = 7 + i;
    }
  } else if (name == 600) {
    *(int*) values = (int) d->knob;
  } else if (name == 601) {
    *(int64_t*) values = -d->knob;
  } else if (name == 1301) {
    *(int64_t*) values = d->engine;
  } else if (name == 1303) {
    *count = d->engine == 0 ? 2 : 0;
    if (d->engine == 0) ((int*) values)[0] = 0, ((int*) values)[1] = 1;
  } else if (name == 1305) {
    *count = 1;
    *(int*) values = 0;
  } else if (name == 402) {
    *(int64_t*) values = d->engine * 256;
  } else {
    NOTE("unknown attribute %d of type %d", name, type);
  }
  return 0;
}
int cudnnBackendExecute(void* library, void* plan, void* pack) {
  Descriptor* p = (Descriptor*) plan;
  Descriptor* v = (Descriptor*) pack;
  if (library != (void*) 0xD11 || of(p) != "5" || of(v) != "16") NOTE("executed what cannot be");
  now += p->engine == 2 ? 1 : 2;
  if (events == 0) NOTE("engine %ld runs", (long) p->engine); // not only to be measured
  return 0;
}
void cudnnGetLastErrorString(char* words, size_t) { strcpy(words, "on paper"); }

int cudaEventCreate(void** event) { *event = new double(); live++; events++; return 0; }
int cudaEventDestroy(void* event) { delete (double*) event; live--; events--; return 0; }
int cudaEventRecord(void* event, void* stream) {
  *(double*) event = now;
  return stream == (void*) 0x5157 ? 0 : 400;
}
int cudaEventSynchronize(void*) { return 0; }
int cudaEventElapsedTime(float* time, void* start, void* end) {
  *time = (float) (*(double*) end - *(double*) start);
  return 0;
}

struct Layout { int64_t type, rows, columns, leading; };
struct Product { int64_t compute, scale, transA, transB, epilogue; const float* bias; };
struct Algorithm { uint64_t words[8]; };
struct Result { Algorithm algorithm; size_t workspace; int state; float waves; int reserved[4]; };

int cublasLtMatmulDescInit_internal(void* it, size_t, int compute, int scale) {
  *(Product*) it = {compute, scale, 0, 0, 1, nullptr};
  return 0;
}
int cublasLtMatrixLayoutInit_internal(void* it, size_t, int type, uint64_t rows, uint64_t columns, int64_t leading) {
  *(Layout*) it = {type, (int64_t) rows, (int64_t) columns, leading};
  return 0;
}
int cublasLtMatmulPreferenceInit_internal(void* it, size_t size) { memset(it, 0, size); return 0; }
int cublasLtMatmulPreferenceSetAttribute(void*, int name, const void* value, size_t size) {
  if (size == 8) NOTE("wish %d: %ld", name, (long) *(const int64_t*) value);
  else NOTE("wish %d: %d of %zu bytes", name, *(const int*) value, size);
  return 0;
}
int cublasLtMatmulDescSetAttribute(void* it, int name, const void* value, size_t size) {
  Product* product = (Product*) it;
  if (size != (name == 8 ? 8 : 4)) return 7;
  if (name == 8) return product->bias = *(const float* const*) value, 0;
  if (name == 7) return product->epilogue = *(const int*) value, 0;
  (name == 3 ? ((Product*) it)->transA : ((Product*) it)->transB) = *(const int*) value;
  return 0;
}
int cublasLtMatmulAlgoGetHeuristic(void* library, Product* product, void*, void*, void*, void*, void*, int most, Result* found, int* count) {
  if (library != (void*) 0xB1A5) return 1;
  if (product->epilogue == 4 && (!product->bias || getenv("PAPER_EPILOGUE"))) return 15;
  *count = most < 3 ? most : 3;
  for (int i = 0; i < *count; i++) {
    found[i] = Result{{{(uint64_t) i, 1, 2, 3, 4, 5, 6, ~0ull}}, (size_t) i * 512, i == 0 ? 15 : 0};
  }
  return 0;
}
int cublasLtMatmulAlgoCheck(void*, void*, void*, void*, void*, void*, const Algorithm* algorithm, Result* result) {
  result->workspace = algorithm->words[0] * 512;
  return algorithm->words[7] == ~0ull ? 0 : 15;
}
int cublasLtMatmul(void*, Product* product, const float* alpha, const float* a, Layout* la, const float* b, Layout* lb,
                   const float* beta, const float*, Layout*, float* d, Layout* ld, const Algorithm* algorithm,
                   void* workspace, size_t bytes, void* stream) {
  if (*alpha != 1 || *beta != 0 || stream != (void*) 0x5157 || (bytes > 0) != (workspace != nullptr)) return 7;
  int64_t inner = product->transA ? la->rows : la->columns;
  for (int64_t i = 0; i < ld->rows; i++) {
    for (int64_t j = 0; j < ld->columns; j++) {
      float sum = 0;
      for (int64_t k = 0; k < inner; k++) {
        float left = product->transA ? a[i * la->leading + k] : a[k * la->leading + i];
        float right = product->transB ? b[k * lb->leading + j] : b[j * lb->leading + k];
        sum += left * right;
      }
      d[j * ld->leading + i] = product->epilogue == 4 ? sum + product->bias[i] : sum;
    }
  }
  now += algorithm->words[0] == 2 ? 1 : 3;
  return 0;
}
}
