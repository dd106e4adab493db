// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/seed_list.h"

#include <fmt/format.h>

#include <algorithm>
#include <QCoreApplication>
#include <QStringList>

namespace rxwatt::pages::editor
{

namespace
{

tl::unexpected<Error> wrongSeeds(const QString& part)
{
    constexpr qsizetype longest = 40;
    const QString text = QCoreApplication::translate("Editor", "Seeds: found \"%1\"; whole numbers like 1,2,3 or 1-5 "
                                                               "are allowed, each once, at most %2")
                             .arg(part.left(longest))
                             .arg(mostSeeds);
    return fail(ErrorKind::badInput, text.toStdString());
}

} // namespace

Result<std::vector<std::uint64_t>> seedsFromText(const QString& text)
{
    std::vector<std::uint64_t> seeds;
    for (const QString& part : text.simplified().split(u',', Qt::SkipEmptyParts)) {
        const QStringList ends = part.trimmed().split(u'-');
        bool firstIsNumber = false;
        bool lastIsNumber = false;
        const qulonglong first = ends.first().trimmed().toULongLong(&firstIsNumber);
        const qulonglong last = ends.last().trimmed().toULongLong(&lastIsNumber);
        if (!firstIsNumber || !lastIsNumber || ends.size() > 2 || last < first || last - first >= mostSeeds) {
            return wrongSeeds(part);
        }
        for (qulonglong i = 0; i <= last - first; ++i) {
            const std::uint64_t seed = first + i;
            if (seeds.size() >= mostSeeds || std::find(seeds.begin(), seeds.end(), seed) != seeds.end()) {
                return wrongSeeds(part);
            }
            seeds.push_back(seed);
        }
    }
    return seeds;
}

std::vector<Json> withSeeds(const Json& spec, const std::vector<std::uint64_t>& seeds)
{
    if (seeds.empty()) {
        return {spec};
    }
    std::vector<Json> specs;
    for (const std::uint64_t seed : seeds) {
        Json one = spec;
        const Json name = one.value("name", Json("train"));
        one["name"] = fmt::format("{}-s{}", name.is_string() ? name.get<std::string>() : std::string("train"), seed);
        one["seed"] = seed;
        specs.push_back(std::move(one));
    }
    return specs;
}

} // namespace rxwatt::pages::editor
