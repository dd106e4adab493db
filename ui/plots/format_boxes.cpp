// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/plots/format_boxes.h"

#include "ui/style/metrics.h"

#include <QCheckBox>
#include <QGridLayout>

namespace rxwatt::plots
{

namespace
{

constexpr int columns = 3;

} // namespace

FormatBoxes::FormatBoxes(QWidget* parent) : QWidget(parent)
{
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(2 * style::grid);
    layout->setVerticalSpacing(style::halfGrid);
    for (const FileFormat& format : fileFormats()) {
        auto* box = new QCheckBox(QLatin1String(format.shortName));
        box->setObjectName(QLatin1String(format.extension));
        box->setToolTip(format.text());
        connect(box, &QCheckBox::toggled, this, &FormatBoxes::changed);
        const int place = static_cast<int>(m_boxes.size());
        layout->addWidget(box, place / columns, place % columns);
        m_boxes << box;
    }
    layout->setColumnStretch(columns, 1);
    setFocusProxy(m_boxes.first());
}

void FormatBoxes::choose(const QStringList& extensions)
{
    for (QCheckBox* box : std::as_const(m_boxes)) {
        box->setChecked(extensions.contains(box->objectName()));
    }
}

std::vector<FileFormat> FormatBoxes::chosen() const
{
    std::vector<FileFormat> chosen;
    for (const QString& extension : extensions()) {
        chosen.push_back(fileFormats()[static_cast<std::size_t>(placeOf(extension))]);
    }
    return chosen;
}

QStringList FormatBoxes::extensions() const
{
    QStringList extensions;
    for (const QCheckBox* box : m_boxes) {
        if (box->isChecked()) {
            extensions << box->objectName();
        }
    }
    return extensions;
}

} // namespace rxwatt::plots
