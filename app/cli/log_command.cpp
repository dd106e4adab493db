// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/command_line.h"
#include "app/cli/commands.h"
#include "app/cli/console.h"
#include "app/cli/text.h"
#include "core/base/files.h"
#include "core/project/open_project.h"

#include <algorithm>
#include <filesystem>
#include <memory>

namespace rxwatt::cli
{

namespace
{

/// Workers cap their log far below this.
constexpr std::size_t maxLogBytes = std::size_t{256} << 20;

struct LogOptions {
    std::string project;
    std::string run;
    std::int64_t tail = 0;
    bool json = false;
};

std::vector<std::string> linesOf(const std::string& text)
{
    std::vector<std::string> lines;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        lines.push_back(text.substr(begin, end - begin));
        begin = end + 1;
    }
    return lines;
}

Result<int> log(const LogOptions& options)
{
    RXWATT_ASSIGN(const project::OpenProject project, project::openProject(options.project));
    RXWATT_ASSIGN(const RunId id, project::findRun(project.reader, options.run));
    const std::filesystem::path file = project.folder.runFolder(id).logFile();
    const Result<std::string> text = base::readFile(file, maxLogBytes);
    if (!text && text.error().kind != ErrorKind::notFound) {
        return tl::unexpected<Error>(text.error());
    }
    if (!text) {
        printNote("no log yet: no worker has begun with this run");
    }
    std::vector<std::string> lines = text ? linesOf(*text) : std::vector<std::string>();
    if (options.tail > 0 && static_cast<std::int64_t>(lines.size()) > options.tail) {
        lines.erase(lines.begin(), lines.end() - options.tail);
    }
    if (options.json) {
        RXWATT_TRY(writeJson(Json{{"id", id.text}, {"log", file.string()}, {"lines", lines}}));
        return 0;
    }
    std::string shown;
    for (const std::string& line : lines) {
        shown += printable(line) + "\n";
    }
    RXWATT_TRY(writeOutput(shown));
    return 0;
}

} // namespace

void addLogCommand(CommandLine& line)
{
    auto options = std::make_shared<LogOptions>();
    line.add("log", "Prints the log that a run's worker wrote.")
        .argument("DIR", options->project, "The project's folder")
        .argument("RUN", options->run, "An id, a unique prefix of one, or an unambiguous name")
        .number("--tail", options->tail, {1}, "Only its last N lines")
        .flag("--json", options->json, "Prints one JSON document")
        .examples({"rxwatt log project student --tail 20"})
        .action([options] { return log(*options); });
}

} // namespace rxwatt::cli
