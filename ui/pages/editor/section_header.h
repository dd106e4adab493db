// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QAbstractButton>

namespace rxwatt::pages::editor
{

/// The title of a group of fields, which unfolds it while it is checked.
class SectionHeader : public QAbstractButton
{
    Q_OBJECT

public:
    explicit SectionHeader(QWidget* parent);

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;
};

} // namespace rxwatt::pages::editor
