# Shared by start.sh and test.sh (sourced): installs missing Debian packages and builds.
# shellcheck shell=bash

rxwatt_root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

# What building and running RxWatt takes. libopenblas0-pthread: LibTorch with Debian's reference BLAS is 30 to 50 times slower.
rxwatt_packages=(
    cmake g++ ninja-build
    libboost1.81-dev libcli11-dev libeigen3-dev libexpected-dev libfmt-dev libopenblas0-pthread libspdlog-dev libsqlite3-dev
    libsqlitecpp-dev libtorch-dev libxxhash-dev nlohmann-json3-dev
    fonts-dejavu-core libqcustomplot-dev qt6-base-dev qt6-svg-dev
)
# What the tests take besides.
rxwatt_test_packages=(
    clang libbenchmark-dev libclang-rt-14-dev libgmock-dev libgtest-dev librsvg2-bin poppler-utils python3 python3-torch
    texlive-latex-base texlive-pictures xauth xvfb
)

say() { printf '%s\n' "$*"; }
die() { printf 'rxwatt: %s\n' "$*" >&2; exit 1; }

# install_missing PACKAGE…: names the packages that are missing and installs them, with sudo where we are not root.
install_missing() {
    local missing=() package
    for package in "$@"; do
        # "ii" alone is not enough: a held package reads "hi".
        [[ $(dpkg-query -W -f '${db:Status-Status}' "$package" 2>/dev/null) == installed ]] || missing+=("$package")
    done
    [[ ${#missing[@]} -gt 0 ]] || return 0
    say "Installing Debian packages that are missing: ${missing[*]}"
    command -v apt-get >/dev/null || die "apt-get was not found; install these packages by hand: ${missing[*]}"
    local as_root=()
    if [[ $(id -u) -ne 0 ]]; then
        command -v sudo >/dev/null || die "not root and no sudo; as root run: apt-get install ${missing[*]}"
        as_root=(sudo)
    fi
    "${as_root[@]}" apt-get update -q || die "apt-get update failed"
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}" ||
        die "apt-get could not install: ${missing[*]}"
}

# Compile jobs that this machine carries: a file that includes Torch takes 1.2 GB.
build_jobs() {
    local cores available_gib
    cores=$(nproc)
    available_gib=$(awk '/^MemAvailable/ {print int($2 / 1258291)}' /proc/meminfo)
    (( available_gib < 1 )) && available_gib=1
    (( cores < available_gib )) && echo "$cores" || echo "$available_gib"
}

# build FOLDER CONFIGURE-ARGUMENTS… -- TARGETS…: configures where that was not done yet, and builds.
build() {
    local folder=$1 configure=()
    shift
    while [[ $# -gt 0 && $1 != -- ]]; do configure+=("$1"); shift; done
    shift
    if [[ ! -f $folder/build.ninja ]]; then
        say "Configuring in $folder"
        cmake -S "$rxwatt_root" -B "$folder" "${configure[@]}" >"$folder.log" 2>&1 || { cat "$folder.log" >&2; die "configuring failed"; }
        rm -f "$folder.log"
    fi
    say "Building (the first time takes some minutes)"
    cmake --build "$folder" --parallel "$(build_jobs)" --target "$@" || die "the build failed"
}
