// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/energy/zone_json.h"

#include <fmt/format.h>

#include <cmath>

namespace rxwatt::energy
{

namespace
{

std::string_view nameOf(ReadingKind kind)
{
    return kind == ReadingKind::power ? "power" : "energy-counter";
}

Result<ReadingKind> kindFromName(const std::string& name)
{
    for (const ReadingKind kind : {ReadingKind::energyCounter, ReadingKind::power}) {
        if (name == nameOf(kind)) {
            return kind;
        }
    }
    return fail(ErrorKind::badInput, fmt::format("found {}, energy-counter or power is allowed", base::inQuotes(name)));
}

/// Of a name that was read, or keeps the error with the key's path.
template <typename T>
void take(base::ObjectReader& reader, const char* key, Result<T> value, T& out)
{
    if (value) {
        out = *value;
    } else {
        reader.keep(fail(ErrorKind::badInput, reader.pathOf(key) + ": " + value.error().message));
    }
}

} // namespace

Json toJson(const Zone& zone)
{
    Json json = {{"source", zone.source},
                 {"path", zone.path},
                 {"name", zone.name},
                 {"scope", nameOf(zone.scope)},
                 {"quality", run::nameOf(zone.quality)},
                 {"kind", nameOf(zone.kind)},
                 {"unit", zone.unit},
                 {"range", zone.range},
                 {"counted", zone.counted}};
    if (zone.limit) {
        json["limit_w"] = zone.limit->value;
    }
    if (!zone.note.empty()) {
        json["note"] = zone.note;
    }
    if (!zone.method.empty()) {
        json["method"] = zone.method;
    }
    return json;
}

Status fromJson(const Json& json, const std::string& path, Zone& out)
{
    Zone zone;
    std::string scope;
    std::string quality;
    std::string kind;
    std::optional<double> limit;
    base::ObjectReader reader(json, path);
    reader.required("source", zone.source)
        .required("path", zone.path)
        .required("name", zone.name)
        .required("scope", scope)
        .required("quality", quality)
        .required("kind", kind)
        .required("unit", zone.unit)
        .required("range", zone.range)
        .required("counted", zone.counted)
        .optional("limit_w", limit)
        .optional("note", zone.note)
        .optional("method", zone.method);
    RXWATT_TRY(reader.finish());
    take(reader, "scope", zoneScopeFromName(scope), zone.scope);
    take(reader, "quality", run::qualityFromName(quality), zone.quality);
    take(reader, "kind", kindFromName(kind), zone.kind);
    RXWATT_TRY(reader.finish());
    if (!std::isfinite(zone.unit) || zone.unit <= 0 || (limit && !(std::isfinite(*limit) && *limit > 0))) {
        return fail(ErrorKind::badInput, path + ": unit and limit_w are numbers above 0");
    }
    if (limit) {
        zone.limit = Watts{*limit};
    }
    out = std::move(zone);
    return {};
}

} // namespace rxwatt::energy
