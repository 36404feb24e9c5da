// Stands in for a GPU: maps the memory that the tests share with it, and obeys commands, one a line.
//   machine FILE BYTES BASE
// Commands that answer do so with one line, "ok NUMBER" or "error TEXT"; "run" does not answer, its
// errors are told at the next "sync".
#include <dlfcn.h>
#include <fcntl.h>
#include <link.h>
#include <setjmp.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

#include <functional>
#include <iostream>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

struct fa_index { unsigned int x, y, z; };
fa_index threadIdx, blockIdx, blockDim{1, 1, 1}, gridDim{1, 1, 1};

namespace {
typedef void (*Entry)(void**);
typedef std::function<void()> Work;

const size_t STACK = 128 << 10;
const unsigned SECONDS = 120;

std::string fault;       // the first since the last sync
const char* running = "nothing";

// ---- threads of a block: one fiber runs them one after the other, and a new one takes over where
// a thread waits at a barrier. Every other launch goes through blocks and threads backwards, so that
// whoever forgot a barrier gets other numbers.

struct Fiber {
  ucontext_t start;
  jmp_buf at;
  bool begun, waiting;
  unsigned thread;
};

std::vector<Fiber*> fibers;
jmp_buf scheduler;
Fiber* current;
Entry entry;
void** arguments;
unsigned begun;
bool backwards;

void loop() {
  Fiber* self = current;
  for (;;) {
    while (begun < blockDim.x) {
      unsigned turn = begun++;
      self->thread = backwards ? blockDim.x - 1 - turn : turn;
      threadIdx.x = self->thread;
      entry(arguments);
    }
    if (!_setjmp(self->at)) _longjmp(scheduler, 1);
  }
}

void resume(Fiber* fiber) {
  current = fiber;
  fiber->waiting = false;
  threadIdx.x = fiber->thread;
  if (_setjmp(scheduler)) return;
  if (fiber->begun) _longjmp(fiber->at, 1);
  fiber->begun = true;
  setcontext(&fiber->start);
}

Fiber* fiber(size_t index) {
  if (index == fibers.size()) {
    Fiber* fresh = new Fiber();
    getcontext(&fresh->start);
    fresh->start.uc_stack.ss_sp =
        mmap(0, STACK, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    fresh->start.uc_stack.ss_size = STACK;
    makecontext(&fresh->start, loop, 0);
    fibers.push_back(fresh);
  }
  return fibers[index];
}

bool block() {
  begun = 0;
  size_t used = 0;
  while (begun < blockDim.x) resume(fiber(used++));
  if (!fibers[used - 1]->waiting) used--;
  bool forwards = true;
  while (used > 0) {
    if (used < blockDim.x) return false;
    for (size_t i = 0; i < used; i++) resume(fibers[forwards ? i : used - 1 - i]);
    forwards = !forwards;
    size_t waiting = 0;
    for (size_t i = 0; i < used; i++) waiting += fibers[i]->waiting;
    if (waiting != 0 && waiting != used) return false;
    used = waiting;
  }
  return true;
}

// Where a library keeps what it has not set: the shared memory of its blocks, and nothing else.
struct Shared {
  char* start = nullptr;
  size_t bytes = 0;
};

struct Launch {
  std::string name;
  Shared shared;
  Entry kernel;
  unsigned blocks, threads, times = 0;
  std::vector<void*> pointers;

  void operator()() {
    running = name.c_str();
    entry = kernel;
    arguments = pointers.data();
    blockDim.x = threads;
    gridDim.x = blocks;
    backwards = times++ % 2 == 1;
    memset(shared.start, 0xff, shared.bytes);
    for (unsigned i = 0; i < blocks; i++) {
      blockIdx.x = backwards ? blocks - 1 - i : i;
      if (!block()) {
        fault = "kernel " + name + ": not all threads of block " + std::to_string(blockIdx.x) +
                " reach a barrier that others wait at";
        for (Fiber* old : fibers) old->begun = false, makecontext(&old->start, loop, 0);
        return;
      }
    }
    running = "nothing";
  }
};

void crashed(int signal, siginfo_t* info, void*) {
  char text[400];
  const char* what = signal == SIGALRM   ? "runs for ever"
                     : signal == SIGSEGV ? "touches memory that is not allocated"
                     : signal == SIGILL  ? "breaks alignment or the bounds of an array, or divides by zero"
                                         : "crashed";
  int length = snprintf(text, sizeof text, "error kernel %s %s (signal %d, address %p, block %u, thread %u)\n",
                        running, what, signal, info ? info->si_addr : nullptr, blockIdx.x, threadIdx.x);
  if (write(1, text, length) < 0) _exit(4);
  _exit(3);
}

// ---- convolutions and products: plain loops, sums in double precision

struct Numbers {
  void* at;
  bool narrow;

  double get(size_t i) const {
    if (!narrow) return static_cast<float*>(at)[i];
    uint32_t bits = static_cast<uint32_t>(static_cast<uint16_t*>(at)[i]) << 16;
    float wide;
    memcpy(&wide, &bits, sizeof wide);
    return wide;
  }

  void put(size_t i, double number) const {
    float single = static_cast<float>(number);
    if (!narrow) {
      static_cast<float*>(at)[i] = single;
      return;
    }
    uint32_t bits;
    memcpy(&bits, &single, sizeof bits);
    uint32_t rounded = (bits + 0x7fffu + ((bits >> 16) & 1u)) >> 16;
    static_cast<uint16_t*>(at)[i] = single != single ? 0x7fc0u : rounded;
  }
};

struct Convolution {
  int verb, kh, kw, sh, sw, top, left, dh, dw, groups, n, c, h, w, o, p, q, narrowIn, narrowOut;

  bool read(std::istream& in) {
    for (int* field = &verb; field <= &narrowOut; field++) in >> *field;
    return static_cast<bool>(in);
  }

  size_t image(int in, int ic, int y, int x) const { return ((size_t(in) * h + y) * w + x) * c + ic; }
  size_t signal(int in, int oc, int y, int x) const { return ((size_t(in) * p + y) * q + x) * o + oc; }
  size_t weight(int oc, int ic, int y, int x) const {
    return ((size_t(oc) * kh + y) * kw + x) * (c / groups) + ic;
  }

  // Every (sample, output place, tap, channel pair) once, as indices of the three operands.
  template <class Visit> void walk(Visit visit) const {
    int cg = c / groups, og = o / groups;
    for (int in = 0; in < n; in++)
      for (int y = 0; y < p; y++)
        for (int x = 0; x < q; x++)
          for (int ky = 0; ky < kh; ky++)
            for (int kx = 0; kx < kw; kx++) {
              int iy = y * sh - top + ky * dh, ix = x * sw - left + kx * dw;
              if (iy < 0 || iy >= h || ix < 0 || ix >= w) continue;
              for (int oc = 0; oc < o; oc++) {
                int first = oc / og * cg;
                size_t from = image(in, first, iy, ix), by = weight(oc, 0, ky, kx);
                size_t to = signal(in, oc, y, x);
                for (int ic = 0; ic < cg; ic++) visit(from + ic, by + ic, to);
              }
            }
  }

  int operands() const { return 3; }

  void operator()(void* first, void* second, void*, void* output) const {
    size_t images = size_t(n) * c * h * w, weights = size_t(o) * (c / groups) * kh * kw;
    size_t signals = size_t(n) * o * p * q;
    auto widened = [&](void* at, size_t count) {
      std::vector<double> all(count);
      for (size_t i = 0; i < count; i++) all[i] = Numbers{at, narrowIn != 0}.get(i);
      return all;
    };
    std::vector<double> a = widened(first, verb == 1 ? signals : images);
    std::vector<double> b = widened(second, verb == 2 ? signals : weights);
    std::vector<double> sums(verb == 0 ? signals : verb == 1 ? images : weights);
    if (verb == 0) walk([&](size_t i, size_t k, size_t s) { sums[s] += a[i] * b[k]; });
    if (verb == 1) walk([&](size_t i, size_t k, size_t s) { sums[i] += a[s] * b[k]; });
    if (verb == 2) walk([&](size_t i, size_t k, size_t s) { sums[k] += a[i] * b[s]; });
    for (size_t i = 0; i < sums.size(); i++) Numbers{output, narrowOut != 0}.put(i, sums[i]);
  }
};

struct Product {
  int rows, columns, inner, transposeA, transposeB, narrowA, narrowB, narrowOut, biased;

  bool read(std::istream& in) {
    for (int* field = &rows; field <= &biased; field++) in >> *field;
    return static_cast<bool>(in);
  }

  int operands() const { return biased ? 4 : 3; }

  // The sum is rounded once before the bias is added to it, as it would be if it were stored.
  void operator()(void* first, void* second, void* bias, void* output) const {
    Numbers a{first, narrowA != 0}, b{second, narrowB != 0}, c{output, narrowOut != 0};
    for (size_t i = 0; i < size_t(rows); i++)
      for (size_t j = 0; j < size_t(columns); j++) {
        double sum = 0;
        for (size_t k = 0; k < size_t(inner); k++)
          sum += a.get(transposeA ? k * rows + i : i * inner + k) *
                 b.get(transposeB ? j * inner + k : k * columns + j);
        float single = static_cast<float>(sum);
        c.put(i * columns + j, biased ? single + static_cast<float*>(bias)[j] : single);
      }
  }
};

// Libraries leave rubbish in their workspace.
void spoil(void* workspace, size_t bytes) { memset(workspace, 0xff, bytes); }

// ---- commands

std::vector<void*> libraries;
std::vector<Shared> unset;
std::vector<Work> works;

void* pointer(std::istream& in) {
  uint64_t address = 0;
  in >> address;
  return reinterpret_cast<void*>(address);
}

int keep(Work work) {
  works.push_back(work);
  return static_cast<int>(works.size()) - 1;
}

template <class Job> int call(std::istream& in, const char* name) {
  Job job;
  if (!job.read(in)) throw std::string("a job with too few numbers");
  void* first = pointer(in);
  void* second = pointer(in);
  void* third = job.operands() == 4 ? pointer(in) : nullptr;
  void* output = pointer(in);
  void* workspace = pointer(in);
  size_t bytes = 0;
  in >> bytes;
  return keep([=] {
    running = name;
    spoil(workspace, bytes);
    job(first, second, third, output);
    running = "nothing";
  });
}

int kernel(std::istream& in) {
  size_t library, count;
  std::string symbol;
  Launch launch;
  in >> library >> symbol >> launch.name >> launch.blocks >> launch.threads >> count;
  for (size_t i = 0; i < count; i++) launch.pointers.push_back(pointer(in));
  launch.shared = unset.at(library);
  launch.kernel = reinterpret_cast<Entry>(dlsym(libraries.at(library), symbol.c_str()));
  if (!launch.kernel) throw "no kernel " + launch.name;
  return keep(launch);
}

int find_unset(dl_phdr_info* info, size_t, void* wanted) {
  auto* found = static_cast<std::pair<uintptr_t, Shared>*>(wanted);
  for (int i = 0; i < info->dlpi_phnum && info->dlpi_addr == found->first; i++) {
    const ElfW(Phdr)& part = info->dlpi_phdr[i];
    if (part.p_type == PT_LOAD && (part.p_flags & PF_W) && part.p_memsz > part.p_filesz) {
      found->second.start = reinterpret_cast<char*>(info->dlpi_addr + part.p_vaddr + part.p_filesz);
      found->second.bytes = part.p_memsz - part.p_filesz;
    }
  }
  return 0;
}

int library(std::istream& in) {
  std::string path;
  in >> path;
  void* found = dlopen(path.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (!found) throw std::string(dlerror());
  libraries.push_back(found);
  link_map* map;
  dlinfo(found, RTLD_DI_LINKMAP, &map);
  std::pair<uintptr_t, Shared> place(map->l_addr, Shared());
  dl_iterate_phdr(find_unset, &place);
  unset.push_back(place.second);
  return static_cast<int>(libraries.size()) - 1;
}

int graph(std::istream& in) {
  std::vector<size_t> steps;
  size_t step;
  while (in >> step) steps.push_back(step);
  return keep([steps] {
    for (size_t each : steps)
      if (fault.empty()) works[each]();
  });
}

int copy(std::istream& in) {
  void* from = pointer(in);
  void* to = pointer(in);
  size_t bytes;
  in >> bytes;
  return keep([=] {
    running = "copy";
    memmove(to, from, bytes);
    running = "nothing";
  });
}

int protect(std::istream& in, bool open) {
  void* at = pointer(in);
  size_t bytes;
  in >> bytes;
  if (mprotect(at, bytes, open ? PROT_READ | PROT_WRITE : PROT_NONE)) throw std::string("mprotect");
  if (open) memset(at, 0, bytes);
  return 0;
}

int obey(const std::string& verb, std::istream& in) {
  if (verb == "library") return library(in);
  if (verb == "kernel") return kernel(in);
  if (verb == "convolution") return call<Convolution>(in, "convolution");
  if (verb == "product") return call<Product>(in, "product");
  if (verb == "copy") return copy(in);
  if (verb == "graph") return graph(in);
  if (verb == "open") return protect(in, true);
  if (verb == "shut") return protect(in, false);
  if (verb == "forget") return works.clear(), 0;
  if (verb == "sync") {
    if (fault.empty()) return 0;
    std::string told = fault;
    fault.clear();
    throw told;
  }
  throw "unknown command " + verb;
}

void run(std::istream& in) {
  size_t work;
  in >> work;
  if (!fault.empty()) return;
  alarm(SECONDS);
  works.at(work)();
  alarm(0);
}
}  // namespace

extern "C" void fa_barrier() {
  Fiber* self = current;
  self->waiting = true;
  if (!_setjmp(self->at)) _longjmp(scheduler, 1);
}

int main(int, char** arguments) {
  int file = open(arguments[1], O_RDWR);
  size_t bytes = strtoull(arguments[2], nullptr, 10);
  void* base = reinterpret_cast<void*>(strtoull(arguments[3], nullptr, 10));
  if (mmap(base, bytes, PROT_NONE, MAP_SHARED | MAP_FIXED_NOREPLACE, file, 0) != base) return 2;
  static char stack[64 << 10];
  stack_t alternate = {stack, 0, sizeof stack};
  sigaltstack(&alternate, nullptr);
  struct sigaction action = {};
  action.sa_sigaction = crashed;
  action.sa_flags = SA_SIGINFO | SA_ONSTACK;
  for (int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM}) sigaction(signal, &action, nullptr);
  std::string line;
  while (std::getline(std::cin, line) && line != "quit") {
    std::istringstream in(line);
    std::string verb;
    in >> verb;
    if (verb == "run") {
      run(in);
      continue;
    }
    try {
      int number = obey(verb, in);
      std::cout << "ok " << number << std::endl;
    } catch (const std::string& why) {
      std::cout << "error " << why << std::endl;
    }
  }
}
