// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_row.h"

#include <vector>

class QVBoxLayout;

namespace rxwatt::pages::editor
{

class SectionHeader;

/// A group of the form that folds under its title, which tells how much in it is changed or wrong.
class SectionBox : public QWidget
{
    Q_OBJECT

public:
    SectionBox(Section section, QWidget* parent);

    [[nodiscard]] Section section() const { return m_section; }

    [[nodiscard]] const std::vector<FieldRow*>& rows() const { return m_rows; }

    FieldRow* addRow(const Field& field);
    void setOpen(bool open);
    [[nodiscard]] bool isOpen() const;
    /// Which rows are there to be seen, folded or not; a group without rows hides.
    void showRows(const std::vector<bool>& shown);
    void updateTitle();

private:
    Section m_section;
    SectionHeader* m_header = nullptr;
    QWidget* m_body = nullptr;
    QVBoxLayout* m_bodyLayout = nullptr;
    std::vector<FieldRow*> m_rows;
};

} // namespace rxwatt::pages::editor
