// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/units.h"
#include "core/schedule/requests.h"

#include <filesystem>
#include <functional>
#include <optional>

namespace rxwatt::schedule
{

// How requests travel: the asker leaves requests/<name>.json, the scheduler renames it to <name>.taken.json (from then
// on it cannot be withdrawn), leaves <name>.reply.json and removes what it took; the asker removes the reply.

/// The scheduler's side.
class RequestInbox
{
public:
    explicit RequestInbox(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Makes the folder where it is missing and throws away what nobody waits for any more.
    [[nodiscard]] Status open() const;
    /// Takes the requests that lie there, one after another, and leaves what `answer` says to each.
    [[nodiscard]] Status serve(const std::function<Reply(const Request& request)>& answer) const;

private:
    [[nodiscard]] Status serveOne(const std::string& name, const std::function<Reply(const Request&)>& answer) const;

    std::filesystem::path m_folder;
};

/// The asker's side: a request that has been left.
class SentRequest
{
public:
    [[nodiscard]] static Result<SentRequest> leave(const std::filesystem::path& folder, const Request& request);

    /// The reply, once it is there; it is removed then.
    [[nodiscard]] Result<std::optional<Reply>> reply() const;
    /// Whether the request could be withdrawn; else somebody is at work on it.
    [[nodiscard]] bool withdraw() const;

private:
    SentRequest(std::filesystem::path folder, std::string name) : m_folder(std::move(folder)), m_name(std::move(name))
    {
    }

    std::filesystem::path m_folder;
    std::string m_name;
};

} // namespace rxwatt::schedule
