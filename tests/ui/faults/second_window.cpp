// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/ui/faults/second_window.h"

#include "tests/ui/faults/window_fixture.h"

#include <cstdio>
#include <QCoreApplication>
#include <QSocketNotifier>
#include <QTimer>
#include <unistd.h>

namespace rxwatt::test
{

namespace
{

class SecondWindow : public QObject
{
public:
    explicit SecondWindow(const QString& folder) : m_input(STDIN_FILENO, QSocketNotifier::Read)
    {
        connect(&m_input, &QSocketNotifier::activated, this, &SecondWindow::follow);
        connect(&m_look, &QTimer::timeout, this, &SecondWindow::tell);
        constexpr int lookMs = 20;
        m_look.start(lookMs);
        m_window.show();
        m_window.openProject(folder);
    }

private:
    void follow()
    {
        char buffer[256];
        const ssize_t got = ::read(STDIN_FILENO, buffer, sizeof buffer);
        if (got <= 0) {
            QCoreApplication::quit();
            return;
        }
        const QStringList words = QString::fromUtf8(buffer, got).split(QLatin1Char(' '));
        const QString value = words.value(1).trimmed();
        if (words.first() == QLatin1String("rename")) {
            m_window.edits().rename(m_window.workspace().project().runIds().value().front(), value);
        } else if (words.first() == QLatin1String("page")) {
            m_window.showPage(value);
        }
    }

    void tell()
    {
        if (!m_window.workspace().isOpen()) {
            return;
        }
        std::string text;
        for (const std::string& name : shownNames(m_window)) {
            text += (text.empty() ? "" : ",") + name;
        }
        if (text != m_told) {
            m_told = text;
            std::printf("%s\n", text.c_str());
            std::fflush(stdout);
        }
    }

    std::unique_ptr<settings::Settings> m_settings = settings::Settings::inMemory();
    window::MainWindow m_window{*m_settings};
    QSocketNotifier m_input;
    QTimer m_look;
    std::string m_told;
};

} // namespace

int runSecondWindow(const char* folder)
{
    const SecondWindow window(QString::fromLocal8Bit(folder));
    return QCoreApplication::exec();
}

} // namespace rxwatt::test
