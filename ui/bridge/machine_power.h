// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/sampler.h"
#include "ui/bridge/background.h"
#include "ui/bridge/power_view.h"

#include <memory>
#include <QObject>
#include <QTimer>

namespace rxwatt::bridge
{

/// This machine's own power while nobody works: sampled here, ten times a second, and kept for an hour. Off, it samples
/// nothing: a worker that measures is not disturbed.
class MachinePower : public QObject
{
    Q_OBJECT

public:
    explicit MachinePower(QObject* parent = nullptr);
    ~MachinePower() override;

    void setActive(bool active);

    [[nodiscard]] bool isActive() const { return m_active; }

Q_SIGNALS:
    /// Five times a second; each interval between two samples is a span.
    void came(const rxwatt::bridge::RunPower& power);

private:
    struct Recorder;

    void tell();

    std::shared_ptr<Recorder> m_recorder;
    QTimer m_timer;
    bool m_active = false;
    /// Probing sensors takes time. Last: destroyed first.
    Background m_background;
};

} // namespace rxwatt::bridge
