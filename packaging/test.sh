#!/usr/bin/env bash
# Installs what is missing, builds everything in Release and runs every test; ends with ctest's summary.
#
#   packaging/test.sh                 every test
#   packaging/test.sh --sanitizers    the same under ASan and UBSan, and what links no Torch under TSan
#   packaging/test.sh … -- ARGUMENTS  arguments for ctest, for example: -- -L phy
set -euo pipefail
# shellcheck source=setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

presets=(release)
while [[ $# -gt 0 ]]; do
    case $1 in
    --sanitizers) presets=(asan tsan) ;;
    --) shift; break ;;
    -h | --help) sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"; exit 0 ;;
    *) die "unknown argument $1; see packaging/test.sh --help" ;;
    esac
    shift
done

install_missing "${rxwatt_packages[@]}" "${rxwatt_test_packages[@]}"
cd "$rxwatt_root"
failed=0
for preset in "${presets[@]}"; do
    mkdir -p "$rxwatt_root/build"
    build "$rxwatt_root/build/$preset" --preset "$preset" -- all
    say "Testing: $preset"
    ctest --test-dir "$rxwatt_root/build/$preset" --output-on-failure --parallel 2 "$@" || failed=1
done
exit "$failed"
