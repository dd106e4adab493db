// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/models/state_text.h"

#include <algorithm>
#include <array>
#include <QCoreApplication>

namespace rxwatt::models
{

namespace
{

struct StateWords {
    const char* text;
    const char* icon;
};

constexpr const char* stateContext = "RunState";

StateWords wordsOf(run::RunState state)
{
    using run::RunState;
    switch (state) {
    case RunState::queued:
        return {QT_TRANSLATE_NOOP("RunState", "Queued"), "clock"};
    case RunState::waiting:
        return {QT_TRANSLATE_NOOP("RunState", "Waiting"), "clock"};
    case RunState::starting:
        return {QT_TRANSLATE_NOOP("RunState", "Starting"), "loader"};
    case RunState::running:
        return {QT_TRANSLATE_NOOP("RunState", "Running"), "play"};
    case RunState::stale:
        return {QT_TRANSLATE_NOOP("RunState", "Silent"), "triangle-alert"};
    case RunState::pausing:
        return {QT_TRANSLATE_NOOP("RunState", "Pausing"), "circle-pause"};
    case RunState::paused:
        return {QT_TRANSLATE_NOOP("RunState", "Paused"), "pause"};
    case RunState::succeeded:
        return {QT_TRANSLATE_NOOP("RunState", "Done"), "check"};
    case RunState::failed:
        return {QT_TRANSLATE_NOOP("RunState", "Failed"), "x"};
    case RunState::cancelled:
        return {QT_TRANSLATE_NOOP("RunState", "Cancelled"), "circle-stop"};
    case RunState::timedOut:
        return {QT_TRANSLATE_NOOP("RunState", "Out of time"), "clock"};
    case RunState::preempted:
        return {QT_TRANSLATE_NOOP("RunState", "Preempted"), "skip-forward"};
    case RunState::pruned:
        return {QT_TRANSLATE_NOOP("RunState", "Pruned"), "circle-dashed"};
    }
    return {"", "circle"};
}

} // namespace

QString stateText(run::RunState state)
{
    return QCoreApplication::translate(stateContext, wordsOf(state).text);
}

QString stateIconName(run::RunState state)
{
    return QString::fromLatin1(wordsOf(state).icon);
}

QString reasonText(const std::string& reason)
{
    QString text = QString::fromStdString(reason);
    const auto space = std::find(text.cbegin(), text.cend(), QLatin1Char(' '));
    const auto isPlain = [](QChar letter) { return letter.isLower(); };
    if (!text.isEmpty() && std::all_of(text.cbegin(), space, isPlain)) {
        text[0] = text.at(0).toUpper();
    }
    return text;
}

QString phaseText(run::Phase phase)
{
    constexpr const char* phaseContext = "Phase";
    switch (phase) {
    case run::Phase::setup:
        return QCoreApplication::translate(phaseContext, "Set-up");
    case run::Phase::training:
        return QCoreApplication::translate(phaseContext, "Training");
    case run::Phase::validation:
        return QCoreApplication::translate(phaseContext, "Validation");
    case run::Phase::evaluation:
        return QCoreApplication::translate(phaseContext, "Evaluation");
    case run::Phase::inference:
        return QCoreApplication::translate(phaseContext, "Inference");
    }
    return {};
}

} // namespace rxwatt::models
