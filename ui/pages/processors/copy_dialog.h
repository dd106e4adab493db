// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/energy/processor.h"

#include <QDialog>
#include <set>

class QLabel;
class QLineEdit;
class QPushButton;

namespace rxwatt::pages
{

/// Asks for the name and the id of a copy of a processor. The id follows from the name until a person types another.
class CopyDialog : public QDialog
{
    Q_OBJECT

public:
    /// `taken`: ids that are in the catalogue.
    CopyDialog(energy::Processor original, std::set<std::string> taken, QWidget* parent = nullptr);

    /// The original's numbers under the name and id that were typed.
    [[nodiscard]] energy::Processor copy() const;

private:
    void build();
    void followName();
    void check();
    [[nodiscard]] QString problem() const;

    energy::Processor m_original;
    std::set<std::string> m_taken;
    QLineEdit* m_name = nullptr;
    QLineEdit* m_id = nullptr;
    QLabel* m_problem = nullptr;
    QPushButton* m_accept = nullptr;
    bool m_isIdTyped = false;
};

/// "my_board_2" of "My board 2", and what is not taken yet.
[[nodiscard]] std::string processorIdFor(const QString& name, const std::set<std::string>& taken);

} // namespace rxwatt::pages
