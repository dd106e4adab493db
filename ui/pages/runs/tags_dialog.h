// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/runs/tag_choice.h"

#include <QDialog>
#include <QHash>
#include <QStringList>

class QLabel;
class QLineEdit;
class QListWidget;
class QListWidgetItem;
class QPushButton;

namespace rxwatt::pages
{

/// Changes tags of several runs at once: a tag is on all of them, on none, or stays as it is on each. What is typed
/// finds tags in the list, or makes a new one.
class TagsDialog : public QDialog
{
    Q_OBJECT

public:
    explicit TagsDialog(const TagChoice& choice, QWidget* parent = nullptr);

    [[nodiscard]] QStringList added() const;
    [[nodiscard]] QStringList removed() const;

private:
    void addTyped();
    void checkTyped();
    void build();
    QListWidgetItem* put(const QString& tag, Qt::CheckState state, Qt::CheckState before);

    QHash<QString, QListWidgetItem*> m_items;
    QListWidget* m_list = nullptr;
    QLineEdit* m_line = nullptr;
    QPushButton* m_add = nullptr;
    QLabel* m_problem = nullptr;
};

} // namespace rxwatt::pages
