#!/usr/bin/env bash
# Draws every page of the workbench over projects of made-up runs: to be looked at, and as a test that every page comes to rest.
#
#   tests/ui/screenshots.sh BIN FOLDER [--quick]
#
# BIN has rxwatt-gui, rxwatt-sample-project and rxwatt-dialog-pictures; FOLDER gets PAGE-PROJECT-THEME-SIZE.png and, of the dialogs,
# NAME-THEME-SIZE.png. --quick: each page once in each theme.
set -euo pipefail

[[ $# -ge 2 ]] || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2; exit 2; }
bin=$1
folder=$2
sizes=(1280x800 1920x1080 1024x600)
kinds=(empty one many running failed hostile large)
if [[ ${3:-} == --quick ]]; then
    sizes=(1280x800)
    kinds=(many)
fi
# Nothing here starts a run or needs a screen.
export QT_QPA_PLATFORM=offscreen

projects=$(mktemp -d)
trap 'rm -rf "$projects"' EXIT
mkdir -p "$folder"
mapfile -t pages < <("$bin/rxwatt-gui" --pages)
[[ ${#pages[@]} -gt 0 ]] || { echo "no pages" >&2; exit 1; }

# draw FILE ARGUMENTS…: one picture.
draw() {
    local file=$1
    shift
    "$bin/rxwatt-gui" "$@" --screenshot "$file"
    [[ -s $file ]] || { echo "$file was not drawn" >&2; exit 1; }
}

drawn=0
for kind in "${kinds[@]}"; do
    mapfile -t runs < <("$bin/rxwatt-sample-project" "$kind" "$projects/$kind")
    # Enough to compare, few enough to read.
    chosen=$(IFS=,; echo "${runs[*]:0:3}")
    [[ $kind == many ]] && many=$chosen
    for page in "${pages[@]}"; do
        for theme in light dark; do
            for size in "${sizes[@]}"; do
                draw "$folder/$page-$kind-$theme-$size.png" --project "$projects/$kind" --page "$page" --select "$chosen" --theme "$theme" \
                    --size "$size"
                drawn=$((drawn + 1))
            done
        done
    done
done
for theme in light dark; do
    for size in "${sizes[@]}"; do
        "$bin/rxwatt-dialog-pictures" "$projects/many" "$many" "$folder" "$theme" "$size"
    done
done
echo "drawn: $drawn pictures of pages and those of the dialogs, in $folder"
