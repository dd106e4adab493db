// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

class QBoxLayout;
class QLabel;
class QScrollArea;

namespace rxwatt::pages
{

namespace start
{
class MachinePanel;
class NewProject;
class RecentProjects;
} // namespace start

/// Where one begins: a new project, one of lately, and what this machine is.
class StartPage : public Page
{
    Q_OBJECT

public:
    explicit StartPage(const PageContext& context, QWidget* parent = nullptr);

    [[nodiscard]] bool isSettled() const override;

    void openProject();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void build();
    [[nodiscard]] QWidget* buildMain();
    [[nodiscard]] QWidget* buildSide();
    void showRecent();

    start::NewProject* m_new = nullptr;
    start::RecentProjects* m_recent = nullptr;
    start::MachinePanel* m_machine = nullptr;
    QLabel* m_noRecent = nullptr;
    QBoxLayout* m_columns = nullptr;
    QWidget* m_side = nullptr;
    bool m_wasShown = false;
};

} // namespace rxwatt::pages
