// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/atomic_file.h"
#include "core/base/files.h"
#include "tests/support/file_helpers.h"
#include "tests/support/limited_process.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cerrno>
#include <chrono>
#include <fcntl.h>
#include <sys/stat.h>

namespace
{

using namespace rxwatt;
using test::contentOf;
using test::messageOf;
using test::namesIn;
using test::putContent;
using test::TemporaryFolder;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(Files, ReadWholeFilesUpToTheirLimit)
{
    const TemporaryFolder folder;
    const std::string content(200'000, 'x');
    putContent(folder / "a", content);
    EXPECT_EQ(base::readFile(folder / "a", content.size()).value(), content);
    const Result<std::string> refused = base::readFile(folder / "a", content.size() - 1);
    EXPECT_EQ(refused.error().kind, ErrorKind::badInput);
    EXPECT_EQ(refused.error().message, (folder / "a").string() + ": is larger than the 199999 bytes that are allowed");
}

TEST(Files, ReadWhatHasNoSize)
{
    // st_size of /proc files is 0; /dev/zero never ends.
    EXPECT_THAT(base::readFile("/proc/self/status", 1 << 16).value(), HasSubstr("Pid:"));
    EXPECT_THAT(base::readFile("/dev/zero", 1 << 16).error().message, HasSubstr("is larger than"));
}

TEST(Files, ReadingAPipeThatNobodyWritesToDoesNotWait)
{
    const TemporaryFolder folder;
    ASSERT_EQ(::mkfifo((folder / "pipe").c_str(), 0600), 0);
    EXPECT_EQ(base::readFile(folder / "pipe", 10).value(), "");
}

TEST(Files, SayWhyAFileCannotBeRead)
{
    const TemporaryFolder folder;
    const Error missing = base::readFile(folder / "a", 10).error();
    EXPECT_EQ(missing.kind, ErrorKind::notFound);
    EXPECT_EQ(missing.message, "cannot read " + (folder / "a").string() + ": No such file or directory");
    const Error isFolder = base::readFile(folder.path(), 10).error();
    EXPECT_EQ(isFolder.kind, ErrorKind::storage);
    EXPECT_THAT(isFolder.message, HasSubstr("Is a directory"));
}

TEST(WriteFileAtomically, MakesAndReplacesFilesAndLeavesNothingBeside)
{
    const TemporaryFolder folder;
    EXPECT_EQ(messageOf(base::writeFileAtomically(folder / "a", "old")), "success");
    EXPECT_EQ(messageOf(base::writeFileAtomically(folder / "a", std::string(300'000, 'n'))), "success");
    EXPECT_EQ(contentOf(folder / "a"), std::string(300'000, 'n'));
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("a"));
}

TEST(WriteFileAtomically, TakesTheLongestFileName)
{
    const TemporaryFolder folder;
    EXPECT_EQ(messageOf(base::writeFileAtomically(folder / std::string(255, 'n'), "text")), "success");
}

TEST(WriteFileAtomically, KeepsThePermissionsOfTheFile)
{
    const TemporaryFolder folder;
    putContent(folder / "secret", "old");
    ASSERT_EQ(::chmod((folder / "secret").c_str(), 0600), 0);
    EXPECT_EQ(messageOf(base::writeFileAtomically(folder / "secret", "new")), "success");
    struct stat status = {};
    ASSERT_EQ(::stat((folder / "secret").c_str(), &status), 0);
    EXPECT_EQ(status.st_mode & 0777U, 0600U);
}

TEST(WriteFileAtomically, KeepsTheOldFileWhereTheDiskIsFull)
{
    const TemporaryFolder folder;
    putContent(folder / "a", "old");
    const std::string message = test::withFileSizeLimit(
        10'000, [&] { return messageOf(base::writeFileAtomically(folder / "a", std::string(10'001, 'n'))); });
    EXPECT_EQ(message, "cannot write " + (folder / "a").string() + ": File too large");
    EXPECT_EQ(contentOf(folder / "a"), "old");
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("a"));
}

TEST(WriteFileAtomically, KeepsTheOldFileWhereTheWriterFails)
{
    const TemporaryFolder folder;
    putContent(folder / "a", "old");
    const Status status = base::writeFileAtomically(folder / "a", [&](int descriptor) -> Status {
        EXPECT_TRUE(base::writeAll(descriptor, "half", folder / "a"));
        // The name is free of half-written files at every moment.
        EXPECT_EQ(contentOf(folder / "a"), "old");
        return fail(ErrorKind::failed, "changed my mind");
    });
    EXPECT_EQ(messageOf(status), "changed my mind");
    EXPECT_EQ(contentOf(folder / "a"), "old");
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("a"));
}

TEST(WriteFileAtomically, SaysWhereTheFolderIsMissingOrInTheWay)
{
    const TemporaryFolder folder;
    EXPECT_EQ(messageOf(base::writeFileAtomically(folder.path() / "none" / "a", "text")),
              "cannot write " + (folder.path() / "none" / "a").string() + ": No such file or directory");
    std::filesystem::create_directory(folder / "sub");
    EXPECT_THAT(messageOf(base::writeFileAtomically(folder / "sub", "text")), HasSubstr("Is a directory"));
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("sub"));
}

TEST(WriteAll, ReportsAFullDevice)
{
    const base::FileDescriptor full(::open("/dev/full", O_WRONLY | O_CLOEXEC));
    ASSERT_TRUE(full.valid());
    const Status status = base::writeAll(full.get(), "text", "runs.json");
    EXPECT_EQ(messageOf(status), "cannot write runs.json: No space left on device");
    EXPECT_EQ(status.error().kind, ErrorKind::storage);
}

