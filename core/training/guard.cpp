// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/training/guard.h"

#include <algorithm>

namespace rxwatt::training
{

Error memoryError(const std::string& what)
{
    return {
        ErrorKind::failed,
        "out of memory: " + what +
            " wants more than this machine gives; lower training.batch_slots, link.resource_blocks or model.channels"};
}

Error torchError(const std::string& what, const c10::Error& error)
{
    const std::string text = error.what_without_backtrace();
    for (const auto* sign : {"can't allocate memory", "not enough memory", "out of memory"}) {
        if (text.find(sign) != std::string::npos) {
            auto ours = memoryError(what);
            ours.message += " (" + text + ")";
            return ours;
        }
    }
    return {ErrorKind::failed, what + ": LibTorch failed: " + text};
}

} // namespace rxwatt::training
