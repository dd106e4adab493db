// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/version.h"

namespace rxwatt::run
{

std::string_view version()
{
    return RXWATT_VERSION;
}

} // namespace rxwatt::run
