// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/run_folder.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <sys/stat.h>

namespace rxwatt::run
{

namespace
{

Status fillRunFolder(const RunFolder& folder, const RunSpec& spec, const StateRecord& state)
{
    RXWATT_TRY(base::writeFileAtomically(folder.specFile(), base::toText(toJson(spec), 2) + "\n"));
    RunMeta meta;
    meta.name = spec.name;
    RXWATT_TRY(folder.writeMeta(meta));
    return folder.writeState(state);
}

} // namespace

Result<RunFolder> createRunFolder(const std::filesystem::path& runsFolder, const RunId& id, const RunSpec& spec,
                                  const StateRecord& state)
{
    RunFolder folder(runsFolder / id.text);
    if (!base::isRunId(id.text)) {
        return fail(ErrorKind::badInput, fmt::format("\"{}\" is no id of a run", id.text));
    }
    std::error_code ignored;
    if (std::filesystem::exists(std::filesystem::symlink_status(folder.path(), ignored))) {
        return fail(ErrorKind::storage, fmt::format("{}: exists already", folder.path().string()));
    }
    // Its dot keeps it from being taken for a run, should we be killed here.
    const RunFolder beside(runsFolder / (".new-" + id.text));
    if (::mkdir(beside.path().c_str(), 0777) != 0) {
        return tl::unexpected<Error>(base::fileError("make the folder", beside.path(), errno));
    }
    Status status = fillRunFolder(beside, spec, state);
    if (status && std::rename(beside.path().c_str(), folder.path().c_str()) != 0) {
        status = tl::unexpected<Error>(base::fileError("make the folder", folder.path(), errno));
    }
    if (!status) {
        std::filesystem::remove_all(beside.path(), ignored);
        return tl::unexpected<Error>(std::move(status).error());
    }
    RXWATT_TRY(base::syncFolder(runsFolder));
    return folder;
}

} // namespace rxwatt::run
