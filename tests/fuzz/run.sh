#!/usr/bin/env bash
# Builds the fuzz targets with clang and runs each for a while; fails where one finds something.
#
#   tests/fuzz/run.sh [SECONDS [BUILD_FOLDER]]      60 seconds a target in build/fuzz where not said otherwise
#
# Inputs that reach new code are kept in BUILD_FOLDER/corpus for the next run; inputs that fail are kept in
# BUILD_FOLDER/findings. To see one again: BUILD_FOLDER/bin/<target> <file>.
set -euo pipefail

seconds=${1:-60}
here=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")" && pwd)
root=$(dirname -- "$(dirname -- "$here")")
build=${2:-$root/build/fuzz}
[[ $seconds =~ ^[1-9][0-9]*$ ]] || { echo "run.sh: '$seconds' is no number of seconds" >&2; exit 2; }

mkdir -p "$build"
cmake -S "$root" -B "$build" --preset fuzz > "$build/configure.log" || { cat "$build/configure.log"; exit 1; }
ninja -C "$build" fuzzers > "$build/build.log" || { tail -n 40 "$build/build.log"; exit 1; }

failed=0
for target in "$build"/bin/*_fuzz; do
    name=$(basename -- "$target" _fuzz)
    mkdir -p "$build/corpus/$name" "$build/findings/$name"
    echo "== $name: $seconds s"
    "$target" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 -verbosity=0 -print_funcs=0 \
        -dict="$here/keys.dict" -artifact_prefix="$build/findings/$name/" "$build/corpus/$name" "$here/corpus/$name" || failed=1
done
exit "$failed"
