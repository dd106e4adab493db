// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/editor/field_editor.h"

class QTableWidget;
class QToolButton;

namespace rxwatt::pages::editor
{

/// Channels and dilations together, a row for each block of the network. Its value is an object with both, null where
/// the draft leaves one out.
class BlocksEditor : public FieldEditor
{
    Q_OBJECT

public:
    explicit BlocksEditor(QWidget* parent);
    void display(const Json& value, const Json& fallback) override;

private:
    static constexpr int mostRows = 64;

    enum Column { channels, time, frequency, columnCount };

    void build();
    QToolButton* addButton(const char* icon, const QString& help, void (BlocksEditor::*act)());
    void fill(const Json& channelList, const Json& dilationList);
    [[nodiscard]] Json channelList() const;
    [[nodiscard]] Json dilationList() const;
    [[nodiscard]] Json cell(int row, int column) const;
    [[nodiscard]] int lastRow(Column from, Column to) const;
    [[nodiscard]] QStringList takeRow(int row);
    void insertRow(int row, const QStringList& texts);
    void fitHeight();

    void takeCell(int column);
    void takeAll();
    void addRow();
    void removeRow();
    void moveUp();
    void moveDown();
    void move(int by);
    void halveWidth();
    void doubleWidth();
    void scaleWidth(double factor);

    QTableWidget* m_table = nullptr;
    /// What the draft said last: a column that is not touched stays as it was.
    Json m_channels;
    Json m_dilations;
};

} // namespace rxwatt::pages::editor
