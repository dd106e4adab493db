// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/phy/dataset.h"
#include "tests/support/temporary_folder.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace rxwatt::phy
{

namespace
{

DatasetSettings smallDataset()
{
    DatasetSettings settings;
    settings.link.resourceBlocks = 2;
    settings.link.modulations = {Modulation::qam16};
    settings.link.dmrs.symbols = {2};
    settings.linkJson = R"({"resource_blocks": 2})";
    settings.sinrDb = {5, 20};
    settings.slotsPerSinr = 3;
    settings.seed = 11;
    return settings;
}

std::string contentOf(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
}

/// The file with every occurrence of a text of its header replaced by one of the same length.
void replaceInFile(const std::filesystem::path& path, const std::string& from, const std::string& to)
{
    std::string content = contentOf(path);
    const std::size_t at = content.find(from);
    ASSERT_NE(at, std::string::npos);
    ASSERT_EQ(from.size(), to.size());
    content.replace(at, from.size(), to);
    std::ofstream(path, std::ios::binary) << content;
}

/// Replaces the bytes at the beginning (or `offset` bytes further) of a tensor's data.
void overwrite(const std::filesystem::path& path, const std::string& tensor, std::string_view bytes,
               std::size_t offset = 0)
{
    const auto file = base::TensorFile::open(path);
    ASSERT_TRUE(file);
    std::uint64_t dataBytes = 0;
    for (const base::TensorEntry& entry : file->entries()) {
        dataBytes += entry.bytes;
    }
    std::string content = contentOf(path);
    content.replace(content.size() - dataBytes + file->find(tensor)->offset + offset, bytes.size(), bytes);
    std::ofstream(path, std::ios::binary) << content;
}

} // namespace

TEST(Dataset, SlotsComeBackAsTheyWereSimulated)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    ASSERT_TRUE(writeDataset(folder / "slots.safetensors", settings));
    const auto reader = DatasetReader::open(folder / "slots.safetensors", settings.link);
    ASSERT_TRUE(reader) << reader.error().message;
    ASSERT_EQ(reader->slots(), 6U);
    EXPECT_EQ(reader->modulation(), settings.link.modulations.front());
    EXPECT_EQ(base::TensorFile::open(folder / "slots.safetensors")->metadata().at("link"), settings.linkJson);

    LinkSimulator simulator(settings.link);
    for (std::uint64_t index = 0; index < 6; ++index) {
        Slot expected;
        SlotOverrides overrides;
        overrides.sinrDb = index < 3 ? 5 : 20;
        simulator.simulate({11, base::Stream::dataset, index}, overrides, expected);
        Slot found;
        ASSERT_TRUE(reader->read(index, found));
        EXPECT_EQ(found.received, expected.received);
        EXPECT_EQ(found.transmitted, expected.transmitted);
        EXPECT_EQ(found.channel, expected.channel);
        EXPECT_EQ(found.bits, expected.bits);
        EXPECT_EQ(found.dataMask, expected.dataMask);
        EXPECT_EQ(found.dmrsMask, expected.dmrsMask);
        EXPECT_EQ(found.noiseVariance, expected.noiseVariance);
        EXPECT_EQ(found.draw.sinrDb, expected.draw.sinrDb);
        EXPECT_EQ(found.draw.modulation, Modulation::qam16);
        EXPECT_EQ(found.draw.dmrsSymbols, 2);
    }
}

TEST(Dataset, ContentDoesNotDependOnThreads)
{
    const test::TemporaryFolder folder;
    DatasetSettings settings = smallDataset();
    ASSERT_TRUE(writeDataset(folder / "one", settings));
    settings.threads = 4;
    std::uint64_t last = 0;
    ASSERT_TRUE(writeDataset(folder / "four", settings, [&](std::uint64_t done, std::uint64_t) { last = done; }));
    EXPECT_EQ(last, 6U);
    EXPECT_EQ(contentOf(folder / "one"), contentOf(folder / "four"));
}

TEST(Dataset, ServesLinksOfSeveralModulations)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    ASSERT_TRUE(writeDataset(folder / "slots", settings));
    LinkConfig wide = settings.link;
    wide.modulations = {Modulation::qam16, Modulation::qam256};
    wide.dmrs.symbols = {1, 2};
    const auto narrowReader = DatasetReader::open(folder / "slots", settings.link);
    const auto wideReader = DatasetReader::open(folder / "slots", wide);
    ASSERT_TRUE(narrowReader && wideReader);
    Slot narrowSlot;
    Slot wideSlot;
    ASSERT_TRUE(narrowReader->read(4, narrowSlot));
    ASSERT_TRUE(wideReader->read(4, wideSlot));
    ASSERT_EQ(wideSlot.bitWidth, 8);
    for (std::size_t element = 0; element < narrowSlot.elements(); ++element) {
        for (std::size_t bit = 0; bit < 8; ++bit) {
            EXPECT_EQ(wideSlot.bits[element * 8 + bit], bit < 4 ? narrowSlot.bits[element * 4 + bit] : 0);
        }
    }
}

