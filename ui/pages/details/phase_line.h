// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/store/run_query.h"

#include <QWidget>

namespace rxwatt::pages
{

/// What a run did when: its phases beside each other, each as long as it took, its attempts apart.
class PhaseLine : public QWidget
{
    Q_OBJECT

public:
    explicit PhaseLine(QWidget* parent = nullptr);

    void show(const std::vector<store::PhaseStretch>& phases);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    bool event(QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    [[nodiscard]] QRectF bar() const;
    /// Where a phase lies; at least one pixel wide.
    [[nodiscard]] QRectF placeOf(const store::PhaseStretch& phase) const;
    void paintPhase(QPainter& painter, const store::PhaseStretch& phase) const;

    std::vector<store::PhaseStretch> m_phases;
    double m_endS = 0;
};

} // namespace rxwatt::pages
