// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/config_json.h"
#include "core/run/json_parts.h"
#include "core/run/spec_names.h"

namespace rxwatt::run
{

namespace
{

using base::ObjectReader;
using phy::ChannelModel;
using phy::Modulation;

/// A pair [low, high], or one number for both.
Status readRange(const Json& json, const std::string& path, phy::Range& out)
{
    if (json.is_number()) {
        double value = 0;
        RXWATT_TRY(base::fromJson(json, path, value));
        out = {value, value};
        return {};
    }
    std::vector<double> ends;
    if (!json.is_array() || json.size() != 2) {
        return tl::unexpected<Error>(base::wrongValue(path, json, "a number or a pair [low, high]"));
    }
    RXWATT_TRY(base::fromJson(json, path, ends));
    out = {ends[0], ends[1]};
    return {};
}

Json toJson(const phy::Range& range)
{
    if (range.low == range.high) {
        return range.low;
    }
    return Json::array({range.low, range.high});
}

Status readDmrs(const Json& json, const std::string& path, phy::DmrsConfig& dmrs)
{
    ObjectReader reader(json, path);
    readKey(reader, "symbols", [&](const Json& value, const std::string& at) {
        return readOneOrMany(value, at, dmrs.symbols, [](const Json& item, const std::string& itemAt, int& out) {
            return base::fromJson(item, itemAt, out);
        });
    });
    reader.optional("type", dmrs.type).optional("scrambling_id", dmrs.scramblingId);
    return reader.finish();
}

Status readChannel(const Json& json, const std::string& path, phy::ChannelConfig& channel)
{
    ObjectReader reader(json, path);
    readKey(reader, "models", [&](const Json& value, const std::string& at) {
        return readOneOrMany(value, at, channel.models,
                             [](const Json& item, const std::string& itemAt, ChannelModel& out) {
                                 return readName<ChannelModel>(item, itemAt, allChannelModels, out);
                             });
    });
    readKey(reader, "delay_spread_s",
            [&](const Json& value, const std::string& at) { return readRange(value, at, channel.delaySpread); });
    readKey(reader, "max_doppler_hz",
            [&](const Json& value, const std::string& at) { return readRange(value, at, channel.maxDopplerHz); });
    return reader.finish();
}

Status readModulations(const Json& json, const std::string& path, std::vector<Modulation>& modulations)
{
    return readOneOrMany(json, path, modulations, [](const Json& item, const std::string& at, Modulation& out) {
        return readName<Modulation>(item, at, allModulations, out);
    });
}

Json toJson(const phy::DmrsConfig& dmrs)
{
    Json json = Json::object();
    json["symbols"] = oneOrMany(dmrs.symbols, [](int symbols) { return Json(symbols); });
    json["type"] = dmrs.type;
    json["scrambling_id"] = dmrs.scramblingId;
    return json;
}

Json toJson(const phy::ChannelConfig& channel)
{
    Json json = Json::object();
    json["models"] = Json::array();
    for (const ChannelModel model : channel.models) {
        json["models"].push_back(nameOf(model));
    }
    json["delay_spread_s"] = toJson(channel.delaySpread);
    json["max_doppler_hz"] = toJson(channel.maxDopplerHz);
    return json;
}

} // namespace

Status readLink(const Json& json, const std::string& path, phy::LinkConfig& link)
{
    phy::LinkConfig read = link;
    ObjectReader reader(json, path);
    reader.optional("carrier_frequency_hz", read.carrierFrequencyHz)
        .optional("subcarrier_spacing_hz", read.subcarrierSpacingHz)
        .optional("resource_blocks", read.resourceBlocks)
        .optional("rx_antennas", read.rxAntennas)
        .optional("interference_share", read.interferenceShare);
    readKey(reader, "modulation",
            [&](const Json& value, const std::string& at) { return readModulations(value, at, read.modulations); });
    readKey(reader, "dmrs", [&](const Json& value, const std::string& at) { return readDmrs(value, at, read.dmrs); });
    readKey(reader, "channel",
            [&](const Json& value, const std::string& at) { return readChannel(value, at, read.channel); });
    readKey(reader, "sinr_db",
            [&](const Json& value, const std::string& at) { return readRange(value, at, read.sinrDb); });
    RXWATT_TRY(reader.finish());
    link = std::move(read);
    return {};
}

Json toJson(const phy::LinkConfig& link)
{
    Json json = Json::object();
    json["carrier_frequency_hz"] = link.carrierFrequencyHz;
    json["subcarrier_spacing_hz"] = link.subcarrierSpacingHz;
    json["resource_blocks"] = link.resourceBlocks;
    json["rx_antennas"] = link.rxAntennas;
    json["modulation"] = oneOrMany(link.modulations, [](Modulation modulation) { return Json(nameOf(modulation)); });
    json["dmrs"] = toJson(link.dmrs);
    json["channel"] = toJson(link.channel);
    json["interference_share"] = link.interferenceShare;
    json["sinr_db"] = toJson(link.sinrDb);
    return json;
}

} // namespace rxwatt::run
