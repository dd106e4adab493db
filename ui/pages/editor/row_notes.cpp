// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/editor/row_notes.h"

#include "ui/pages/editor/value_text.h"

#include <QCoreApplication>

namespace rxwatt::pages::editor
{

namespace
{

QString words(const char* text)
{
    return QCoreApplication::translate("rxwatt::pages::editor::SpecForm", text);
}

/// "Entry 3: found 0, 1 to 64 is allowed" of a problem inside a list.
QString problemText(const Problem& problem)
{
    const std::string& message = problem.message;
    const std::string place = "$." + problem.path + "[";
    QString text = QString::fromStdString(problem.shortMessage());
    if (message.starts_with(place)) {
        const int entry = std::atoi(message.c_str() + place.size()) + 1;
        return words("Entry %1: %2").arg(entry).arg(text);
    }
    return text.isEmpty() ? text : text.left(1).toUpper() + text.mid(1);
}

bool meanSameBlocks(const Json& one, const Json& other)
{
    const auto same = [&](const char* path) {
        return meanSame(*fieldAt(path), valueAt(one, path), valueAt(other, path));
    };
    return same(channelsPath) && same(dilationsPath);
}

QString shortText(const Field& field, const Json& value)
{
    constexpr qsizetype longest = 120;
    const QString text = field.type == run::FieldType::sinrList ? sinrText(value) : valueText(value);
    return text.size() > longest ? text.left(longest) + u'…' : text;
}

/// All that is wrong with a field, a line each.
QString problemsOf(const Field& field, const Examination& examination)
{
    QString text;
    for (const Problem& problem : examination.problems) {
        const Field* at = fieldAt(problem.path);
        const bool isDilations = at != nullptr && at->path == dilationsPath;
        if (at == &field || (isDilations && isBlocks(field))) {
            text += (text.isEmpty() ? QString() : QStringLiteral("\n")) + problemText(problem);
        }
    }
    return text;
}

} // namespace

bool isBlocks(const Field& field)
{
    return field.path == channelsPath;
}

Json blocksIn(const Json& spec)
{
    return Json{{"channels", valueAt(spec, channelsPath)}, {"dilations", valueAt(spec, dilationsPath)}};
}

RowNotes notesOf(const Field& field, const EditorState& state, const Examination& examination)
{
    RowNotes notes;
    notes.problem = problemsOf(field, examination);
    notes.showReference = !state.base.is_null();
    const Json base = valueAt(state.base, field.path);
    if (isBlocks(field)) {
        notes.isChanged = !meanSameBlocks(state.draft.json(), state.base);
        const QString channels = shortText(field, base.is_null() ? field.defaultValue : base);
        notes.reference = notes.showReference ? words("Base: channels %1").arg(channels)
                                              : words("the default, channels %1").arg(channels);
        return notes;
    }
    notes.isChanged =
        !meanSame(field, state.draft.value(field.path), base) && (field.path != "name" || notes.showReference);
    const Json& reference = base.is_null() && field.fallbackPath().empty() ? field.defaultValue : base;
    const QString text = reference.is_null() ? words("what the link has") : shortText(field, reference);
    notes.reference = notes.showReference ? words("Base: %1").arg(text) : words("the default, %1").arg(text);
    return notes;
}

} // namespace rxwatt::pages::editor
