// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/run_strip_row.h"

#include "ui/models/run_cells.h"
#include "ui/models/state_text.h"
#include "ui/pages/elided_label.h"
#include "ui/pages/plain_label.h"
#include "ui/pages/run_rules.h"
#include "ui/pages/state_mark.h"
#include "ui/plots/plot_look.h"
#include "ui/plots/series_style.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <algorithm>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QStyleOptionToolButton>
#include <QStylePainter>

namespace rxwatt::pages
{

CurveButton::CurveButton(int place, QWidget* parent) : QToolButton(parent), m_place(place)
{
    setAutoRaise(true);
    setCheckable(true);
    setChecked(true);
    setFixedSize(5 * style::grid, 3 * style::grid);
    setToolTip(tr("Hide or show its curves; a double click shows them alone"));
}

void CurveButton::mouseDoubleClickEvent(QMouseEvent* event)
{
    // The first of the two clicks has hidden or shown them; this one is none.
    event->accept();
    Q_EMIT aloneWanted();
}

void CurveButton::paintEvent(QPaintEvent* /*event*/)
{
    QStylePainter painter(this);
    QStyleOptionToolButton option;
    initStyleOption(&option);
    // Shown is how they mostly are: no sunken button.
    option.state.setFlag(QStyle::State_On, false);
    option.state.setFlag(QStyle::State_Raised, option.state.testFlag(QStyle::State_MouseOver));
    painter.drawComplexControl(QStyle::CC_ToolButton, option);
    constexpr double faint = 0.3;
    painter.setOpacity(isChecked() ? 1 : faint);
    painter.setRenderHint(QPainter::Antialiasing);
    const plots::SeriesStyle look = plots::defaultStyle(m_place);
    const QColor color = style::seriesColor(m_place, palette());
    const QRectF area = QRectF(rect()).adjusted(style::halfGrid, 0, -style::halfGrid, 0);
    painter.setPen(plots::penOf(look, color));
    painter.drawLine(QPointF(area.left(), area.center().y()), QPointF(area.right(), area.center().y()));
    plots::drawMarker(painter, look.marker, area.center(), 7, color, palette().color(QPalette::Base));
}

RunStripRow::RunStripRow(int place, bridge::RunEdits& edits, QWidget* parent) : QWidget(parent), m_place(place)
{
    build();
    connect(m_pause, &QToolButton::clicked, this, [this, &edits] { edits.pause({run()}); });
    connect(m_resume, &QToolButton::clicked, this, [this, &edits] { edits.resume({run()}); });
    connect(m_cancel, &QToolButton::clicked, this, [this, &edits] { edits.cancel({run()}); });
    connect(m_sample, &QToolButton::clicked, this, [this](bool shown) { Q_EMIT hideWanted(!shown); });
    connect(m_sample, &CurveButton::aloneWanted, this, &RunStripRow::aloneWanted);
}

void RunStripRow::build()
{
    setFocusPolicy(Qt::TabFocus);
    setAutoFillBackground(true);
    m_sample = new CurveButton(m_place, this);
    m_name = new ElidedLabel(this);
    m_state = new StateMark(this);
    m_state->setSteady();
    m_bar = new QProgressBar(this);
    m_bar->setTextVisible(false);
    m_bar->setRange(0, 1000);
    m_bar->setFixedHeight(style::grid);
    m_bar->setFixedWidth(9 * style::grid);
    m_text = new ElidedLabel(this);
    m_pause = addButton("pause", tr("Pause"), tr("End the run's work at a checkpoint, to be resumed later"));
    m_resume = addButton("play", tr("Resume"), tr("Put the run back into the queue"));
    m_cancel = addButton("circle-stop", tr("Cancel"), tr("End the run for good"));
    m_failure = plainLabel(this);
    m_failure->setWordWrap(true);
    m_failure->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_failure->setAutoFillBackground(true);
    // A role of its own, or the band would be lost in the chosen row's.
    m_failure->setBackgroundRole(QPalette::Window);
    m_failure->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    m_failure->hide();
    auto* grid = new QGridLayout(this);
    grid->setContentsMargins(style::grid, style::halfGrid, style::grid, style::halfGrid);
    grid->setHorizontalSpacing(style::grid);
    grid->setVerticalSpacing(style::halfGrid);
    // As wide in every row, so that rows stand in columns.
    auto* buttons = new QWidget(this);
    auto* line = new QHBoxLayout(buttons);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(0);
    line->addStretch();
    line->addWidget(m_pause);
    line->addWidget(m_resume);
    line->addWidget(m_cancel);
    buttons->setFixedWidth(3 * m_cancel->sizeHint().width());
    QWidget* const parts[] = {m_sample, m_name, m_state, m_bar, m_text, buttons};
    int column = 0;
    for (QWidget* part : parts) {
        grid->addWidget(part, 0, column++);
    }
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(4, 4);
    grid->addWidget(m_failure, 1, 1, 1, column - 1);
}

QToolButton* RunStripRow::addButton(const char* icon, const QString& name, const QString& help)
{
    auto* button = new QToolButton(this);
    button->setIcon(style::icon(QString::fromLatin1(icon)));
    button->setAutoRaise(true);
    button->setAccessibleName(name);
    button->setToolTip(help);
    return button;
}

void RunStripRow::show(const LiveRun& run, const run::ProgressEvent* progress)
{
    if (m_run.label != run.label || m_name->wholeText().isEmpty()) {
        const QString name = models::oneLine(run.label, 200);
        m_name->setWholeText(name);
        setAccessibleName(name);
        m_sample->setAccessibleName(tr("Show the curves of %1").arg(name));
    }
    m_run = run;
    showState();
    showProgress(progress);
    const run::RunState state = run.summary.state;
    m_pause->setVisible(canPause(state));
    m_resume->setVisible(canResume(state));
    m_cancel->setVisible(canCancel(state));
}

void RunStripRow::showState()
{
    const run::RunState state = m_run.summary.state;
    const QColor color = style::toneColor(style::toneOf(state), palette());
    m_state->setState(state);
    QString reason = models::reasonText(m_run.summary.reason.value_or(std::string())).left(1000);
    const QString lines = QString::fromStdString(m_run.lastLines).left(2000);
    if (!lines.trimmed().isEmpty()) {
        reason += (reason.isEmpty() ? QString() : QStringLiteral("\n")) + tr("Last lines of its log:") + u'\n' + lines;
    }
    m_failure->setText(reason);
    constexpr double tint = 0.12;
    QPalette band = palette();
    band.setColor(QPalette::Window, plots::mixed(palette().color(QPalette::Base), color, tint));
    m_failure->setPalette(band);
    m_failure->setVisible(!reason.isEmpty());
}

void RunStripRow::showProgress(const run::ProgressEvent* progress)
{
    const QLocale locale;
    const store::RunSummary& run = m_run.summary;
    const std::optional<run::ProgressEvent> rest = models::progressAtRest(run);
    const run::ProgressEvent* known = progress != nullptr ? progress : rest ? &*rest : nullptr;
    const double fraction = run.state == run::RunState::succeeded ? 1
                            : known != nullptr                    ? models::fractionOf(*known)
                                                                  : 0;
    m_bar->setValue(static_cast<int>(1000 * std::clamp(fraction, 0.0, 1.0)));
    QStringList parts;
    if (progress != nullptr && progress->remainingS >= 0) {
        parts.append(tr("%1 left").arg(models::durationText(progress->remainingS)));
    }
    if (progress != nullptr) {
        parts.append(models::phaseText(progress->phase));
    }
    if (run.expectedSteps && run.stepsDone > 0) {
        parts.append(tr("step %1 of %2")
                         .arg(locale.toString(static_cast<qlonglong>(run.stepsDone)),
                              locale.toString(static_cast<qlonglong>(*run.expectedSteps))));
    }
    if (progress == nullptr && run.durationS > 0) {
        parts.append(models::durationText(run.durationS));
    }
    m_text->setWholeText(parts.join(QStringLiteral(" · ")));
    m_bar->setAccessibleName(tr("Progress of %1").arg(m_name->wholeText()));
}

void RunStripRow::setChosen(bool chosen)
{
    m_isChosen = chosen;
    setBackgroundRole(chosen ? QPalette::AlternateBase : QPalette::Window);
    QFont font = m_name->font();
    font.setBold(chosen);
    m_name->setFont(font);
}

void RunStripRow::setCurvesHidden(bool hidden)
{
    m_sample->setChecked(!hidden);
    m_name->setForegroundRole(hidden ? QPalette::PlaceholderText : QPalette::WindowText);
}

void RunStripRow::mousePressEvent(QMouseEvent* event)
{
    QWidget::mousePressEvent(event);
    Q_EMIT clicked();
}

void RunStripRow::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Space || event->key() == Qt::Key_Return) {
        Q_EMIT clicked();
    } else {
        QWidget::keyPressEvent(event);
    }
}

void RunStripRow::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    // Its own label's palettes are set anew, not this one's: no circle.
    if (event->type() == QEvent::PaletteChange && m_failure != nullptr) {
        showState();
    }
}

} // namespace rxwatt::pages
