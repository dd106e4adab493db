// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/processors/processor_fields.h"

#include <QWidget>

class QLabel;
class QLineEdit;
class QPlainTextEdit;

namespace rxwatt::pages
{

/// What a row shows.
struct ProcessorRowState {
    QString text;
    QString basis;
    /// What stands in the project where that is another.
    std::optional<QString> saved;
    bool isBasisChanged = false;
    bool isEditable = false;
    bool isUnverified = false;
    QString problem;
    QString basisProblem;
};

/// One line of a processor's details: name, value and unit, below it where the value comes from and what is wrong. To
/// be read or to be written in.
class ProcessorRow : public QWidget
{
    Q_OBJECT

public:
    explicit ProcessorRow(const ProcessorField& field, QWidget* parent = nullptr);

    [[nodiscard]] const ProcessorField& field() const { return m_field; }

    /// Leaves a line alone where it says this already.
    void display(const ProcessorRowState& state);
    /// Where a person begins to write.
    [[nodiscard]] QWidget& editor() const;
    [[nodiscard]] bool hasProblem() const;

Q_SIGNALS:
    /// The person typed, in the value or ("basis.…") where it comes from.
    void typed(const std::string& key, const QString& text);
    void saveWanted();

protected:
    void paintEvent(QPaintEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectParts();
    void displayRead();
    void displayNotes();

    [[nodiscard]] bool isNumber() const { return m_field.kind == ProcessorField::Kind::number; }

    const ProcessorField& m_field;
    ProcessorRowState m_state;
    QLabel* m_label = nullptr;
    QLabel* m_value = nullptr;
    QLineEdit* m_line = nullptr;
    QPlainTextEdit* m_lines = nullptr;
    QLabel* m_unit = nullptr;
    QLabel* m_mark = nullptr;
    QLabel* m_basis = nullptr;
    QLineEdit* m_basisLine = nullptr;
    QLabel* m_hint = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace rxwatt::pages
