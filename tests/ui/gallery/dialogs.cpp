// SPDX-License-Identifier: GPL-3.0-or-later
// Pictures of the window's dialogs over a project, to be looked at: PROJECT RUN,… FOLDER THEME SIZE makes
// FOLDER/NAME-THEME-SIZE.png.
#include "ui/plots/export_preview.h"
#include "ui/plots/plot_widget.h"
#include "ui/style/palette.h"
#include "ui/window/command_palette.h"
#include "ui/window/main_window.h"

#include <cstdio>
#include <functional>
#include <QAction>
#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QElapsedTimer>
#include <QLineEdit>
#include <QMenuBar>
#include <QStandardPaths>
#include <QThread>
#include <QTimer>

namespace
{

using namespace rxwatt;

constexpr int patienceMs = 20'000;

template <typename Condition>
bool waitFor(const Condition& condition)
{
    QElapsedTimer timer;
    timer.start();
    while (!condition() && timer.elapsed() < patienceMs) {
        QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
        QThread::msleep(5);
    }
    return condition();
}

class Pictures
{
public:
    Pictures(window::MainWindow& window, QString folder, QString suffix)
        : m_window(window), m_folder(std::move(folder)), m_suffix(std::move(suffix))
    {
    }

    /// Opens a dialog, waits for what it draws, saves it and closes it.
    void take(const QString& name, const std::function<void()>& open)
    {
        // Dialogs that run an event loop of their own come back here in between.
        QTimer::singleShot(100, &m_window, [this, name] {
            QDialog* dialog = nullptr;
            waitFor([&] { return (dialog = shown()) != nullptr; });
            if (dialog == nullptr) {
                ++m_missing;
                std::fprintf(stderr, "no dialog for %s\n", qPrintable(name));
                return;
            }
            waitFor([&] {
                const auto* preview = dialog->findChild<plots::ExportPreview*>();
                return preview == nullptr || !preview->image().isNull();
            });
            dialog->grab().save(QDir(m_folder).filePath(name + m_suffix));
            dialog->close();
            m_done = true;
        });
        m_done = false;
        open();
        waitFor([this] { return m_done || m_missing > 0; });
    }

    [[nodiscard]] int missing() const { return m_missing; }

    void trigger(const QString& text) const
    {
        for (const window::Command& command : window::commandsOf(*m_window.menuBar())) {
            if (command.path.contains(text)) {
                command.action->trigger();
            }
        }
    }

private:
    static QDialog* shown()
    {
        for (QWidget* widget : QApplication::topLevelWidgets()) {
            auto* dialog = qobject_cast<QDialog*>(widget);
            if (dialog != nullptr && dialog->isVisible()) {
                return dialog;
            }
        }
        return nullptr;
    }

    window::MainWindow& m_window;
    QString m_folder;
    QString m_suffix;
    int m_missing = 0;
    bool m_done = false;
};

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QStandardPaths::setTestModeEnabled(true);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() != 6) {
        std::fprintf(stderr, "PROJECT RUN,... FOLDER light|dark WIDTHxHEIGHT\n");
        return 2;
    }
    style::apply(application, arguments[4] == QLatin1String("dark") ? style::Theme::dark : style::Theme::light);
    const auto settings = settings::Settings::inMemory();
    window::MainWindow window(*settings);
    const QStringList size = arguments[5].split(QLatin1Char('x'));
    window.resize(size.value(0).toInt(), size.value(1).toInt());
    window.show();
    window.openProject(QDir(arguments[1]).absolutePath());
    window.showPage(QStringLiteral("ber"));
    const auto plots = [&] { return window.docks().page(QStringLiteral("ber"))->plots(); };
    if (!waitFor([&] { return window.workspace().isOpen(); })) {
        return 1;
    }
    window.showPage(QStringLiteral("live"));
    window.showPage(QStringLiteral("ber"));
    window.select(arguments[2].split(QLatin1Char(',')), [](const QString& problem) {
        if (!problem.isEmpty()) {
            std::fprintf(stderr, "%s\n", qPrintable(problem));
        }
    });
    if (!waitFor([&] { return window.isSettled() && !plots().isEmpty() && !plots().first()->isEmpty(); })) {
        std::fprintf(stderr, "no curve to export\n");
        return 1;
    }
    Pictures pictures(window, arguments[3], QStringLiteral("-%1-%2.png").arg(arguments[4], arguments[5]));
    pictures.take(QStringLiteral("commands"), [&] { window.showCommands(); });
    pictures.take(QStringLiteral("keys"), [&] { pictures.trigger(QStringLiteral("Keys and mouse")); });
    pictures.take(QStringLiteral("export"), [&] { plots().first()->exportFigure(); });
    pictures.take(QStringLiteral("export-all"), [&] { pictures.trigger(QStringLiteral("Export all")); });
    pictures.take(QStringLiteral("style"), [&] { plots().first()->editStyle(); });
    return pictures.missing() == 0 ? 0 : 1;
}
