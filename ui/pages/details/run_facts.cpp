// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/run_facts.h"

#include <algorithm>
#include <system_error>

namespace rxwatt::pages
{

namespace
{

namespace fs = std::filesystem;

constexpr std::size_t mostFiles = 5000;

} // namespace

Result<DetailsFacts> readDetails(const project::OpenProject& project, const std::vector<RunId>& ids)
{
    DetailsFacts facts;
    const std::size_t count = std::min(ids.size(), mostComparedRuns);
    facts.leftOut = ids.size() - count;
    for (std::size_t i = 0; i < count; ++i) {
        Result<store::RunDetails> details = project.reader.read(ids[i]);
        if (!details && details.error().kind == ErrorKind::notFound) {
            continue;
        }
        if (!details) {
            return tl::unexpected<Error>(std::move(details).error());
        }
        RunFacts run;
        run.spec = run::toJson(details->spec);
        run.details = std::move(*details);
        if (count == 1) {
            run.files = filesOf(project.folder.runFolder(ids[i]).path(), mostFiles + 1);
            run.isCut = run.files.size() > mostFiles;
            run.files.resize(std::min(run.files.size(), mostFiles));
        }
        facts.runs.push_back(std::move(run));
    }
    return facts;
}

std::vector<RunFile> filesOf(const fs::path& folder, std::size_t limit)
{
    std::vector<RunFile> files;
    std::error_code error;
    fs::recursive_directory_iterator place(folder, fs::directory_options::skip_permission_denied, error);
    for (; !error && place != fs::recursive_directory_iterator() && files.size() < limit; place.increment(error)) {
        std::error_code fileError;
        const fs::file_status status = place->symlink_status(fileError);
        if (fileError || !fs::is_regular_file(status)) {
            continue;
        }
        const std::uintmax_t bytes = place->file_size(fileError);
        if (!fileError) {
            files.push_back({place->path().lexically_relative(folder).string(), bytes});
        }
    }
    std::sort(files.begin(), files.end(), [](const RunFile& a, const RunFile& b) { return a.path < b.path; });
    return files;
}

} // namespace rxwatt::pages