TEST(SyncFolder, FailsWhereThereIsNone)
{
    const TemporaryFolder folder;
    EXPECT_EQ(messageOf(base::syncFolder(folder.path())), "success");
    EXPECT_EQ(base::syncFolder(folder / "none").error().kind, ErrorKind::notFound);
}

TEST(FileDescriptor, ClosesItselfOnceAndMoves)
{
    const int number = ::open("/dev/null", O_RDONLY | O_CLOEXEC);
    {
        base::FileDescriptor first(number);
        base::FileDescriptor second(std::move(first));
        EXPECT_FALSE(first.valid()); // NOLINT(bugprone-use-after-move): what is left is what is tested
        base::FileDescriptor third(::open("/dev/null", O_RDONLY | O_CLOEXEC));
        const int replaced = third.get();
        third = std::move(second);
        EXPECT_EQ(third.get(), number);
        EXPECT_EQ(::fcntl(replaced, F_GETFD), -1);
        EXPECT_NE(::fcntl(number, F_GETFD), -1);
    }
    EXPECT_EQ(::fcntl(number, F_GETFD), -1);
}

TEST(FileLock, IsHeldByOneAndNamesTheHolder)
{
    const TemporaryFolder folder;
    {
        const Result<base::FileLock> held = base::FileLock::take(folder / "lock", "rxwatt run, process 42 on host");
        ASSERT_TRUE(held) << held.error().message;
        const Result<base::FileLock> second = base::FileLock::take(folder / "lock", "another");
        ASSERT_FALSE(second);
        EXPECT_EQ(second.error().kind, ErrorKind::busy);
        EXPECT_EQ(second.error().message, (folder / "lock").string() + ": is held by rxwatt run, process 42 on host");
    }
    EXPECT_TRUE(base::FileLock::take(folder / "lock", "short"));
    EXPECT_EQ(contentOf(folder / "lock"), "short") << "nothing of the holder before may be left";
}

TEST(FileLock, IsTakenWhereTheDiskHasNoRoomForItsText)
{
    const TemporaryFolder folder;
    putContent(folder / "lock", "");
    const std::string result = test::withFileSizeLimit(0, [&]() -> std::string {
        const Result<base::FileLock> lock = base::FileLock::take(folder / "lock", "holder");
        return lock ? "taken" : lock.error().message;
    });
    EXPECT_EQ(result, "taken");
}

TEST(ReplaceFile, LeavesTheNewTextAndNothingBeside)
{
    const TemporaryFolder folder;
    putContent(folder / "a", "old");
    EXPECT_EQ(messageOf(base::replaceFile(folder / "a", "new")), "success");
    EXPECT_EQ(contentOf(folder / "a"), "new");
    EXPECT_THAT(namesIn(folder.path()), ElementsAre("a"));
    EXPECT_FALSE(base::replaceFile(folder.path() / "none" / "a", "text"));
}

TEST(RemoveAbandonedFiles, TakesOldOnesThatAreOursOnly)
{
    const TemporaryFolder folder;
    const auto longAgo = std::filesystem::file_time_type::clock::now() - std::chrono::minutes(2);
    for (const char* name : {".rxwatt-old.tmp", "rxwatt-old.tmp", ".rxwatt-old", "other.tmp"}) {
        putContent(folder / name, "half");
        std::filesystem::last_write_time(folder / name, longAgo);
    }
    putContent(folder / ".rxwatt-young.tmp", "half");
    base::removeAbandonedFiles(folder.path());
    base::removeAbandonedFiles(folder / "none");
    EXPECT_THAT(namesIn(folder.path()),
                testing::UnorderedElementsAre(".rxwatt-young.tmp", ".rxwatt-old", "rxwatt-old.tmp", "other.tmp"));
}

TEST(FileLock, ShowsNoControlCharactersAndNoFloodOfText)
{
    const TemporaryFolder folder;
    const Result<base::FileLock> held =
        base::FileLock::take(folder / "lock", "\x1b[2Jgone\n" + std::string(100'000, 'x'));
    ASSERT_TRUE(held);
    const std::string message = base::FileLock::take(folder / "lock", "").error().message;
    EXPECT_THAT(message, HasSubstr("is held by  [2Jgone xxx"));
    EXPECT_LT(message.size(), 500U);
}

TEST(FileLock, SurvivesAMoveAndEndsWithItsProcess)
{
    const TemporaryFolder folder;
    Result<base::FileLock> held = base::FileLock::take(folder / "lock", "");
    ASSERT_TRUE(held);
    {
        const base::FileLock moved = std::move(*held);
        EXPECT_EQ(base::FileLock::take(folder / "lock", "").error().message,
                  (folder / "lock").string() + ": is held by another process");
    }
    // A child that dies while it holds the lock.
    test::withFileSizeLimit(RLIM_INFINITY, [&]() -> std::string {
        const Result<base::FileLock> inChild = base::FileLock::take(folder / "lock", "child");
        ::_exit(inChild ? 0 : 1);
    });
    EXPECT_EQ(contentOf(folder / "lock"), "child");
    EXPECT_TRUE(base::FileLock::take(folder / "lock", ""));
}

TEST(NetworkFileSystem, IsNotWhatTheKernelMakesItself)
{
    EXPECT_FALSE(base::onNetworkFileSystem("/proc"));
    EXPECT_FALSE(base::onNetworkFileSystem("/dev/shm"));
    // Where nobody can say, the careful way is taken.
    EXPECT_TRUE(base::onNetworkFileSystem("/proc/no such folder"));
}

} // namespace
