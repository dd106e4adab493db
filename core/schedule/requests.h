// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "core/base/json.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rxwatt::schedule
{

/// What may be asked of a project's queue.
enum class Action {
    add,
    cancel,
    pause,
    resume,
    retry,
    retryFresh,
    remove,
    pauseQueue,
    resumeQueue,
    setMeta,
    restore,
    reorder
};

[[nodiscard]] std::string_view nameOf(Action action);

/// What a person changes of a run's notes; what is none stays.
struct MetaChange {
    std::optional<std::string> name;
    std::optional<std::vector<std::string>> tags;
    std::optional<std::string> notes;
    std::optional<bool> starred;
    std::optional<bool> archived;

    bool operator==(const MetaChange&) const = default;
};

/// requests/<id>.json: `rxwatt.request/1`.
struct Request {
    Action action = Action::add;
    /// For all that acts on runs.
    std::vector<RunId> runs;
    /// For `add`: whole specifications, their references resolved to ids.
    std::vector<Json> specs;
    /// For `setMeta`.
    MetaChange meta;
    /// For `reorder`: the run that they come to stand in front of; empty puts them last.
    RunId before;
    /// For `pauseQueue`.
    std::optional<std::string> reason;

    bool operator==(const Request&) const = default;
};

[[nodiscard]] Json toJson(const Request& request);
[[nodiscard]] Result<Request> requestFromJson(const Json& json);

/// A run that a request could not be carried out for.
struct Refusal {
    RunId run;
    Error error;
};

/// requests/<id>.reply.json: `rxwatt.reply/1`.
struct Reply {
    /// What was done: the new runs of `add` in the order of the specifications, else the runs it was done to.
    std::vector<RunId> runs;
    std::vector<Refusal> refusals;
    /// Why nothing was done at all.
    std::optional<Error> error;
};

[[nodiscard]] Json toJson(const Reply& reply);
[[nodiscard]] Result<Reply> replyFromJson(const Json& json);

} // namespace rxwatt::schedule
