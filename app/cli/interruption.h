// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace rxwatt::cli
{

/// While it lives, Ctrl-C (SIGINT) and SIGTERM are noted instead of ending the program; a second one ends it. One at a
/// time.
class Interruption
{
public:
    Interruption();
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    [[nodiscard]] static bool asked();
};

} // namespace rxwatt::cli
