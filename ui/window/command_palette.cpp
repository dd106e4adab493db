// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/command_palette.h"

#include "ui/style/metrics.h"

#include <algorithm>
#include <QAction>
#include <QCoreApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMenuBar>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

namespace rxwatt::window
{

namespace
{

constexpr int shortcutRole = Qt::UserRole + 1;
constexpr int commandRole = Qt::UserRole + 2;
constexpr int preferredWidth = 640;
constexpr int visibleRows = 12;

QString plainText(const QAction& action)
{
    QString text = action.text();
    return text.remove(QLatin1Char('&'));
}

void collect(const QList<QAction*>& actions, const QString& path, QList<Command>& commands)
{
    for (QAction* action : actions) {
        if (action->isSeparator() || !action->isVisible() || action->text().isEmpty()) {
            continue;
        }
        const QString own = path.isEmpty() ? plainText(*action) : path + QStringLiteral(" › ") + plainText(*action);
        if (const QMenu* menu = action->menu()) {
            collect(menu->actions(), own, commands);
        } else {
            commands.append({own, action});
        }
    }
}

enum class Prefer { wordBegins, nearest };

bool beginsWord(const QString& text, qsizetype place)
{
    return place == 0 || !text.at(place - 1).isLetterOrNumber();
}

/// Where the letter is behind `last`: at once, at the next beginning of a word, or wherever it comes; negative:
/// nowhere.
qsizetype placeOf(QChar letter, const QString& text, qsizetype last, Prefer prefer)
{
    const qsizetype first = text.indexOf(letter, std::max<qsizetype>(last + 1, 0), Qt::CaseInsensitive);
    if (prefer == Prefer::nearest) {
        return first;
    }
    for (qsizetype place = first; place >= 0; place = text.indexOf(letter, place + 1, Qt::CaseInsensitive)) {
        if (place == last + 1 || beginsWord(text, place)) {
            return place;
        }
    }
    return first;
}

int fitFrom(const QString& typed, const QString& text, Prefer prefer)
{
    constexpr int wordBegin = 8;
    constexpr int following = 4;
    int score = 0;
    qsizetype last = -2;
    for (const QChar letter : typed) {
        if (letter.isSpace()) {
            continue;
        }
        const qsizetype place = placeOf(letter, text, last, prefer);
        if (place < 0) {
            return -1;
        }
        score += (beginsWord(text, place) ? wordBegin : 0) + (place == last + 1 ? following : 0);
        last = place;
    }
    return score;
}

/// The text left, the shortcut right and quieter.
class CommandDelegate : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QStyledItemDelegate::paint(painter, option, index);
        const auto role =
            (option.state & QStyle::State_Selected) != 0 ? QPalette::HighlightedText : QPalette::PlaceholderText;
        painter->setPen(option.palette.color(role));
        painter->drawText(option.rect.adjusted(style::grid, 0, -style::grid, 0), Qt::AlignRight | Qt::AlignVCenter,
                          index.data(shortcutRole).toString());
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& /*index*/) const override
    {
        return {0, option.fontMetrics.height() + style::grid};
    }
};

} // namespace

QList<Command> commandsOf(const QMenuBar& menus)
{
    QList<Command> commands;
    collect(menus.actions(), {}, commands);
    return commands;
}

int fitOf(const QString& typed, const QString& text)
{
    // Jumping to the beginnings of words may pass letters over that the rest needs.
    const int fit = fitFrom(typed, text, Prefer::wordBegins);
    return fit >= 0 ? fit : fitFrom(typed, text, Prefer::nearest);
}

CommandPalette::CommandPalette(QWidget* parent)
    : QDialog(parent, Qt::Popup), m_input(new QLineEdit(this)), m_list(new QListWidget(this))
{
    setAccessibleName(tr("Commands"));
    m_input->setPlaceholderText(tr("Type some letters of a command"));
    m_input->setAccessibleName(tr("Command"));
    m_input->setClearButtonEnabled(true);
    m_input->installEventFilter(this);
    m_list->setAccessibleName(tr("Commands found"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setUniformItemSizes(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setMinimumHeight(1); // a list wants some rows otherwise
    m_list->setIconSize(QSize(style::iconSize, style::iconSize));
    // Commands without an icon stand in line with the others.
    QPixmap nothing(style::iconSize, style::iconSize);
    nothing.fill(Qt::transparent);
    m_noIcon = QIcon(nothing);
    m_list->setItemDelegate(new CommandDelegate(m_list));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(style::grid, style::grid, style::grid, style::grid);
    layout->setSpacing(style::grid);
    layout->addWidget(m_input);
    layout->addWidget(m_list);
    connect(m_input, &QLineEdit::textChanged, this, &CommandPalette::list);
    connect(m_input, &QLineEdit::returnPressed, this, &CommandPalette::choose);
    connect(m_list, &QListWidget::itemClicked, this, &CommandPalette::choose);
}

void CommandPalette::open(QList<Command> commands)
{
    m_commands = std::move(commands);
    m_input->clear();
    const QWidget& over = *parentWidget();
    const int width = std::min(preferredWidth, over.width() - 4 * style::grid);
    resize(width, height());
    list({});
    move(over.mapToGlobal(QPoint((over.width() - width) / 2, 6 * style::grid)));
    show();
    m_input->setFocus(Qt::PopupFocusReason);
}

void CommandPalette::list(const QString& typed)
{
    struct Found {
        int fit;
        int command;
    };

    QList<Found> found;
    for (int i = 0; i < m_commands.size(); ++i) {
        const int fit = fitOf(typed, m_commands.at(i).path);
        if (fit >= 0 && m_commands.at(i).action != nullptr) {
            found.append({fit, i});
        }
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const Found& one, const Found& other) { return one.fit > other.fit; });
    m_list->clear();
    for (const Found& one : found) {
        const Command& command = m_commands.at(one.command);
        const QIcon icon = command.action->icon();
        auto* item = new QListWidgetItem(icon.isNull() ? m_noIcon : icon, command.path, m_list);
        item->setData(shortcutRole, command.action->shortcut().toString(QKeySequence::NativeText));
        item->setData(commandRole, one.command);
        if (!command.action->isEnabled()) {
            item->setFlags(Qt::NoItemFlags);
        }
    }
    if (found.isEmpty()) {
        auto* nothing = new QListWidgetItem(tr("No command has these letters in this order"), m_list);
        nothing->setFlags(Qt::NoItemFlags);
    }
    m_list->setCurrentRow(0);
    fitHeight();
}

void CommandPalette::fitHeight()
{
    const int rows = std::min(m_list->count(), visibleRows);
    const int wanted = rows * m_list->sizeHintForRow(0) + m_input->sizeHint().height() + 3 * style::grid;
    resize(width(), std::min(wanted, parentWidget()->height() - 8 * style::grid));
}

void CommandPalette::paintEvent(QPaintEvent* event)
{
    QDialog::paintEvent(event);
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::Dark));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
}

bool CommandPalette::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_input && event->type() == QEvent::KeyPress) {
        const int key = static_cast<const QKeyEvent*>(event)->key();
        if (key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown) {
            QCoreApplication::sendEvent(m_list, event);
            return true;
        }
    }
    return QDialog::eventFilter(watched, event);
}

void CommandPalette::choose()
{
    const QListWidgetItem* item = m_list->currentItem();
    if (item == nullptr || (item->flags() & Qt::ItemIsEnabled) == 0) {
        return;
    }
    const QPointer<QAction> action = m_commands.at(item->data(commandRole).toInt()).action;
    close();
    if (action != nullptr) {
        action->trigger();
    }
}

} // namespace rxwatt::window
