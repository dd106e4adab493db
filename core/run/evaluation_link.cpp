// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/digest.h"
#include "core/run/config_json.h"
#include "core/run/spec.h"

namespace rxwatt::run
{

Result<phy::LinkConfig> RunSpec::evaluationLink() const
{
    phy::LinkConfig judged = link;
    if (!evaluation.link.is_null()) {
        RXWATT_TRY(readLink(evaluation.link, "$.evaluation.link", judged));
    }
    return judged;
}

std::string evaluationDigest(const RunSpec& spec)
{
    const Result<phy::LinkConfig> link = spec.evaluationLink();
    Json key = Json::object();
    key["digest"] = "rxwatt.evaluation/1";
    key["link"] = link ? toJson(*link) : spec.evaluation.link;
    // The training range of the SINR has no part in it: an evaluation sets its own.
    key["link"].erase("sinr_db");
    key["sinr_db"] = spec.evaluation.sinrDb;
    key["target_bit_errors"] = spec.evaluation.targetBitErrors;
    key["min_slots"] = spec.evaluation.minSlots;
    key["max_slots"] = spec.evaluation.maxSlots;
    key["seed"] = spec.evaluation.seed;
    return base::digestOf(base::toText(key));
}

} // namespace rxwatt::run
