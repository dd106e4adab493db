// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDialog>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace rxwatt::pages
{

/// How many of the chosen runs have a tag.
struct TagUse {
    QString tag;
    int runs = 0;
};

/// Changes tags of several runs at once: a tag is on all of them, on none, or stays as it is on each.
class TagsDialog : public QDialog
{
    Q_OBJECT

public:
    /// `used` are the tags of the runs, `known` all of the project, for completion.
    TagsDialog(int runs, const QList<TagUse>& used, const QStringList& known, QWidget* parent = nullptr);

    [[nodiscard]] QStringList added() const;
    [[nodiscard]] QStringList removed() const;

private:
    void addTyped();
    void checkTyped();
    QListWidgetItem* put(const QString& tag, Qt::CheckState state, Qt::CheckState before);

    QListWidget* m_list = nullptr;
    QLineEdit* m_line = nullptr;
    QPushButton* m_add = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace rxwatt::pages
