// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schedule/request_inbox.h"

#include "core/base/files.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <unistd.h>

namespace rxwatt::schedule
{

namespace
{

namespace fs = std::filesystem;

constexpr const char* requestSuffix = ".json";
constexpr const char* takenSuffix = ".taken.json";
constexpr const char* replySuffix = ".reply.json";
/// Askers wait for seconds; what is older belongs to nobody.
constexpr std::chrono::minutes forgottenAfter{1};

/// The name of a request from the name of its file: an id, so that nothing in it can lead elsewhere.
std::optional<std::string> nameIn(const fs::path& file, std::string_view suffix)
{
    std::string name = file.filename().string();
    if (!name.ends_with(suffix)) {
        return std::nullopt;
    }
    name.resize(name.size() - suffix.size());
    return base::isRunId(name) ? std::optional(name) : std::nullopt;
}

bool isForgotten(const fs::directory_entry& entry)
{
    std::error_code problem;
    const auto written = entry.last_write_time(problem);
    return !problem && fs::file_time_type::clock::now() - written > forgottenAfter;
}

Result<std::vector<fs::directory_entry>> entriesOf(const fs::path& folder)
{
    std::vector<fs::directory_entry> entries;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem); !problem && entry != fs::directory_iterator();
         entry.increment(problem)) {
        entries.push_back(*entry);
    }
    if (problem) {
        return tl::unexpected<Error>(base::fileError("read", folder, problem.value()));
    }
    return entries;
}

Reply refused(Error error)
{
    return {.runs = {}, .refusals = {}, .error = std::move(error)};
}

} // namespace

Status RequestInbox::open() const
{
    std::error_code problem;
    fs::create_directories(m_folder, problem);
    if (problem) {
        return tl::unexpected<Error>(base::fileError("make the folder", m_folder, problem.value()));
    }
    RXWATT_ASSIGN(const auto entries, entriesOf(m_folder));
    for (const fs::directory_entry& entry : entries) {
        if (nameIn(entry.path(), takenSuffix) || isForgotten(entry)) {
            fs::remove(entry.path(), problem);
        }
    }
    return {};
}

Status RequestInbox::serve(const std::function<Reply(const Request& request)>& answer) const
{
    RXWATT_ASSIGN(const auto entries, entriesOf(m_folder));
    for (const fs::directory_entry& entry : entries) {
        std::error_code ignored;
        if (const auto name = nameIn(entry.path(), requestSuffix)) {
            RXWATT_TRY(serveOne(*name, answer));
        } else if (nameIn(entry.path(), replySuffix) && isForgotten(entry)) {
            fs::remove(entry.path(), ignored);
        }
    }
    return {};
}

Status RequestInbox::serveOne(const std::string& name, const std::function<Reply(const Request&)>& answer) const
{
    const fs::path taken = m_folder / (name + takenSuffix);
    if (std::rename((m_folder / (name + requestSuffix)).c_str(), taken.c_str()) != 0) {
        return errno == ENOENT ? Status() : Status(tl::unexpected<Error>(base::fileError("take", taken, errno)));
    }
    const Result<Json> json = base::readJsonFile(taken);
    const Result<Request> request =
        json ? requestFromJson(*json) : Result<Request>(tl::unexpected<Error>(json.error()));
    const Reply reply = request ? answer(*request) : refused(request.error());
    const Status written =
        base::writeFileAtomically(m_folder / (name + replySuffix), base::toText(toJson(reply), 2) + "\n");
    std::error_code ignored;
    fs::remove(taken, ignored);
    return written;
}

Result<SentRequest> SentRequest::leave(const fs::path& folder, const Request& request)
{
    SentRequest sent(folder, base::makeRunId().text);
    RXWATT_TRY(
        base::writeFileAtomically(folder / (sent.m_name + requestSuffix), base::toText(toJson(request), 2) + "\n"));
    return sent;
}

Result<std::optional<Reply>> SentRequest::reply() const
{
    const fs::path file = m_folder / (m_name + replySuffix);
    const Result<Json> json = base::readJsonFile(file);
    if (!json && json.error().kind == ErrorKind::notFound) {
        return std::optional<Reply>();
    }
    std::error_code ignored;
    fs::remove(file, ignored);
    Result<Reply> reply = json ? replyFromJson(*json) : Result<Reply>(tl::unexpected<Error>(json.error()));
    if (!reply) {
        return tl::unexpected<Error>(std::move(reply).error());
    }
    return std::optional(std::move(*reply));
}

bool SentRequest::withdraw() const
{
    return ::unlink((m_folder / (m_name + requestSuffix)).c_str()) == 0;
}

} // namespace rxwatt::schedule
