// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/start/recent_projects.h"

#include <QAbstractButton>

class QToolButton;

namespace rxwatt::pages::start
{

/// One project of the list: its name, folder, when it changed, what it holds, and a way off the list.
class RecentRow : public QAbstractButton
{
    Q_OBJECT

public:
    RecentRow(const QString& folder, QWidget* parent);

    [[nodiscard]] const QString& folder() const { return m_glance.folder; }

    void display(const ProjectGlance& glance);

    [[nodiscard]] QSize sizeHint() const override;

Q_SIGNALS:
    void removeWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;

private:
    ProjectGlance m_glance;
    bool m_isKnown = false;
    QToolButton* m_remove = nullptr;
};

} // namespace rxwatt::pages::start
