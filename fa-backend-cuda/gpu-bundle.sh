#!/usr/bin/env bash
# Packs what gpu-check.sh needs on a machine without Java, Maven and internet: jars, tests and a Java runtime, in one file of
# less than 60 MB. CUDA and cuDNN are not in it: the machine's own are used.
#
#   fa-backend-cuda/gpu-bundle.sh [FILE.tar.xz]      default: fa-backend-cuda/target/gpu-bundle.tar.xz
set -euo pipefail
home="$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)"
file="$(realpath -m "${1:-$home/fa-backend-cuda/target/gpu-bundle.tar.xz}")"
limit=$((60 * 1000 * 1000))
console=org.junit.platform:junit-platform-console-standalone:1.14.4

fail() { echo "gpu-bundle: $*" >&2; exit 2; }
jlink="${JAVA_HOME:+$JAVA_HOME/bin/}jlink"
command -v "$jlink" > /dev/null || fail "there is no jlink: a full JDK 17 or newer is needed. Point JAVA_HOME to one."

cd "$home"
folder="$(mktemp -d)"
trap 'rm -rf "$folder"' EXIT
bundle="$folder/gpu-bundle"
mkdir -p "$bundle/lib" "$bundle/tests"

echo "gpu-bundle: building ..."
mvn -q -B -ntp -Dquick -DskipTests -pl fa-bench,fa-cli,fa-backend-cuda -am package
mvn -q -B -ntp -pl fa-backend-cuda dependency:copy -Dartifact="$console" -DoutputDirectory="$bundle/lib" -Dmdep.useBaseVersion=true

# Everything that the benchmarks and the command line run on, but for ND4J, ONNX and JPEG decoding, which nothing here
# needs. Jars are stored uncompressed, so that the whole is compressed better.
for jar in fa-bench/target/lib/*.jar fa-cli/target/lib/*.jar fa-bench/target/fa-bench-*SNAPSHOT.jar fa-cli/target/fa-cli-*SNAPSHOT.jar; do
  name="$(basename "$jar")"
  case "$name" in
    nd4j-* | guava-1.0.0-* | protobuf-* | tribuo-* | openblas-* | opencv-* | pytorch-* | junit-* | opentest4j-*) continue ;;
  esac
  [[ -e "$bundle/lib/$name" ]] && continue
  mkdir "$folder/jar"
  (cd "$folder/jar" && "${jlink%jlink}jar" xf "$home/$jar" && "${jlink%jlink}jar" c0Mf "$bundle/lib/$name" .)
  rm -rf "$folder/jar"
done
cp -r fa-backend-cuda/target/test-classes/. "$bundle/tests"
"$jlink" --output "$bundle/runtime" --strip-debug --no-header-files --no-man-pages \
  --add-modules java.base,java.desktop,java.instrument,java.logging,java.management,java.naming,java.net.http,java.sql,java.xml,jdk.management,jdk.unsupported,jdk.zipfs
git rev-parse HEAD > "$bundle/commit" 2> /dev/null || echo unknown > "$bundle/commit"
cp fa-backend-cuda/gpu-check.sh "$bundle/"

mkdir -p "$(dirname "$file")"
tar -C "$folder" -cf - gpu-bundle | xz -T0 -5 > "$file"
size="$(stat -c %s "$file")"
echo "gpu-bundle: $file, $((size / 1000000)) MB"
(( size < limit )) || fail "that is more than 60 MB"
