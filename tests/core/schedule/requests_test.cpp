// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/files.h"
#include "core/schedule/requests.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

namespace rxwatt::schedule
{

using testing::HasSubstr;

const RunId firstRun{"bbbbbbbbbbb1"};
const RunId secondRun{"bbbbbbbbbbb2"};

Request requestOf(Action action)
{
    Request request;
    request.action = action;
    if (action == Action::add) {
        request.specs = {Json{{"name", "one"}}, Json{{"name", "two"}}};
    } else if (action == Action::pauseQueue) {
        request.reason = "lunch";
    } else if (action != Action::resumeQueue) {
        request.runs = {firstRun, secondRun};
    }
    if (action == Action::reorder) {
        request.before = RunId{"bbbbbbbbbbb3"};
    }
    if (action == Action::setMeta) {
        request.meta.name = "new \"name\"";
        request.meta.tags = {"x", "y"};
        request.meta.notes = "";
        request.meta.starred = true;
        request.meta.archived = false;
    }
    return request;
}

std::string golden(const std::string& name)
{
    return base::readFile(std::filesystem::path(RXWATT_TEST_DATA) / name, 1 << 20).value_or("");
}

TEST(Requests, AreWrittenAsInTheGoldenFilesAndReadBack)
{
    for (int i = 0; i <= static_cast<int>(Action::reorder); ++i) {
        const Request request = requestOf(static_cast<Action>(i));
        const std::string name = "request-" + std::string(nameOf(request.action)) + ".json";
        const std::string text = base::toText(toJson(request), 2) + "\n";
        EXPECT_EQ(text, golden(name)) << name;
        const auto read = requestFromJson(base::parseJson(text, name).value());
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(*read, request) << name;
    }
}

TEST(Requests, RepliesAreWrittenAsInTheGoldenFilesAndReadBack)
{
    Reply partial;
    partial.runs = {firstRun};
    partial.refusals = {{secondRun, {ErrorKind::busy, "is at work"}}};
    Reply refused;
    refused.error = Error{ErrorKind::storage, "the disk is full"};
    for (const auto& [name, reply] :
         {std::pair("reply-partial.json", partial), std::pair("reply-refused.json", refused)}) {
        const std::string text = base::toText(toJson(reply), 2) + "\n";
        EXPECT_EQ(text, golden(name)) << name;
        const auto read = replyFromJson(base::parseJson(text, name).value());
        ASSERT_TRUE(read) << read.error().message;
        EXPECT_EQ(toJson(*read), toJson(reply)) << name;
    }
}

TEST(Requests, RefusesWhatIsNoRequest)
{
    const auto refusal = [](const std::string& text) {
        const auto request = requestFromJson(base::parseJson(text, "request").value());
        return request ? "taken" : request.error().message;
    };
    const std::string head = R"({"schema": "rxwatt.request/1", )";
    EXPECT_THAT(refusal("[]"), HasSubstr("$"));
    EXPECT_THAT(refusal(R"({"action": "cancel"})"), HasSubstr("$.schema: is missing"));
    EXPECT_THAT(refusal(R"({"schema": "rxwatt.request/2", "action": "cancel"})"), HasSubstr("rxwatt.request/2"));
    EXPECT_THAT(refusal(head + R"("action": "explode"})"), HasSubstr("$.action"));
    EXPECT_THAT(refusal(head + R"("runs": []})"), HasSubstr("$.action: is missing"));
    EXPECT_THAT(refusal(head + R"("action": "cancel", "runs": ["../../etc"]})"), HasSubstr("$.runs[0]"));
    EXPECT_THAT(refusal(head + R"("action": "cancel", "runs": 7})"), HasSubstr("$.runs"));
    EXPECT_THAT(refusal(head + R"("action": "cancel", "force": true})"), HasSubstr("force"));
    EXPECT_THAT(refusal(head + R"("action": "reorder", "before": "../x"})"), HasSubstr("$.before"));
    EXPECT_THAT(refusal(head + R"("action": "reorder", "before": ""})"), HasSubstr("taken"));
    EXPECT_THAT(refusal(head + R"("action": "add", "specs": {}})"), HasSubstr("$.specs"));
    EXPECT_THAT(refusal(head + R"("action": "set_meta", "meta": {"star": 1}})"), HasSubstr("star"));
}

} // namespace rxwatt::schedule
