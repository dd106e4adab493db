// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/live/run_strip.h"

#include "ui/models/run_cells.h"
#include "ui/models/state_text.h"
#include "ui/pages/elided_label.h"
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
#include <QPainter>
#include <QProgressBar>
#include <QToolButton>

namespace rxwatt::pages
{

namespace
{

QLabel* plainLabel(QWidget* parent)
{
    auto* label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    return label;
}

QString phaseText(run::Phase phase)
{
    switch (phase) {
    case run::Phase::setup:
        return RunStripRow::tr("Setup");
    case run::Phase::training:
        return RunStripRow::tr("Training");
    case run::Phase::validation:
        return RunStripRow::tr("Validation");
    case run::Phase::evaluation:
        return RunStripRow::tr("Evaluation");
    case run::Phase::inference:
        return RunStripRow::tr("Inference");
    }
    return {};
}

/// How the curves of a place look.
QPixmap sampleOf(int place, const QWidget& widget)
{
    const QSize size(4 * style::grid, 2 * style::grid);
    QPixmap pixmap(size * widget.devicePixelRatioF());
    pixmap.setDevicePixelRatio(widget.devicePixelRatioF());
    pixmap.fill(Qt::transparent);
    const plots::SeriesStyle look = plots::defaultStyle(place);
    const QColor color = style::seriesColor(place, widget.palette());
    QPainter painter(&pixmap);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(plots::penOf(look, color));
    const QPointF middle(size.width() / 2.0, size.height() / 2.0);
    painter.drawLine(QPointF(1, middle.y()), QPointF(size.width() - 1, middle.y()));
    plots::drawMarker(painter, look.marker, middle, 7, color, widget.palette().color(QPalette::Base));
    return pixmap;
}

} // namespace

RunStripRow::RunStripRow(int place, bridge::RunEdits& edits, QWidget* parent) : QWidget(parent), m_place(place)
{
    build();
    connect(m_pause, &QToolButton::clicked, this, [this, &edits] { edits.pause({run()}); });
    connect(m_resume, &QToolButton::clicked, this, [this, &edits] { edits.resume({run()}); });
    connect(m_cancel, &QToolButton::clicked, this, [this, &edits] { edits.cancel({run()}); });
}

void RunStripRow::build()
{
    setFocusPolicy(Qt::TabFocus);
    setAutoFillBackground(true);
    m_sample = new QLabel(this);
    m_name = new ElidedLabel(this);
    m_stateIcon = new QLabel(this);
    m_state = plainLabel(this);
    m_state->setMinimumWidth(fontMetrics().horizontalAdvance(QStringLiteral("Out of time")));
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
    QWidget* const parts[] = {m_sample, m_name, m_stateIcon, m_state, m_bar, m_text, buttons};
    int column = 0;
    for (QWidget* part : parts) {
        grid->addWidget(part, 0, column++);
    }
    grid->setColumnStretch(1, 3);
    grid->setColumnStretch(5, 4);
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
    QPixmap icon = style::icon(models::stateIconName(state)).pixmap(style::iconSize);
    QPainter painter(&icon);
    painter.setCompositionMode(QPainter::CompositionMode_SourceIn);
    painter.fillRect(icon.rect(), color);
    painter.end();
    m_stateIcon->setPixmap(icon);
    m_state->setText(models::stateText(state));
    QPalette colored = palette();
    colored.setColor(QPalette::WindowText, color);
    m_state->setPalette(colored);
    QString reason = QString::fromStdString(m_run.summary.reason.value_or(std::string())).left(1000);
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
    m_sample->setPixmap(sampleOf(m_place, *this));
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
        parts.append(phaseText(progress->phase));
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

RunStrip::RunStrip(bridge::RunEdits& edits, QWidget* parent)
    : QWidget(parent), m_edits(edits), m_layout(new QVBoxLayout(this))
{
    m_layout->setContentsMargins(0, 0, 0, 0);
    m_layout->setSpacing(0);
}

void RunStrip::setRuns(const std::vector<LiveRun>& runs, const std::map<RunId, run::ProgressEvent>& progress)
{
    while (m_rows.size() > runs.size()) {
        m_rows.back()->hide();
        m_rows.back()->deleteLater();
        m_rows.pop_back();
    }
    while (m_rows.size() < runs.size()) {
        auto* row = new RunStripRow(static_cast<int>(m_rows.size()), m_edits, this);
        connect(row, &RunStripRow::clicked, this, [this, row] { Q_EMIT runClicked(row->run()); });
        m_layout->addWidget(row);
        m_rows.push_back(row);
    }
    for (std::size_t i = 0; i < runs.size(); ++i) {
        const auto found = progress.find(runs[i].summary.id);
        m_rows[i]->show(runs[i], found != progress.end() ? &found->second : nullptr);
    }
}

void RunStrip::setChosen(const RunId& run)
{
    for (RunStripRow* row : m_rows) {
        row->setChosen(row->run() == run);
    }
}

} // namespace rxwatt::pages