TEST(Dataset, RefusesWhatAFileCannotHold)
{
    const test::TemporaryFolder folder;
    const auto messageOf = [&folder](const auto& spoil) {
        DatasetSettings settings = smallDataset();
        spoil(settings);
        const Status status = writeDataset(folder / "slots", settings);
        return status ? std::string() : status.error().message;
    };
    EXPECT_EQ(messageOf([](DatasetSettings& s) {
                  s.link.modulations = {Modulation::qpsk, Modulation::qam16};
              }),
              "link.modulation: found a list of 2, a dataset has one modulation");
    EXPECT_EQ(messageOf([](DatasetSettings& s) {
                  s.link.dmrs.symbols = {1, 2};
              }),
              "link.dmrs.symbols: found a list of 2, a dataset has one number of DM-RS symbols");
    EXPECT_THAT(messageOf([](DatasetSettings& s) { s.sinrDb = {}; }), testing::StartsWith("sinr:"));
    EXPECT_THAT(messageOf([](DatasetSettings& s) { s.sinrDb = {1e9}; }), testing::StartsWith("sinr:"));
    EXPECT_THAT(messageOf([](DatasetSettings& s) { s.slotsPerSinr = 0; }), testing::StartsWith("slots:"));
    EXPECT_THAT(messageOf([](DatasetSettings& s) { s.link.rxAntennas = 0; }), testing::StartsWith("link.rx_antennas:"));
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Dataset, LeavesNothingBehindWhenStopped)
{
    const test::TemporaryFolder folder;
    std::stop_source source;
    source.request_stop();
    const Status status = writeDataset(folder / "slots", smallDataset(), {}, source.get_token());
    ASSERT_FALSE(status);
    EXPECT_EQ(status.error().kind, ErrorKind::cancelled);
    EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(DatasetReader, RefusesFilesThatDoNotFitTheLink)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    ASSERT_TRUE(writeDataset(folder / "slots", settings));
    const auto messageFor = [&](const auto& change) {
        LinkConfig link = settings.link;
        change(link);
        const auto reader = DatasetReader::open(folder / "slots", link);
        return reader ? std::string() : reader.error().message;
    };
    EXPECT_THAT(messageFor([](LinkConfig& link) { link.resourceBlocks = 3; }), testing::HasSubstr("received"));
    EXPECT_THAT(messageFor([](LinkConfig& link) { link.rxAntennas = 1; }), testing::HasSubstr("received"));
    EXPECT_THAT(messageFor([](LinkConfig& link) { link.modulations = {Modulation::qam256}; }),
                testing::HasSubstr("bits: found 4 bits a symbol, the link has 8"));
    EXPECT_THAT(messageFor([](LinkConfig& link) { link.dmrs.symbols = {1}; }),
                testing::HasSubstr("found another grid than the link's with 1 DM-RS symbols"));
}

TEST(DatasetReader, RefusesTornAndHostileFiles)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    const std::filesystem::path path = folder / "slots";
    ASSERT_TRUE(writeDataset(path, settings));
    const std::string whole = contentOf(path);

    std::ofstream(path, std::ios::binary) << whole.substr(0, whole.size() / 2);
    EXPECT_FALSE(DatasetReader::open(path, settings.link));

    std::ofstream(path, std::ios::binary) << whole;
    replaceInFile(path, "\"sinr_db\"", "\"sinr_dB\"");
    EXPECT_FALSE(DatasetReader::open(path, settings.link));

    for (const char* mask : {"data_mask", "dmrs_mask"}) {
        std::ofstream(path, std::ios::binary) << whole;
        overwrite(path, mask, "\7");
        EXPECT_FALSE(DatasetReader::open(path, settings.link)) << mask;
    }
}

TEST(DatasetReader, RefusesBitsThatAreNeitherZeroNorOne)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    ASSERT_TRUE(writeDataset(folder / "slots", settings));
    overwrite(folder / "slots", "bits", "\7");
    const auto reader = DatasetReader::open(folder / "slots", settings.link);
    ASSERT_TRUE(reader);
    Slot slot;
    EXPECT_THAT(reader->read(0, slot).error().message, testing::HasSubstr("bits: slot 0 holds other values"));
    EXPECT_TRUE(reader->read(1, slot));
}

TEST(DatasetReader, RefusesValuesThatNoReceiverCanComputeWith)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    const std::string_view notANumber("\0\0\xc0\x7f", 4);
    ASSERT_TRUE(writeDataset(folder / "slots", settings));
    overwrite(folder / "slots", "received", notANumber);
    Slot slot;
    const auto received = DatasetReader::open(folder / "slots", settings.link);
    ASSERT_TRUE(received);
    EXPECT_THAT(received->read(0, slot).error().message, testing::HasSubstr("received: slot 0"));
    EXPECT_TRUE(received->read(1, slot));

    // The first pilot: subcarrier 0 of symbol 2.
    ASSERT_TRUE(writeDataset(folder / "slots", settings));
    overwrite(folder / "slots", "transmitted", std::string(8, '\0'), std::size_t{2} * 24 * 8);
    const auto pilots = DatasetReader::open(folder / "slots", settings.link);
    ASSERT_TRUE(pilots);
    EXPECT_THAT(pilots->read(0, slot).error().message, testing::HasSubstr("transmitted: slot 0 has a pilot"));
}

TEST(DatasetReader, RefusesSlotsThatAreNotThere)
{
    const test::TemporaryFolder folder;
    const DatasetSettings settings = smallDataset();
    ASSERT_TRUE(writeDataset(folder / "slots", settings));
    const auto reader = DatasetReader::open(folder / "slots", settings.link);
    ASSERT_TRUE(reader);
    Slot slot;
    EXPECT_FALSE(reader->read(6, slot));
}

} // namespace rxwatt::phy
