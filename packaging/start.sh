#!/usr/bin/env bash
# From a bare Debian 12 to a trained, evaluated receiver: installs what is missing, builds, makes the quickstart project and opens the
# workbench on it; its run is queued, "Start the queue" begins. Without a display it works the queue here and prints the result.
#
#   packaging/start.sh [FOLDER]       FOLDER: the project, ~/rxwatt-quickstart if not given
#
# Run again, it goes on where it was. RXWATT_BUILD names another build folder.
set -euo pipefail
# shellcheck source=setup.sh
source "$(dirname -- "${BASH_SOURCE[0]}")/setup.sh"

if [[ ${1:-} == -h || ${1:-} == --help ]]; then
    sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}"
    exit 0
fi
[[ $# -le 1 && ${1:-} != -* ]] || die "usage: packaging/start.sh [FOLDER]; a folder that begins with a dash: ./-FOLDER"
[[ -n ${1:-} || -n ${HOME:-} ]] || die "HOME is not set: give the project's folder, packaging/start.sh FOLDER"
project=$(realpath -m -- "${1:-$HOME/rxwatt-quickstart}")
folder=${RXWATT_BUILD:-$rxwatt_root/build/start}

install_missing "${rxwatt_packages[@]}"
mkdir -p "$(dirname "$folder")"
build "$folder" -G Ninja -DCMAKE_BUILD_TYPE=Release -DCMAKE_UNITY_BUILD=ON -- rxwatt rxwatt-gui rxwatt-worker

rxwatt=$folder/bin/rxwatt
if [[ ! -e $project/project.json ]]; then
    "$rxwatt" init "$project" --template quickstart
fi
if [[ -n ${DISPLAY:-}${WAYLAND_DISPLAY:-} ]]; then
    exec "$folder/bin/rxwatt-gui" --project "$project"
fi
"$rxwatt" run "$project" --until-empty
