// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/plots/export_formats.h"

#include <QList>
#include <QWidget>
#include <vector>

class QCheckBox;

namespace rxwatt::plots
{

/// A box to check for each format.
class FormatBoxes : public QWidget
{
    Q_OBJECT

public:
    explicit FormatBoxes(QWidget* parent = nullptr);

    void choose(const QStringList& extensions);
    [[nodiscard]] std::vector<FileFormat> chosen() const;
    [[nodiscard]] QStringList extensions() const;

Q_SIGNALS:
    void changed();

private:
    QList<QCheckBox*> m_boxes;
};

} // namespace rxwatt::plots
