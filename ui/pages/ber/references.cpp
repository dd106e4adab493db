// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/ber/references.h"

#include "core/project/curve_gain.h"
#include "ui/models/run_cells.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace rxwatt::pages
{

namespace
{

/// Of several runs' measurements of one baseline each curve is compared with that of its own slots: they share a key.
std::string receiverKey(const ShownCurve& curve)
{
    return curve.isBaseline() ? curve.curve.receiver : "model:" + curve.run.text + ":" + curve.curve.weights;
}

std::string groupOf(const ShownCurve& curve)
{
    return fmt::format("{}-{}", curve.curve.modulation, curve.curve.dmrsSymbols);
}

std::string curveKey(const ShownCurve& curve)
{
    return receiverKey(curve) + "|" + groupOf(curve);
}

bool hasSeveralGroups(const std::vector<ShownCurve>& curves)
{
    return std::any_of(curves.begin(), curves.end(),
                       [&](const ShownCurve& curve) { return groupOf(curve) != groupOf(curves.front()); });
}

void addReceivers(const std::vector<ShownCurve>& curves, bool baselines, std::vector<Reference>& references)
{
    std::set<std::string> seen;
    for (const ShownCurve& curve : curves) {
        if (curve.isBaseline() == baselines && seen.insert(receiverKey(curve)).second) {
            references.push_back({QString::fromStdString(receiverKey(curve)),
                                  models::oneLine(baselines ? curve.curve.receiver : curve.who, 60)});
        }
    }
}

models::GainBasis basisOf(const ShownCurve& curve, const ShownCurve& reference)
{
    if (curve.curve.modulation != reference.curve.modulation) {
        return models::GainBasis::otherModulation;
    }
    if (curve.evaluationDigest != reference.evaluationDigest) {
        return models::GainBasis::otherSlots;
    }
    return curve.curve.dmrsSymbols != reference.curve.dmrsSymbols ? models::GainBasis::otherPilots
                                                                  : models::GainBasis::pending;
}

} // namespace

std::vector<Reference> referencesOf(const std::vector<ShownCurve>& curves)
{
    std::vector<Reference> references;
    addReceivers(curves, true, references);
    addReceivers(curves, false, references);
    if (hasSeveralGroups(curves)) {
        std::set<std::string> seen;
        for (const ShownCurve& curve : curves) {
            if (seen.insert(curveKey(curve)).second) {
                references.push_back({QString::fromStdString(curveKey(curve)), models::oneLine(curve.name, 60)});
            }
        }
    }
    return references;
}

QString defaultReference(const std::vector<Reference>& references)
{
    const auto known = std::find_if(references.begin(), references.end(), [](const Reference& reference) {
        return reference.key == QStringLiteral("perfect-csi");
    });
    if (known != references.end()) {
        return known->key;
    }
    const auto model = std::find_if(references.begin(), references.end(), [](const Reference& reference) {
        return reference.key.startsWith(QStringLiteral("model:"));
    });
    return model != references.end() ? model->key : references.empty() ? QString() : references.front().key;
}

std::optional<std::size_t> referenceFor(std::size_t curve, const QString& key, const std::vector<ShownCurve>& curves)
{
    const std::string wanted = key.toStdString();
    const ShownCurve& own = curves[curve];
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < curves.size(); ++i) {
        const bool fits =
            curveKey(curves[i]) == wanted || (receiverKey(curves[i]) == wanted && groupOf(curves[i]) == groupOf(own));
        if (fits && (!found || (curves[i].evaluationDigest == own.evaluationDigest &&
                                curves[*found].evaluationDigest != own.evaluationDigest))) {
            found = i;
        }
    }
    return found;
}

models::GainRow gainRow(std::size_t curve, std::optional<std::size_t> reference, const std::vector<ShownCurve>& curves,
                        double ber)
{
    const ShownCurve& own = curves[curve];
    models::GainRow row;
    row.curve = models::oneLine(own.name);
    row.crossing = project::crossingOf(own.curve, ber);
    if (!reference) {
        return row;
    }
    const ShownCurve& other = curves[*reference];
    const project::CurveGain gain = project::interpolatedGain(own.curve, other.curve, ber);
    row.reference = gain.reference;
    row.basis = *reference == curve ? models::GainBasis::reference : basisOf(own, other);
    if (row.basis != models::GainBasis::otherModulation) {
        row.gainDb = gain.gainDb;
    }
    return row;
}

} // namespace rxwatt::pages
