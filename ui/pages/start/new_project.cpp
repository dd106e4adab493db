// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/pages/start/new_project.h"

#include "core/model/layers.h"
#include "core/project/templates.h"
#include "core/run/config_json.h"
#include "ui/pages/start/template_card.h"
#include "ui/style/icons.h"
#include "ui/style/metrics.h"
#include "ui/style/palette.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QLocale>
#include <QPushButton>
#include <QStandardPaths>
#include <QVBoxLayout>

namespace rxwatt::pages::start
{

namespace
{

constexpr auto templateOrder = {"quickstart", "paper", "empty"};

/// "1 run: 53,508 parameters, 2,000 steps".
QString sizeText(const QString& name)
{
    const Result<std::vector<run::RunSpec>> runs = project::templateRuns(name.toStdString());
    if (!runs || runs->empty()) {
        return NewProject::tr("No runs");
    }
    const run::RunSpec& first = runs->front();
    const auto parameters =
        static_cast<qlonglong>(model::layersOf(first.model, run::modelShape(first.link)).parameters());
    const int count = static_cast<int>(runs->size());
    return (count == 1 ? NewProject::tr("1 run") : NewProject::tr("%n runs", nullptr, count)) +
           NewProject::tr(": %1 parameters, %2 steps")
               .arg(QLocale().toString(parameters), QLocale().toString(static_cast<qlonglong>(first.training.steps)));
}

TemplateWords wordsOf(const QString& name)
{
    if (name == QLatin1String("quickstart")) {
        return {NewProject::tr("Quickstart"),
                NewProject::tr("A small neural receiver that trains and is judged against classical ones."),
                sizeText(name) + NewProject::tr("; minutes on two cores.")};
    }
    if (name == QLatin1String("paper")) {
        return {NewProject::tr("The paper's receiver"),
                NewProject::tr("The published DeepRx at full size, for 256-QAM over 26 resource blocks."),
                sizeText(name) + NewProject::tr("; wants a GPU.")};
    }
    return {NewProject::tr("Empty"), NewProject::tr("A project without runs, to set up your own in the run editor."),
            sizeText(name) + NewProject::tr("; nothing to wait for.")};
}

QString homeFolder()
{
    return QDir(QStandardPaths::writableLocation(QStandardPaths::HomeLocation)).filePath(QStringLiteral("RxWatt"));
}

} // namespace

QString freeFolder(const QString& below, const QString& name)
{
    constexpr int mostTried = 1000;
    QString folder = QDir(below).filePath(name);
    for (int i = 2; QFileInfo::exists(folder) && i < mostTried; ++i) {
        folder = QDir(below).filePath(QStringLiteral("%1-%2").arg(name).arg(i));
    }
    return folder;
}

NewProject::NewProject(QWidget* parent)
    : QWidget(parent), m_folder(new QLineEdit(this)), m_create(new QPushButton(this)), m_problem(new QLabel(this))
{
    build();
    connect(m_folder, &QLineEdit::textEdited, this, [this] {
        m_isProposed = false;
        check();
    });
    connect(m_folder, &QLineEdit::returnPressed, this, &NewProject::create);
    connect(m_create, &QPushButton::clicked, this, &NewProject::create);
    connect(&m_maker, &bridge::ProjectMaker::made, this, [this](const QString& folder) {
        setBusy(false);
        m_isProposed = true;
        proposeFolder();
        Q_EMIT made(folder);
    });
    connect(&m_maker, &bridge::ProjectMaker::failed, this, [this](const QString& /*folder*/, const QString& message) {
        setBusy(false);
        m_problem->setText(message);
        m_problem->show();
        Q_EMIT failed(message);
    });
    m_cards.front()->setChecked(true);
    proposeFolder();
}

void NewProject::build()
{
    auto* cards = new QHBoxLayout();
    cards->setSpacing(3 * style::halfGrid);
    for (const char* name : templateOrder) {
        auto* card = new TemplateCard(QString::fromLatin1(name), wordsOf(QString::fromLatin1(name)), this);
        cards->addWidget(card, 1);
        m_cards.push_back(card);
        connect(card, &TemplateCard::toggled, this, [this](bool chosen) {
            if (chosen) {
                proposeFolder();
            }
        });
    }
    m_folder->setAccessibleName(tr("Folder of the new project"));
    m_create->setText(tr("Create project"));
    m_create->setIcon(style::icon(QStringLiteral("folder-plus")));
    m_create->setToolTip(tr("Make the folder and open the project (Return)"));
    auto* browse = new QPushButton(tr("Choose…"), this);
    browse->setToolTip(tr("Choose the folder that the project's folder goes into"));
    connect(browse, &QPushButton::clicked, this, &NewProject::browse);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    auto* label = new QLabel(tr("&Folder"), this);
    label->setBuddy(m_folder);
    auto* line = new QHBoxLayout();
    line->setSpacing(style::grid);
    line->addWidget(label);
    line->addWidget(m_folder, 1);
    line->addWidget(browse);
    line->addWidget(m_create);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(3 * style::halfGrid);
    layout->addLayout(cards);
    layout->addLayout(line);
    layout->addWidget(m_problem);
    setTabOrder(m_cards.back(), m_folder);
}

void NewProject::chooseTemplate(const QString& name)
{
    for (TemplateCard* card : m_cards) {
        if (card->name() == name) {
            card->setChecked(true);
        }
    }
}

QString NewProject::chosenTemplate() const
{
    for (const TemplateCard* card : m_cards) {
        if (card->isChecked()) {
            return card->name();
        }
    }
    return QStringLiteral("empty");
}

QString NewProject::folder() const
{
    QString typed = m_folder->text().trimmed();
    if (typed == QLatin1String("~") || typed.startsWith(QLatin1String("~/"))) {
        typed.replace(0, 1, QDir::homePath());
    }
    return typed;
}

void NewProject::setFolder(const QString& folder)
{
    m_isProposed = false;
    m_folder->setText(folder);
    check();
}

void NewProject::proposeFolder()
{
    if (m_isProposed) {
        m_folder->setText(freeFolder(homeFolder(), chosenTemplate()));
    }
    check();
}

void NewProject::browse()
{
    QString begin = QFileInfo(folder()).absolutePath();
    while (!QFileInfo::exists(begin) && begin.size() > 1) {
        begin = QFileInfo(begin).absolutePath();
    }
    const QString chosen = QFileDialog::getExistingDirectory(this, tr("Where the project's folder goes"), begin);
    if (chosen.isEmpty()) {
        return;
    }
    const bool isEmpty = QDir(chosen).isEmpty();
    setFolder(isEmpty ? chosen : freeFolder(chosen, chosenTemplate()));
}

void NewProject::check()
{
    const QString typed = folder();
    QString problem;
    if (!typed.isEmpty() && !QDir::isAbsolutePath(typed)) {
        problem = tr("A whole path is wanted, like %1.").arg(freeFolder(homeFolder(), chosenTemplate()));
    }
    QPalette palette = m_problem->palette();
    palette.setColor(QPalette::WindowText, style::toneColor(style::Tone::failure, this->palette()));
    m_problem->setPalette(palette);
    m_problem->setText(problem);
    m_problem->setVisible(!problem.isEmpty());
    m_create->setEnabled(!m_isBusy && !typed.isEmpty() && problem.isEmpty());
}

void NewProject::create()
{
    check();
    if (!m_create->isEnabled()) {
        return;
    }
    setBusy(true);
    m_maker.make(QDir::cleanPath(folder()), chosenTemplate());
}

void NewProject::setBusy(bool busy)
{
    m_isBusy = busy;
    m_create->setText(busy ? tr("Creating…") : tr("Create project"));
    check();
}

} // namespace rxwatt::pages::start
