// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace rxwatt::gui
{

/// Remembers in a file of the user's cache that a start is under way, so that a session that makes the program crash is
/// not opened again and again.
class SessionGuard
{
public:
    explicit SessionGuard(bool disabled);

    [[nodiscard]] bool lastStartFailed() const { return m_lastStartFailed; }

    void startSucceeded();

private:
    QString m_file;
    bool m_lastStartFailed = false;
};

} // namespace rxwatt::gui
