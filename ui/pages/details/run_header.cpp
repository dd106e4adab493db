// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/details/run_header.h"

#include "ui/models/run_cells.h"
#include "ui/models/state_text.h"
#include "ui/pages/details/details_tables.h"
#include "ui/pages/elided_label.h"
#include "ui/pages/state_mark.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"

#include <QHBoxLayout>
#include <QToolButton>

namespace rxwatt::pages
{

RunHeader::RunHeader(QWidget* parent)
    : QWidget(parent),
      m_star(new QToolButton(this)),
      m_name(new ElidedLabel(this)),
      m_state(new StateMark(this)),
      m_reason(new QLabel(this)),
      m_line(new ElidedLabel(this))
{
    constexpr double larger = 1.25;
    QFont font = m_name->font();
    font.setPointSizeF(font.pointSizeF() * larger);
    font.setBold(true);
    m_name->setFont(font);
    m_star->setAutoRaise(true);
    m_star->setCheckable(true);
    m_star->setIcon(style::icon(QStringLiteral("star")));
    m_star->setAccessibleName(tr("Star"));
    m_reason->setTextFormat(Qt::PlainText);
    m_reason->setWordWrap(true);
    m_reason->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_line->setForegroundRole(QPalette::PlaceholderText);
    auto* top = new QHBoxLayout;
    top->setSpacing(style::grid);
    top->addWidget(m_star);
    top->addWidget(m_name, 1);
    top->addWidget(m_state);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(style::grid, style::grid, style::grid, style::halfGrid);
    layout->setSpacing(style::halfGrid);
    layout->addLayout(top);
    layout->addWidget(m_reason);
    layout->addWidget(m_line);
    connect(m_star, &QToolButton::clicked, this, &RunHeader::starClicked);
}

void RunHeader::show(const store::RunSummary& run)
{
    m_name->setWholeText(models::oneLine(run.name, 300));
    m_star->setChecked(run.starred);
    m_star->setToolTip(run.starred ? tr("Take the star away") : tr("Give the run a star"));
    m_state->setState(run.state);
    m_reason->setText(models::reasonText(run.reason.value_or(std::string())).left(2000));
    m_reason->setVisible(!m_reason->text().isEmpty());
    QStringList parts;
    parts.append(run.finishedAt  ? tr("finished %1").arg(timeText(*run.finishedAt))
                 : run.startedAt ? tr("started %1").arg(timeText(*run.startedAt))
                                 : tr("created %1").arg(timeText(run.createdAt)));
    if (run.durationS > 0) {
        parts.append(tr("%1 at work").arg(models::durationText(run.durationS)));
    }
    if (run.archived) {
        parts.append(tr("archived"));
    }
    QStringList tags;
    for (const std::string& tag : run.tags) {
        tags.append(models::oneLine(tag, 60));
    }
    if (!tags.isEmpty()) {
        parts.append(tr("tags: %1").arg(tags.join(QStringLiteral(", "))));
    }
    m_line->setWholeText(parts.join(QStringLiteral(" · ")));
}

} // namespace rxwatt::pages
