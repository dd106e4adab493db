// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/run_json.h"

#include <filesystem>

namespace rxwatt::cli
{

namespace
{

Json seriesJson(const std::vector<store::SeriesSummary>& series)
{
    Json json = Json::object();
    for (const store::SeriesSummary& one : series) {
        json[one.name] = {{"last", one.last}, {"last_step", one.lastStep}, {"count", one.count}};
    }
    return json;
}

Json curveJson(const store::BerCurve& curve, const RunId& run, store::CurveParts parts)
{
    Json json = {{"receiver", curve.receiver},
                 {"modulation", curve.modulation},
                 {"dmrs_symbols", curve.dmrsSymbols},
                 {"run", run.text},
                 {"interval", "by-slot"}};
    if (parts == store::CurveParts::points) {
        json["points"] = Json::array();
        for (const run::BerPoint& point : curve.points) {
            json["points"].push_back(jsonOf(point));
        }
    }
    if (!curve.weights.empty()) {
        json["weights"] = curve.weights;
    }
    return json;
}

Json phasesJson(const std::vector<store::PhaseStretch>& phases)
{
    Json json = Json::array();
    for (const store::PhaseStretch& stretch : phases) {
        json.push_back({{"phase", run::nameOf(stretch.phase)},
                        {"attempt", stretch.attempt},
                        {"duration_s", stretch.endS - stretch.beginS}});
    }
    return json;
}

/// A run that judges the weights of others has no model of its own.
Json modelJson(const store::RunSummary& summary)
{
    return summary.parameters
               ? Json{{"parameters", *summary.parameters}, {"macs_per_slot", base::orNull(summary.macsPerSlot)}}
               : Json(nullptr);
}

/// What is there of the run's files, as seen from the project's folder.
Json artifactsJson(const run::RunFolder& folder, const RunId& id)
{
    Json json = Json::object();
    const std::vector<std::pair<const char*, std::filesystem::path>> files = {{"weights", folder.weightsFile()},
                                                                              {"best", folder.bestWeightsFile()},
                                                                              {"events", folder.eventsFile()},
                                                                              {"log", folder.logFile()}};
    for (const auto& [key, file] : files) {
        std::error_code ignored;
        if (std::filesystem::exists(file, ignored)) {
            json[key] = (std::filesystem::path("runs") / id.text / file.filename()).string();
        }
    }
    return json;
}

Json provenanceJson(const std::optional<run::StartedEvent>& started)
{
    if (!started) {
        return nullptr;
    }
    return {{"rxwatt", started->rxwatt},
            {"torch", started->torch},
            {"device", started->device},
            {"threads", started->threads},
            {"host", started->host},
            {"processor", started->processor},
            {"blas", started->blas},
            {"resumed_from", started->resumedFrom},
            {"exact_resume", started->exactResume}};
}

/// What lists have too, with a place for what only `whole` has.
Json entryOf(const store::RunOverview& run, const store::RunDetails* whole, const run::ProjectFolder& project)
{
    const store::RunSummary& summary = run.summary;
    Json json;
    json["id"] = summary.id.text;
    json["name"] = summary.name;
    json["kind"] = run::nameOf(summary.kind);
    json["state"] = run::nameOf(summary.state);
    json["reason"] = base::orNull(summary.reason);
    json["study"] = nullptr;
    if (whole != nullptr) {
        json["spec"] = run::toJson(whole->spec);
    }
    json["created_at"] = summary.createdAt;
    json["started_at"] = base::orNull(summary.startedAt);
    json["finished_at"] = base::orNull(summary.finishedAt);
    json["duration_s"] = summary.durationS;
    json["steps_done"] = summary.stepsDone;
    json["attempt"] = summary.attempt;
    json["tags"] = summary.tags;
    json["notes"] = run.notes;
    json["starred"] = summary.starred;
    if (whole != nullptr) {
        json["series"] = seriesJson(whole->series);
    }
    json["geometric_mean_ber"] = base::orNull(summary.geometricMeanBer);
    json["zero_error_points"] = summary.zeroErrorPoints;
    json["evaluation_digest"] = summary.evaluationDigest;
    json["ber_curves"] = Json::array();
    for (const store::BerCurve& curve : run.berCurves) {
        json["ber_curves"].push_back(
            curveJson(curve, summary.id, whole != nullptr ? store::CurveParts::points : store::CurveParts::names));
    }
    json["phases"] = phasesJson(run.phases);
    json["energy"] = run.energy ? run::toJson(*run.energy) : Json(nullptr);
    json["distillation"] = nullptr;
    json["model"] = modelJson(summary);
    json["artifacts"] = artifactsJson(project.runFolder(summary.id), summary.id);
    json["provenance"] = provenanceJson(run.started);
    return json;
}

} // namespace

Json jsonOf(const run::BerPoint& point)
{
    return {{"sinr_db", point.sinrDb}, {"slots", point.slots}, {"bits", point.bits}, {"bit_errors", point.bitErrors},
            {"ber", point.ber},        {"low", point.low},     {"high", point.high}};
}

Json jsonOf(const run::QueueRecord& queue)
{
    return {{"paused", queue.paused}, {"reason", base::orNull(queue.reason)}};
}

Json jsonOf(const store::RunDetails& details, const run::ProjectFolder& project)
{
    return entryOf(details, &details, project);
}

Result<Json> listOf(const store::RunReader& reader, const run::ProjectFolder& project, const store::RunQuery& query)
{
    RXWATT_ASSIGN(const std::vector<store::RunOverview> runs, reader.overviews(query, store::CurveParts::names));
    Json list = Json::array();
    for (const store::RunOverview& run : runs) {
        list.push_back(entryOf(run, nullptr, project));
    }
    return list;
}

} // namespace rxwatt::cli
