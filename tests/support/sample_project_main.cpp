// SPDX-License-Identifier: GPL-3.0-or-later
// rxwatt-sample-project KIND FOLDER: makes a project of made-up runs.
#include "tests/support/sample_project.h"

#include <algorithm>
#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    using namespace rxwatt::test;
    const auto& kinds = sampleProjectKinds();
    if (argc != 3 || std::find(kinds.begin(), kinds.end(), argv[1]) == kinds.end()) {
        std::fprintf(stderr, "usage: rxwatt-sample-project empty|one|many|running|failed|hostile|large FOLDER\n");
        return 2;
    }
    try {
        for (const rxwatt::RunId& id : makeSampleProject(argv[2], sampleRunsOf(argv[1]))) {
            std::printf("%s\n", id.text.c_str());
        }
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "rxwatt-sample-project: %s\n", problem.what());
        return 1;
    }
    return 0;
}
