#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# compile_kernels.sh CLANG ROOT OUT.ptx: core/gpu's kernels to PTX with a stand-in for CUDA's headers; fails where they do not
# compile or where one keeps an array in memory.
set -eu
clang=$1 root=$2 out=$3
shim=$root/tests/core/gpu/shim
"$clang" -x cuda --cuda-device-only -nocudainc -nocudalib --cuda-gpu-arch=sm_75 -D__CUDACC__ -Wno-unknown-cuda-version \
    -Xclang -fno-cuda-host-device-constexpr -std=c++17 -O3 -S -o "$out" -include "$shim/cuda_runtime.h" -I "$shim" -I "$root" \
    "$root/core/gpu/block_kernels_cuda.cu"
kernels=$(grep -c '\.entry' "$out")
local=$(grep -c 'ld\.local\|st\.local' "$out" || true)
echo "$kernels lines of kernels, $local accesses of local memory"
[ "$kernels" -gt 0 ]
[ "$local" -eq 0 ]
