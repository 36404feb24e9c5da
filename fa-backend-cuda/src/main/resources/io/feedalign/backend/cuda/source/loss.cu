// Where logits meet targets: GROUP threads work on a row, a block on PER rows. A target that is no
// class makes the result NaN, since a kernel cannot refuse it.

__device__ inline float not_a_number() {
  return float_of_bits(0x7fc00000u);
}

__device__ inline float add(float a, float b) {
  return a + b;
}

// The row that a group works on at a step, and what is wanted of it.
template <int ROWS, int CLASSES, int GROUP, int PER>
struct TargetRow {
  long long first;
  int wanted;
  int lane;
  bool there;

  __device__ inline TargetRow(const int* target, int step) {
    const int within = step + (int)threadIdx.x / GROUP;
    const long long row = (long long)blockIdx.x * PER + within;
    there = within < PER && row < ROWS;
    first = row * CLASSES;
    lane = threadIdx.x % GROUP;
    wanted = there ? target[row] : -1;
  }

  __device__ inline bool known() const {
    return wanted >= 0 && wanted < CLASSES;
  }
};

// In how many of a block's rows the target is among the K largest logits.
template <int ROWS, int CLASSES, int K, int GROUP, int PER, typename T>
__device__ inline void top_k_hits(const T* logits, const int* target, float* out) {
  __shared__ float shared[256];
  float hits = 0;
  for (int step = 0; step < PER; step += 256 / GROUP) {
    const TargetRow<ROWS, CLASSES, GROUP, PER> row(target, step);
    float mine = 0;
    float better = 0;
    if (row.known()) {
      mine = widen(logits[row.first + row.wanted]);
      for (int c = row.lane; c < CLASSES; c += GROUP) {
        const float other = widen(logits[row.first + c]);
        better += other > mine || (other == mine && c < row.wanted) ? 1.0f : 0.0f;
      }
    }
    better = group_tree<GROUP>(better, shared, add);
    if (row.lane == 0 && row.wanted >= 0) {
      hits += !row.known() ? not_a_number() : mine == mine && better < K ? 1.0f : 0.0f;
    }
  }
  hits = block_sum<256>(hits, shared);
  if (threadIdx.x == 0) {
    out[blockIdx.x] = hits;
  }
}

// Where the number of rows that count comes from: every block counts them, or it was done before.
template <int ROWS>
struct CountedHere {
  const int* target;

  __device__ inline float count(float* shared) const {
    float wanted = 0;
    for (int row = threadIdx.x; row < ROWS; row += 256) {
      wanted += target[row] >= 0 ? 1.0f : 0.0f;
    }
    return block_sum<256>(wanted, shared);
  }
};

struct CountedBefore {
  const float* wanted;

  __device__ inline float count(float*) const {
    return wanted[0];
  }
};

// A block's part of the mean cross-entropy, and the error of its rows. What stands beside the
// wanted class is added up without it, so that the error of a sure guess keeps its digits.
template <int ROWS, int CLASSES, int GROUP, int PER, typename Counted, typename T>
__device__ inline void cross_entropy(Counted counted, const T* logits, const int* target,
    float* loss, float* error) {
  __shared__ float shared[256];
  const float valid = counted.count(shared);
  const float part = valid > 0 ? 1.0f / valid : 0.0f;
  float losses = 0;
  for (int step = 0; step < PER; step += 256 / GROUP) {
    const TargetRow<ROWS, CLASSES, GROUP, PER> row(target, step);
    const T* const logit = logits + row.first;
    float most = float_of_bits(0xff800000u);
    if (row.known()) {
      for (int c = row.lane; c < CLASSES; c += GROUP) {
        most = fmaxf(most, widen(logit[c]));
      }
    }
    most = group_tree<GROUP>(most, shared, [](float a, float b) { return fmaxf(a, b); });
    float others = 0;
    if (row.known()) {
      for (int c = row.lane; c < CLASSES; c += GROUP) {
        others += c == row.wanted ? 0.0f : expf(widen(logit[c]) - most);
      }
    }
    others = group_tree<GROUP>(others, shared, add);
    const float behind = row.known() ? most - widen(logit[row.wanted]) : not_a_number();
    const float sum = others + expf(-behind);
    if (row.lane == 0 && row.wanted >= 0) {
      losses += behind == 0 ? log1pf(others) : logf(sum) + behind;
    }
    if (row.there) {
      const float scale = part / sum;
      for (int c = row.lane; c < CLASSES; c += GROUP) {
        float wrong = 0;
        if (row.known()) {
          wrong = c == row.wanted ? -others * scale : expf(widen(logit[c]) - most) * scale;
        } else if (row.wanted >= 0) {
          wrong = not_a_number();
        }
        error[row.first + c] = wrong;
      }
    }
  }
  losses = block_sum<256>(losses, shared);
  if (threadIdx.x == 0) {
    loss[blockIdx.x] = losses * part;
  }
}
