// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/json.h"
#include "ui/bridge/run_edits.h"
#include "ui/bridge/selection.h"
#include "ui/bridge/workspace.h"
#include "ui/settings/settings.h"

#include <optional>
#include <QJsonObject>
#include <QList>
#include <QWidget>

class QAction;

namespace rxwatt::plots
{
class PlotWidget;
}

namespace rxwatt::pages
{

/// How pages ask the window for something without knowing it or each other.
class Navigator : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    enum class Level { note, warning, error };

Q_SIGNALS:
    /// Show the page of that name.
    void pageWanted(const QString& name);
    /// Open the editor on a specification; `base`, where it is an object, is what it is shown to differ from.
    void specWanted(const rxwatt::base::Json& spec, const rxwatt::base::Json& base);
    void projectWanted(const QString& folder);
    /// One line in the status bar (note) or the message bar, which stays until it is read.
    void messageWanted(rxwatt::pages::Navigator::Level level, const QString& text);
};

/// What every page is given; all outlive it.
struct PageContext {
    bridge::Workspace& workspace;
    bridge::Selection& selection;
    bridge::RunEdits& edits;
    settings::Settings& settings;
    Navigator& navigator;
};

/// One page of the workbench, shown in a dock. A page knows the context and nothing of other pages or the window.
class Page : public QWidget
{
    Q_OBJECT

public:
    explicit Page(const PageContext& context, QWidget* parent = nullptr);

    /// What the session keeps of it (zooms, sort order, column widths) and gives back; restoring nonsense changes
    /// nothing.
    [[nodiscard]] virtual QJsonObject session() const;
    virtual void restoreSession(const QJsonObject& session);

    /// Whether it shows what it is going to: all questions answered, plots drawn. Screenshots wait for it.
    [[nodiscard]] virtual bool isSettled() const;

    /// Plots of the page, for "export all"; the first is the one that the plot actions of the window act on where none
    /// has the focus.
    [[nodiscard]] virtual QList<plots::PlotWidget*> plots() const;

    // Its own actions are QWidget::actions(): the window lists them in the page's menu and in the command palette.

protected:
    [[nodiscard]] const PageContext& context() const { return m_context; }

private:
    PageContext m_context;
};

} // namespace rxwatt::pages
