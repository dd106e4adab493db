#!/usr/bin/env bash
# Draws every page of the workbench over projects of made-up runs: to be looked at, and as a test that every page comes to rest.
#
#   tests/ui/screenshots.sh BIN FOLDER [--quick]
#
# BIN has rxwatt-gui and rxwatt-sample-project; FOLDER gets PAGE-PROJECT-THEME-SIZE.png. --quick: each page once in each theme.
set -euo pipefail

[[ $# -ge 2 ]] || { sed -n '2,/^set /{/^set /d;s/^# \{0,1\}//;p}' "${BASH_SOURCE[0]}" >&2; exit 2; }
bin=$1
folder=$2
sizes=(1280x800 1920x1080)
kinds=(empty one many running failed hostile)
if [[ ${3:-} == --quick ]]; then
    sizes=(1280x800)
    kinds=(many)
fi

projects=$(mktemp -d)
trap 'rm -rf "$projects"' EXIT
mkdir -p "$folder"
mapfile -t pages < <("$bin/rxwatt-gui" --pages)
[[ ${#pages[@]} -gt 0 ]] || { echo "no pages" >&2; exit 1; }

for kind in "${kinds[@]}"; do
    mapfile -t runs < <("$bin/rxwatt-sample-project" "$kind" "$projects/$kind")
    # Enough to compare, few enough to read.
    chosen=$(IFS=,; echo "${runs[*]:0:3}")
    for page in "${pages[@]}"; do
        for theme in light dark; do
            for size in "${sizes[@]}"; do
                file=$folder/$page-$kind-$theme-$size.png
                "$bin/rxwatt-gui" --project "$projects/$kind" --page "$page" --select "$chosen" --theme "$theme" --size "$size" \
                    --screenshot "$file"
                [[ -s $file ]] || { echo "$file was not drawn" >&2; exit 1; }
            done
        done
    done
done
echo "drawn: $(find "$folder" -name '*.png' | wc -l) pictures in $folder"
