#!/usr/bin/env bash
# Checks the CUDA backend on a machine with a GPU: contracts, parity with the CPU, and speed beside PyTorch if python3 has it.
# Needs no internet: it runs from an unpacked bundle (gpu-bundle.sh makes one), or from a checkout that was built.
#
#   tar xf gpu-bundle.tar.xz && gpu-bundle/gpu-check.sh [--out DIR] [--only contracts,parity,speed,sanitizer,memory] [--quick]
#
# Writes DIR/results.jsonl (one JSON object a line), DIR/summary.txt (a table) and what every part printed.
# Exit codes: 0 all is well, 1 something failed, 2 this machine cannot run it.
set -uo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
out=gpu-check only=contracts,parity,speed,sanitizer,memory quick=no
while (( $# )); do
  case "$1" in
    --out) out="${2:?--out needs a folder}"; shift 2 ;;
    --only) only="${2:?--only needs a list}"; shift 2 ;;
    --quick) quick=yes; shift ;;
    -h | --help) sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) echo "gpu-check: unknown option '$1'; see --help" >&2; exit 2 ;;
  esac
done
mkdir -p "$out"
out="$(cd "$out" && pwd)"
: > "$out/results.jsonl"
: > "$out/summary.txt"

if [[ -d "$here/runtime" ]]; then # a bundle
  java="$here/runtime/bin/java"
  libs="$here/lib/*"
  tests="$here/tests"
  console=("$here"/lib/junit-platform-console-standalone-*.jar)
else # a checkout: built by ./fa, its tests by mvn -DskipTests package
  home="$(cd "$here/.." && pwd)"
  java="${JAVA_HOME:+$JAVA_HOME/bin/}java"
  libs="$home/fa-bench/target/*:$home/fa-bench/target/lib/*:$home/fa-cli/target/*:$home/fa-cli/target/lib/*"
  tests="$here/target/test-classes"
  console=("$home"/fa-backend-cuda/target/junit-platform-console-standalone-*.jar)
fi
if ! command -v "$java" > /dev/null; then
  echo "gpu-check: there is no Java. Unpack a bundle (fa-backend-cuda/gpu-bundle.sh makes one), or set JAVA_HOME." >&2
  exit 2
fi
flags=(-XX:+UseParallelGC)
version="$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/.*java.specification.version = //p')"
(( ${version%%.*} >= 24 )) && flags+=(--enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow)

fa() { "$java" "${flags[@]}" -cp "$libs" io.feedalign.cli.Main "$@"; }
bench() { "$java" "${flags[@]}" -cp "$libs" io.feedalign.bench.Main "$@"; }
wanted() { [[ ",$only," == *",$1,"* ]]; }
failed=0
note() { # part, verdict, detail
  printf '%-34s %-8s %s\n' "$1" "$2" "$3" | tee -a "$out/summary.txt"
  printf '{"check": "%s", "verdict": "%s", "detail": "%s"}\n' "$1" "$2" "${3//\"/\'}" >> "$out/results.jsonl"
  if [[ "$2" == FAILED ]]; then failed=1; fi
}

fa doctor > "$out/doctor.txt" 2>&1 || true
cat "$out/doctor.txt"
command -v nvidia-smi > /dev/null && nvidia-smi > "$out/nvidia-smi.txt" 2>&1
reason="$(sed -n 's/^ *cuda *no: //p' "$out/doctor.txt")"
if [[ -n "$reason" ]] || ! grep -q '^ *cuda *yes' "$out/doctor.txt"; then
  note device FAILED "${reason:-fa doctor does not know the backend cuda, see doctor.txt}"
  exit 2
fi
note device ok "$(sed -n 's/^ *cuda *yes: //p' "$out/doctor.txt")"

junit() { # name, class, JUnit's other options; SANITIZER may hold a command to run it under
  local name="$1" class="$2"
  shift 2
  if [[ ! -e "${console[0]}" ]]; then
    note "$name" FAILED "there is no JUnit console: run from a bundle, which gpu-bundle.sh makes"
    return
  fi
  local log="$out/$name.txt"
  ${SANITIZER:-} "$java" "${flags[@]}" -cp "$tests:$libs:${console[0]}" org.junit.platform.console.ConsoleLauncher execute \
    --select-class "$class" --details summary --disable-banner --disable-ansi-colors "$@" > "$log" 2>&1
  local code=$? ok bad
  ok="$(sed -n 's/^\[ *\([0-9]*\) tests successful.*/\1/p' "$log")"
  bad="$(sed -n 's/^\[ *\([0-9]*\) tests failed.*/\1/p' "$log")"
  if (( code == 0 )) && [[ "${ok:-0}" != 0 ]]; then
    note "$name" ok "${ok} tests passed"
  else
    note "$name" FAILED "${bad:-no} tests failed, ${ok:-none} passed, exit code $code; see $(basename "$log")"
  fi
}

