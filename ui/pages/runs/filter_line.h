// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <QWidget>

class QCompleter;
class QLabel;
class QLineEdit;
class QStringListModel;
class QTimer;

namespace rxwatt::pages
{

/// What may stand in a filter where the person is typing.
struct FilterWords {
    /// Place of the word in the text, and what may replace it.
    int begin = 0;
    int length = 0;
    QStringList words;
};

/// Why a filter is none.
struct FilterProblem {
    QString message;
    /// Where in the text.
    int place = 0;
};

/// The line in which a person filters the table: completes words while typing, applies what is typed after a short
/// pause, and says under the line where a filter is wrong, while the last good one stays.
class FilterLine : public QWidget
{
    Q_OBJECT

public:
    explicit FilterLine(QWidget* parent = nullptr);

    void setWords(std::function<FilterWords(const QString& text, int cursor)> words) { m_words = std::move(words); }

    void setCheck(std::function<std::optional<FilterProblem>(const QString& text)> check)
    {
        m_check = std::move(check);
    }

    void setLineHeight(int height);
    [[nodiscard]] QString text() const;
    /// Sets and applies it.
    void setText(const QString& text);
    /// Puts the cursor into the line.
    void start();

Q_SIGNALS:
    /// A good filter, to be applied.
    void filterChanged(const QString& text);
    /// The person is done here: the table takes the keys again.
    void left();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void takeTyped();
    void apply();
    void complete();
    void insertWord(const QString& word);
    void showProblem(const std::optional<FilterProblem>& problem);

    std::function<FilterWords(const QString&, int)> m_words;
    std::function<std::optional<FilterProblem>(const QString&)> m_check;
    QLineEdit* m_line = nullptr;
    QLabel* m_problem = nullptr;
    QCompleter* m_completer = nullptr;
    QStringListModel* m_candidates = nullptr;
    QTimer* m_pause = nullptr;
    FilterWords m_place;
};

} // namespace rxwatt::pages
