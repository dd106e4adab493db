// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/result.h"

#include <c10/util/Exception.h>

#include <new>
#include <string>

namespace rxwatt::training
{

/// What a Torch exception means to a person: out of memory, and what helps, or Torch's own words.
[[nodiscard]] Error torchError(const std::string& what, const c10::Error& error);
[[nodiscard]] Error memoryError(const std::string& what);

/// Calls `work` and turns what Torch or an allocation throws into an error. `what` names the work in messages.
template <typename Work>
auto guarded(const std::string& what, const Work& work) -> decltype(work())
{
    try {
        return work();
    } catch (const c10::Error& error) {
        return tl::unexpected<Error>(torchError(what, error));
    } catch (const std::bad_alloc&) {
        return tl::unexpected<Error>(memoryError(what));
    }
}

} // namespace rxwatt::training