if wanted contracts; then
  root=io.feedalign.backend.cuda
  junit backend-contract "$root.CudaBackendTest" --exclude-tag nightly
  junit rule-contract "$root.EveryRuleOnGpuTest" --exclude-tag nightly
  junit training "$root.TrainingOnGpuTest" --exclude-tag nightly
  junit sizes "$root.SizesOnGpuTest" --exclude-tag nightly
fi
wanted memory && junit memory-over-10000-steps io.feedalign.backend.cuda.TrainingOnGpuTest --include-tag nightly

if wanted sanitizer; then
  if command -v compute-sanitizer > /dev/null; then
    SANITIZER="compute-sanitizer --error-exitcode 99 --target-processes all" \
      junit compute-sanitizer io.feedalign.backend.cuda.TrainingOnGpuTest --exclude-tag nightly
  else
    note compute-sanitizer skipped "there is no compute-sanitizer on the path"
  fi
fi

if wanted parity; then
  for precision in f32 bf16; do
    if fa doctor --parity --backend cuda --against onednn --precision "$precision" > "$out/parity-$precision.txt" 2>&1; then
      note "parity-$precision" ok "see parity-$precision.txt"
    else
      note "parity-$precision" FAILED "$(grep -c DIFFERS "$out/parity-$precision.txt") lines differ; see parity-$precision.txt"
    fi
  done
fi

value() { sed -n "s/.*\"$1\": \"\{0,1\}\([^\",}]*\).*/\1/p" <<< "$2"; } # of a key in a line of JSON

peer() { # model, batch, precision, classes, opponent
  local name="speed-$1-$2-$3-$5" line
  line="$(bench peer --backend cuda --model "$1" --batch "$2" --precision "$3" --classes "$4" --opponent "$5" \
    --rounds "$rounds" --json 2> "$out/$name.log" | tail -n 1)"
  if [[ "$line" == "{"* ]]; then
    echo "$line" >> "$out/results.jsonl"
    note "$name" measured "ours / $5 $(value ratio "$line"), ours $(value ms_ours "$line") ms, theirs $(value ms_peer "$line") ms"
  else
    note "$name" FAILED "$(tail -n 1 "$out/$name.log")"
  fi
}

rules() { # model, batch, precision
  local name="rules-$1-$2-$3" rule ratio
  if bench step --backend cuda --model "$1" --batch "$2" --precision "$3" --json \
    --rule bp,fa,usf:magnitude=sn,frsf,brsf,kp,dfa --steps 100 > "$out/$name.txt" 2> "$out/$name.log"; then
    cat "$out/$name.txt" >> "$out/results.jsonl"
    while read -r line; do
      rule="$(value rule "$line")" ratio="$(value ratio_to_first "$line")"
      note "$name-$rule" measured "$(value ms_median "$line") ms, ${ratio:-1} of bp"
    done < <(grep '^{' "$out/$name.txt")
  else
    note "$name" FAILED "$(tail -n 1 "$out/$name.log")"
  fi
}

if wanted speed; then
  rounds=10
  [[ $quick == yes ]] && rounds=3
  for precision in bf16 f32; do
    rules resnet20 128 "$precision"
    rules lenet-cifar 128 "$precision"
  done
  if "${FEEDALIGN_PYTHON:-python3}" -c 'import torch, sys; sys.exit(0 if torch.cuda.is_available() else 1)' 2> /dev/null; then
    opponents=(torch torch-compiled)
    [[ $quick == yes ]] && opponents=(torch)
    for opponent in "${opponents[@]}"; do
      peer resnet20 128 bf16 10 "$opponent"
      peer resnet18 256 bf16 1000 "$opponent"
      [[ $quick == yes ]] && continue
      peer resnet20 128 f32 10 "$opponent"
      peer lenet 128 bf16 10 "$opponent"
      peer alexnet 256 bf16 1000 "$opponent"
      peer vgg11-bn 64 bf16 1000 "$opponent"
    done
  else
    note speed-beside-pytorch skipped "${FEEDALIGN_PYTHON:-python3} has no PyTorch that finds the GPU"
  fi
fi

echo
echo "gpu-check: all of it is in $out"
exit "$failed"
