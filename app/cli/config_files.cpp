// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/config_files.h"

#include "core/base/json.h"
#include "core/run/config_json.h"

#include <fmt/format.h>

namespace rxwatt::cli
{

namespace
{

/// Messages of a part name it ("link.rx_antennas: …"); here its file is the root.
tl::unexpected<Error> failInPart(const std::filesystem::path& file, const std::string& part, Error error)
{
    if (error.message.starts_with(part + ".")) {
        error.message.replace(0, part.size(), "$");
    }
    return failIn(file.string(), std::move(error));
}

} // namespace

Result<phy::LinkConfig> readLinkFile(const std::filesystem::path& file)
{
    RXWATT_ASSIGN(const Json json, base::readJsonFile(file));
    phy::LinkConfig link;
    Status status = run::readLink(json, "$", link);
    if (status) {
        status = link.validate();
    }
    if (!status) {
        return failInPart(file, "link", status.error());
    }
    return link;
}

Result<model::ModelConfig> readModelFile(const std::filesystem::path& file)
{
    RXWATT_ASSIGN(const Json json, base::readJsonFile(file));
    model::ModelConfig model;
    Status status = run::readModel(json, "$", model);
    if (status) {
        status = model.validate();
    }
    if (!status) {
        return failInPart(file, "model", status.error());
    }
    return model;
}

Status requireOneCurve(const phy::LinkConfig& link, const std::filesystem::path& file)
{
    if (link.modulations.size() != 1) {
        return fail(ErrorKind::badInput,
                    fmt::format("{}: $.modulation: found a list of {}; one modulation is allowed here", file.string(),
                                link.modulations.size()));
    }
    if (link.dmrs.symbols.size() != 1) {
        return fail(ErrorKind::badInput, fmt::format("{}: $.dmrs.symbols: found a list of {}; 1 or 2 is allowed here",
                                                     file.string(), link.dmrs.symbols.size()));
    }
    return {};
}

} // namespace rxwatt::cli
