// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/interruption.h"

#include <csignal>

namespace rxwatt::cli
{

namespace
{

/// A signal has no other way to speak to the program than a variable of this kind.
volatile std::sig_atomic_t askedToStop = 0; // NOLINT(bugprone-dynamic-static-initializers)

void note(int /*signal*/)
{
    askedToStop = 1;
}

void handle(int signal, void (*handler)(int))
{
    struct sigaction before = {};
    ::sigaction(signal, nullptr, &before);
    // Whoever starts a program with a signal ignored (nohup, a shell's background) wants it to go on.
    if (before.sa_handler == SIG_IGN) {
        return;
    }
    struct sigaction action = {};
    action.sa_handler = handler;
    // Back to the signal's own meaning after the first.
    action.sa_flags = static_cast<int>(SA_RESETHAND) | SA_RESTART;
    ::sigaction(signal, &action, nullptr);
}

} // namespace

Interruption::Interruption()
{
    askedToStop = 0;
    handle(SIGINT, note);
    handle(SIGTERM, note);
}

Interruption::~Interruption()
{
    handle(SIGINT, SIG_DFL);
    handle(SIGTERM, SIG_DFL);
}

bool Interruption::asked()
{
    return askedToStop != 0;
}

} // namespace rxwatt::cli
