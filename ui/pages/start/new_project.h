// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/bridge/project_maker.h"

#include <QWidget>
#include <vector>

class QLabel;
class QLineEdit;
class QPushButton;

namespace rxwatt::pages::start
{

class TemplateCard;

/// A new project: which template, which folder.
class NewProject : public QWidget
{
    Q_OBJECT

public:
    explicit NewProject(QWidget* parent = nullptr);

    void chooseTemplate(const QString& name);
    [[nodiscard]] QString chosenTemplate() const;
    [[nodiscard]] QString folder() const;
    void setFolder(const QString& folder);
    void create();

    [[nodiscard]] bool isBusy() const { return m_isBusy; }

Q_SIGNALS:
    void made(const QString& folder);
    void failed(const QString& message);

private:
    void build();
    void browse();
    void proposeFolder();
    void check();
    void setBusy(bool busy);

    bridge::ProjectMaker m_maker;
    std::vector<TemplateCard*> m_cards;
    QLineEdit* m_folder = nullptr;
    QPushButton* m_create = nullptr;
    QLabel* m_problem = nullptr;
    /// The folder is ours to change with the template until somebody types one.
    bool m_isProposed = true;
    bool m_isBusy = false;
};

/// A folder below the home folder that is not there yet: "RxWatt/quickstart", else "RxWatt/quickstart-2" …
[[nodiscard]] QString freeFolder(const QString& below, const QString& name);

} // namespace rxwatt::pages::start
