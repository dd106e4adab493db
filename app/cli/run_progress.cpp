// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_progress.h"

#include "app/cli/text.h"

#include <fmt/format.h>

#include <algorithm>

namespace rxwatt::cli
{

namespace
{

constexpr int barColumns = 24;
constexpr std::size_t barNameColumns = 24;

double partOf(const RunProgress::Share& share)
{
    return share.total > 0 ? std::clamp(static_cast<double>(share.done) / static_cast<double>(share.total), 0.0, 1.0)
                           : 0.0;
}

std::string barOf(double share)
{
    const int full = static_cast<int>(share * barColumns);
    std::string bar;
    for (int i = 0; i < barColumns; ++i) {
        bar += i < full ? "█" : "░";
    }
    return bar;
}

std::string leftText(double remainingS)
{
    return remainingS < 0 ? std::string() : durationText(remainingS) + " left";
}

/// Texts that are there, joined by ", ".
std::string joined(std::initializer_list<std::string> parts)
{
    std::string text;
    for (const std::string& part : parts) {
        text += part.empty() || text.empty() ? part : ", " + part;
    }
    return text;
}

std::string numbersText(const RunProgress& progress)
{
    return joined({progress.loss ? fmt::format("loss {:.4f}", *progress.loss) : "",
                   progress.validationGmBer ? fmt::format("validation GM-BER {:.3f}", *progress.validationGmBer) : "",
                   progress.phase == run::Phase::evaluation ? progress.lastPoint : ""});
}

} // namespace

bool RunProgress::take(const run::RunEvent& event)
{
    if (const auto* begun = std::get_if<run::PhaseEvent>(&event.payload)) {
        phase = begun->phase;
        return seen.insert(phase).second;
    }
    if (const auto* progress = std::get_if<run::ProgressEvent>(&event.payload)) {
        phase = progress->phase;
        shares[phase] = {progress->done, progress->total};
        remainingS = progress->remainingS;
    } else if (const auto* series = std::get_if<run::SeriesEvent>(&event.payload)) {
        if (const auto found = series->values.find("train_loss"); found != series->values.end()) {
            loss = found->second;
        }
        if (const auto found = series->values.find("validation_geometric_mean_ber"); found != series->values.end()) {
            validationGmBer = found->second;
        }
    } else if (const auto* point = std::get_if<run::BerPointEvent>(&event.payload)) {
        lastPoint = fmt::format("{} at {:g} dB: BER {}", printable(point->receiver), point->point.sinrDb,
                                scientific(point->point.ber));
    }
    return false;
}

RunProgress::Share RunProgress::share() const
{
    const auto found = shares.find(phase);
    return found == shares.end() ? Share{} : found->second;
}

std::string progressText(const RunProgress& progress)
{
    const RunProgress::Share share = progress.share();
    const std::string far =
        share.total > 0 ? fmt::format("{}/{} ({:.0f} %)", share.done, share.total, 100 * partOf(share)) : std::string();
    return joined({far, numbersText(progress), leftText(progress.remainingS)});
}

std::array<std::string, 2> progressLines(const RunProgress& progress, int width)
{
    const auto columns = static_cast<std::size_t>(std::max(width - 1, 20));
    const RunProgress::Share share = progress.share();
    const std::string name = shortened(printable(progress.name), barNameColumns);
    const std::string first = fmt::format("{}  {:<10} {} {:>3.0f} %  {}", name, run::nameOf(progress.phase),
                                          barOf(partOf(share)), 100 * partOf(share), leftText(progress.remainingS));
    const std::string far = share.total > 0 ? fmt::format("{}/{}", share.done, share.total) : std::string();
    return {shortened(first, columns), shortened("  " + joined({far, numbersText(progress)}), columns)};
}

} // namespace rxwatt::cli
