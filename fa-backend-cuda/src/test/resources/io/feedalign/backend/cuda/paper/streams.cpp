// CUDA on paper with what a second stream needs: marks in one that another waits for.
#include "cuda.cpp"

static void* const MARK = (void*) 0x3A4C;

extern "C" {
int cudaEventCreateWithFlags(void** event, unsigned flags) {
  *event = MARK;
  live++;
  NOTE("mark, flags %u", flags);
  return 0;
}
int cudaEventRecord(void* event, void* stream) {
  NOTE("mark %s", of(stream));
  return event == MARK ? 0 : 400;
}
int cudaStreamWaitEvent(void* stream, void* event, unsigned flags) {
  NOTE("wait %s, flags %u", of(stream), flags);
  return event == MARK ? 0 : 400;
}
int cudaEventDestroy(void*) { live--; return 0; }
}
