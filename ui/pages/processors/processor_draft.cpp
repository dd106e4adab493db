// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/processors/processor_draft.h"

#include "core/energy/processor_range.h"
#include "ui/models/number_text.h"
#include "ui/pages/processors/processor_words.h"

#include <cmath>

namespace rxwatt::pages
{

namespace
{

constexpr std::string_view basisPrefix = "basis.";

/// "$.tdp_w: found …" is about "tdp_w", "$.basis.tdp_w: …" about "basis.tdp_w", "$.unverified[3]: …" about all of them.
std::string keyOf(const std::string& message)
{
    constexpr std::string_view begin = "$.";
    if (!message.starts_with(begin)) {
        return {};
    }
    const std::size_t end = message.find_first_of(":[", begin.size());
    return message.substr(begin.size(), end - begin.size());
}

QString wordsOf(const std::string& message)
{
    const std::size_t colon = message.find(": ");
    QString text = QString::fromStdString(colon == std::string::npos ? message : message.substr(colon + 2));
    text[0] = text[0].toUpper();
    return text;
}

/// The part of the JSON that a key is of: that of the bases, or the whole.
Json& partOf(Json& json, const std::string& key)
{
    return key.starts_with(basisPrefix) ? json["basis"] : json;
}

std::string nameIn(const std::string& key)
{
    return key.starts_with(basisPrefix) ? key.substr(basisPrefix.size()) : key;
}

void setNumber(Json& json, const ProcessorField& field, const QString& text, ProcessorTexts& problems)
{
    const std::optional<double> typed = models::numberFromText(text);
    const energy::ProcessorRange* range = energy::processorRangeOf(field.key);
    const bool isWhole = range != nullptr && range->isWhole;
    if (!typed || (isWhole && std::floor(*typed) != *typed)) {
        problems[field.key] = isWhole ? ProcessorWords::tr("A whole number is needed: %1").arg(rangeText(field))
                                      : ProcessorWords::tr("A number is needed: %1").arg(rangeText(field));
    } else if (isWhole && std::abs(*typed) < 1e15) {
        json[field.key] = static_cast<std::int64_t>(*typed);
    } else {
        json[field.key] = *typed * field.scale;
    }
}

void setText(Json& json, const std::string& key, const QString& text, ProcessorTexts& problems)
{
    const ProcessorField* field = processorField(key);
    Json& part = partOf(json, key);
    const std::string name = nameIn(key);
    if (text.trimmed().isEmpty() && key == "name") {
        problems[key] = ProcessorWords::tr("A name is needed");
        return;
    }
    part.erase(name);
    if (text.trimmed().isEmpty()) {
        return;
    }
    if (field != nullptr && field->kind == ProcessorField::Kind::number) {
        setNumber(json, *field, text, problems);
    } else if (key == "unverified") {
        for (const QString& line : text.split(u'\n', Qt::SkipEmptyParts)) {
            if (!line.trimmed().isEmpty()) {
                part[name].push_back(line.trimmed().toStdString());
            }
        }
    } else {
        part[name] = text.trimmed().toStdString();
    }
}

QString problemText(const std::string& key, const std::string& message, const ProcessorTexts& draft)
{
    const ProcessorField* field = processorField(key);
    const bool isNumber = field != nullptr && field->kind == ProcessorField::Kind::number;
    // In the unit that was typed in.
    return isNumber && draft.contains(key) ? ProcessorWords::tr("%1 is not a value of this world: %2 is allowed")
                                                 .arg(draft.at(key).trimmed(), rangeText(*field))
                                           : wordsOf(message);
}

} // namespace

DraftedProcessor drafted(const energy::Processor& processor, const ProcessorTexts& draft)
{
    DraftedProcessor made{processor, {}};
    const Json before = energy::toJson(processor);
    Json json = before;
    if (!json.contains("basis")) {
        json["basis"] = Json::object();
    }
    for (const auto& [key, text] : draft) {
        setText(json, key, text, made.problems);
    }
    // One problem is told at a time: each makes way for what was there, which is right.
    for (std::size_t i = 0; i <= draft.size(); ++i) {
        const Status read = energy::fromJson(json, "$", made.processor);
        if (read) {
            return made;
        }
        const std::string key = keyOf(read.error().message);
        made.problems.emplace(key, problemText(key, read.error().message, draft));
        Json& part = partOf(json, key);
        Json old = before;
        const Json& oldPart = partOf(old, key);
        const auto found = oldPart.find(nameIn(key));
        if (found != oldPart.end()) {
            part[nameIn(key)] = *found;
        } else {
            part.erase(nameIn(key));
        }
    }
    return made;
}

void dropUnchanged(ProcessorTexts& draft, const energy::Processor& processor)
{
    std::erase_if(draft, [&](const auto& entry) {
        const DraftedProcessor made = drafted(processor, {entry});
        return made.problems.empty() && made.processor == processor;
    });
}

QJsonObject toJson(const ProcessorDrafts& drafts)
{
    QJsonObject json;
    for (const auto& [id, draft] : drafts) {
        QJsonObject texts;
        for (const auto& [key, text] : draft) {
            texts.insert(QString::fromStdString(key), text);
        }
        json.insert(QString::fromStdString(id), texts);
    }
    return json;
}

ProcessorDrafts processorDraftsFromJson(const QJsonObject& json)
{
    ProcessorDrafts drafts;
    for (auto one = json.begin(); one != json.end(); ++one) {
        const QJsonObject texts = one.value().toObject();
        for (auto text = texts.begin(); text != texts.end(); ++text) {
            const std::string key = text.key().toStdString();
            if (processorField(nameIn(key)) != nullptr && text.value().isString()) {
                drafts[one.key().toStdString()][key] = text.value().toString();
            }
        }
    }
    return drafts;
}

} // namespace rxwatt::pages
