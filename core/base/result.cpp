// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/result.h"

namespace rxwatt::base
{

int exitCode(const Error& error)
{
    switch (error.kind) {
    case ErrorKind::badInput:
    case ErrorKind::notFound:
        return 2;
    case ErrorKind::cancelled:
        return 3;
    case ErrorKind::busy:
    case ErrorKind::storage:
    case ErrorKind::unsupported:
    case ErrorKind::failed:
        break;
    }
    return 1;
}

} // namespace rxwatt::base
