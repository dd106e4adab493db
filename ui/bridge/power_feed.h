// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/ids.h"
#include "ui/bridge/background.h"
#include "ui/bridge/power_view.h"

#include <memory>
#include <QObject>
#include <QTimer>
#include <vector>

namespace rxwatt::bridge
{

/// Follows the power traces of chosen runs while they grow: reads them on a thread of its own, at most five times a
/// second, and once a second while a base power or an inference is being measured.
class PowerFeed : public QObject
{
    Q_OBJECT

public:
    explicit PowerFeed(QObject* parent = nullptr);
    ~PowerFeed() override;

    struct Run {
        base::RunId id;
        std::string label;
        std::filesystem::path powerFolder;

        bool operator==(const Run&) const = default;
    };

    void follow(std::vector<Run> runs);
    /// Reads nothing while nobody looks.
    void setActive(bool active);
    /// What is asked for from now on, of each run; see PowerWindow.
    void setWindow(const PowerWindow& window);
    /// Asks at once: something may have changed.
    void ask();

    /// Whether what was asked for last has come.
    [[nodiscard]] bool isSettled() const { return !m_isAsking && !m_askAgain; }

Q_SIGNALS:
    void came(const rxwatt::bridge::PowerView& view);

private:
    struct Traces;

    void take(PowerView view, int choice);

    std::vector<Run> m_runs;
    PowerWindow m_window;
    /// Used by the thread alone.
    std::shared_ptr<Traces> m_traces;
    QTimer m_timer;
    bool m_active = false;
    bool m_isAsking = false;
    bool m_askAgain = false;
    int m_choice = 0;
    /// What was told last: the same is not told again.
    std::optional<PowerView> m_told;
    /// Last: it is destroyed first, and its jobs use what is above.
    Background m_background;
};

} // namespace rxwatt::bridge
