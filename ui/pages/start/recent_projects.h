// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/background.h"

#include <memory>
#include <QDateTime>
#include <QStringList>
#include <QWidget>

class QVBoxLayout;

namespace rxwatt::pages::start
{

/// What can be told of a project without opening it.
struct ProjectGlance {
    QString folder;
    bool isThere = false;
    /// When anything was last written to it; not valid where that is not known.
    QDateTime changed;
    /// −1 where it could not be read.
    std::int64_t runs = -1;
    std::int64_t active = 0;
    std::int64_t queued = 0;
    std::int64_t failed = 0;
};

/// Looks at a project's folder and index; may wait for a disk.
[[nodiscard]] ProjectGlance glanceAt(const QString& folder);

/// "12 runs, 2 at work, 1 failed".
[[nodiscard]] QString glanceText(const ProjectGlance& glance);
/// "today, 14:03", "yesterday", "3 March".
[[nodiscard]] QString dayText(const QDateTime& when, const QDateTime& now);

/// The projects that were open lately, a button each. What they hold is read on a thread and comes in when it is there.
class RecentProjects : public QWidget
{
    Q_OBJECT

public:
    explicit RecentProjects(QWidget* parent = nullptr);

    void display(const QStringList& folders);

    [[nodiscard]] bool isSettled() const { return m_awaited == 0; }

Q_SIGNALS:
    void chosen(const QString& folder);
    void removeWanted(const QString& folder);

private:
    void show(const ProjectGlance& glance);

    std::unique_ptr<bridge::Background> m_background;
    QVBoxLayout* m_layout = nullptr;
    int m_awaited = 0;
    int m_round = 0;
};

} // namespace rxwatt::pages::start
