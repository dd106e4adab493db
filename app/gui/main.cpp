// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/export_command.h"
#include "app/gui/options.h"
#include "app/gui/session_guard.h"
#include "core/run/version.h"
#include "ui/models/english_plurals.h"
#include "ui/plots/export_presets.h"
#include "ui/window/appearance.h"
#include "ui/window/main_window.h"
#include "ui/window/screenshot.h"

#include <csignal>
#include <cstdio>
#include <cstring>
#include <QApplication>
#include <QDir>
#include <QScreen>
#include <QTimer>

namespace
{

using namespace rxwatt;

/// A picture needs no window system, and is the same with one.
void chooseWindowSystem(const gui::Options& options)
{
    const bool hasDisplay = qEnvironmentVariableIsSet("DISPLAY") || qEnvironmentVariableIsSet("WAYLAND_DISPLAY");
    if (!options.screenshot.isEmpty() || (!hasDisplay && !qEnvironmentVariableIsSet("QT_QPA_PLATFORM"))) {
        qputenv("QT_QPA_PLATFORM", "offscreen");
    }
}

void say(const QString& problem)
{
    std::fprintf(stderr, "rxwatt-gui: %s\n", qUtf8Printable(problem));
}

/// Shows and chooses what the command line names, once the project is there.
class Opening : public QObject
{
public:
    Opening(window::MainWindow& window, const gui::Options& options) : m_window(window), m_options(options)
    {
        connect(&window.workspace(), &bridge::Workspace::opened, this, &Opening::onOpened);
        connect(&window.workspace(), &bridge::Workspace::openFailed, this,
                [this](const QString& /*folder*/, const QString& message) { m_problem = message; });
        m_isDone = options.project.isEmpty();
        if (!options.project.isEmpty()) {
            window.openProject(QDir(options.project).absolutePath());
        } else if (!options.page.isEmpty()) {
            window.showPage(options.page);
        }
    }

    [[nodiscard]] bool isDone() const { return m_isDone || !m_problem.isEmpty(); }

    [[nodiscard]] QString problem() const { return m_problem; }

private:
    void onOpened()
    {
        if (!m_options.page.isEmpty()) {
            m_window.showPage(m_options.page);
            // The table stands beside the other pages; a picture of it shows it whole.
            m_window.docks().setMaximized(!m_options.screenshot.isEmpty() && m_options.page == QLatin1String("runs"));
        }
        if (m_options.runs.isEmpty()) {
            m_isDone = true;
            return;
        }
        m_window.select(m_options.runs, [this](const QString& problem) {
            m_problem = problem;
            m_isDone = true;
        });
    }

    window::MainWindow& m_window;
    gui::Options m_options;
    bool m_isDone = false;
    QString m_problem;
};

int draw(window::MainWindow& window, const Opening& opening, const QString& file)
{
    window::Screenshot screenshot(window, file, [&] { return opening.isDone(); });
    int code = 0;
    QObject::connect(&screenshot, &window::Screenshot::finished, &window, [&](const QString& problem) {
        const QString all = opening.problem().isEmpty() ? problem : opening.problem();
        if (!all.isEmpty()) {
            say(all);
            code = 1;
        }
        QCoreApplication::exit(code);
    });
    QApplication::exec();
    return code;
}

/// What the window wants, where that leaves the screen room for the frame and the bars of a desktop.
QSize startSize(const QWidget& window)
{
    constexpr double share = 0.9;
    return window.size().boundedTo(window.screen()->availableSize() * share);
}

int runWindow(QApplication& application, const gui::Options& options)
{
    models::EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
    const bool keepsNothing = options.safeMode || !options.screenshot.isEmpty();
    const std::unique_ptr<settings::Settings> settings =
        keepsNothing ? settings::Settings::inMemory() : std::make_unique<settings::Settings>();
    plots::keepExportPresetsIn(settings.get());
    const window::Appearance appearance(*settings, options.theme);
    window::MainWindow window(*settings);
    window.resize(options.size.value_or(options.screenshot.isEmpty() ? startSize(window) : window.size()));
    gui::SessionGuard guard(keepsNothing);
    if (!keepsNothing && options.project.isEmpty()) {
        window.restoreLastSession(guard.lastStartFailed());
    }
    window.show();
    const Opening opening(window, options);
    if (!options.screenshot.isEmpty()) {
        return draw(window, opening, options.screenshot);
    }
    // What stands after some seconds was not what crashed.
    constexpr int startMs = 5000;
    QTimer::singleShot(startMs, &window, [&] { guard.startSucceeded(); });
    const int code = application.exec();
    guard.startSucceeded();
    return code;
}

} // namespace

int main(int argc, char** argv)
{
    std::signal(SIGXFSZ, SIG_IGN);
    std::signal(SIGPIPE, SIG_IGN);
    if (argc > 1 && std::strcmp(argv[1], "export") == 0) {
        return gui::runExport(argc, argv);
    }
    const tl::expected<gui::Options, int> options = gui::parseOptions(argc, argv);
    if (!options) {
        return options.error();
    }
    chooseWindowSystem(*options);
    QApplication application(argc, argv);
    QCoreApplication::setOrganizationName(QStringLiteral("rxwatt"));
    QCoreApplication::setApplicationName(QStringLiteral("rxwatt"));
    QGuiApplication::setApplicationDisplayName(QString());
    QCoreApplication::setApplicationVersion(
        QString::fromUtf8(run::version().data(), static_cast<qsizetype>(run::version().size())));
    return runWindow(application, *options);
}
