// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/project/templates.h"
#include "core/run/spec_fields.h"
#include "tests/ui/pages/editor_page_fixture.h"
#include "ui/pages/editor/value_text.h"

#include <gmock/gmock.h>

#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QTableWidget>
#include <QToolButton>

namespace rxwatt::pages
{

namespace
{

using test::EditorPageTest;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Json goldenSpec(const std::string& name)
{
    return base::readJsonFile(std::string(RXWATT_TEST_SPECS) + "/" + name).value();
}

TEST_F(EditorPageTest, HasARowForEverySettingOfASpecification)
{
    for (const run::SpecField& field : run::specFields()) {
        const bool isPart = field.path == "model.dilations" || field.type == run::FieldType::linkOverrides;
        EXPECT_EQ(row(field.path) == nullptr, isPart) << field.path;
    }
}

TEST_F(EditorPageTest, WhatIsTypedIsInTheDraftAndInTheJson)
{
    type("training.steps", "2e4");
    type("name", "wide <b>net</b>");
    EXPECT_EQ(value("training.steps"), Json(2e4));
    EXPECT_EQ(value("name"), Json("wide <b>net</b>"));
    const Json written = base::parseJson(jsonText().toPlainText().toStdString(), "text").value();
    EXPECT_EQ(written, m_page.draft());
}

TEST_F(EditorPageTest, WhatIsWrongIsSaidAtTheFieldWhileItIsTyped)
{
    type("link.resource_blocks", "276");
    EXPECT_THAT(problem("link.resource_blocks"), HasSubstr("275"));
    EXPECT_THAT(problem("link.rx_antennas"), IsEmpty());
    QTest::keyClick(line("link.resource_blocks"), Qt::Key_Backspace);
    EXPECT_THAT(problem("link.resource_blocks"), IsEmpty());
    EXPECT_EQ(value("link.resource_blocks"), Json(27));
}

TEST_F(EditorPageTest, WhatIsNoNumberStaysAsItWasTyped)
{
    type("training.learning_rate", "fast");
    EXPECT_EQ(line("training.learning_rate")->text(), QStringLiteral("fast"));
    EXPECT_THAT(problem("training.learning_rate"), HasSubstr("fast"));
    type("training.learning_rate", "1e");
    EXPECT_EQ(line("training.learning_rate")->text(), QStringLiteral("1e"));
    QTest::keyClicks(line("training.learning_rate"), QStringLiteral("-3"));
    EXPECT_EQ(value("training.learning_rate"), Json(1e-3));
    EXPECT_THAT(problem("training.learning_rate"), IsEmpty());
}

TEST_F(EditorPageTest, EveryProblemIsShownAtOnce)
{
    type("training.steps", "-1");
    type("link.resource_blocks", "0");
    type("evaluation.sinr_db", "0:x:3");
    EXPECT_TRUE(row("training.steps")->hasProblem());
    EXPECT_TRUE(row("link.resource_blocks")->hasProblem());
    EXPECT_TRUE(row("evaluation.sinr_db")->hasProblem());
    action("Go to the first problem")->trigger();
    EXPECT_TRUE(line("link.resource_blocks")->hasFocus());
}

TEST_F(EditorPageTest, AProblemThatFollowsFromAnotherIsNotShownBesideIt)
{
    jsonText().setPlainText(
        QStringLiteral(R"({"model": {"channels": [8, 0], "dilations": [[1, 1], [1, 1]]}, "training": {"steps": 0}})"));
    EXPECT_THAT(problem("model.channels"), HasSubstr("Entry 2"));
    EXPECT_THAT(problem("model.channels"), Not(HasSubstr("\n")));
    EXPECT_TRUE(row("training.steps")->hasProblem());
}

TEST_F(EditorPageTest, AnEmptyFieldHasItsDefault)
{
    type("training.steps", "7");
    line("training.steps")->selectAll();
    QTest::keyClick(line("training.steps"), Qt::Key_Delete);
    EXPECT_TRUE(value("training.steps").is_null());
    EXPECT_FALSE(row("training.steps")->isChanged());
}

TEST_F(EditorPageTest, ArrowKeysStepANumberWithinItsLimits)
{
    type("link.resource_blocks", "274");
    QTest::keyClick(line("link.resource_blocks"), Qt::Key_Up);
    QTest::keyClick(line("link.resource_blocks"), Qt::Key_PageUp);
    EXPECT_EQ(value("link.resource_blocks"), Json(275));
}

TEST_F(EditorPageTest, TheArrowOfARowTakesItsChangeBack)
{
    type("training.steps", "7");
    ASSERT_TRUE(row("training.steps")->isChanged());
    for (auto* button : row("training.steps")->findChildren<QToolButton*>(Qt::FindDirectChildrenOnly)) {
        QTest::mouseClick(button, Qt::LeftButton);
    }
    EXPECT_TRUE(value("training.steps").is_null());
}

TEST_F(EditorPageTest, UndoTakesBackAFieldAtATimeAndRedoMakesItAgain)
{
    type("training.steps", "1234");
    type("training.batch_slots", "3");
    QTest::keySequence(line("training.batch_slots"), QKeySequence::Undo);
    EXPECT_TRUE(value("training.batch_slots").is_null());
    EXPECT_EQ(value("training.steps"), Json(1234));
    QTest::keySequence(line("training.batch_slots"), QKeySequence::Undo);
    EXPECT_TRUE(value("training.steps").is_null());
    EXPECT_EQ(line("training.steps")->text(), QString());
    action("Redo in the editor")->trigger();
    EXPECT_EQ(line("training.steps")->text(), QStringLiteral("1234"));
}

TEST_F(EditorPageTest, UndoIsTheDraftsInEveryField)
{
    type("training.steps", "1234");
    auto* kind = row("kind")->editor().findChild<QComboBox*>();
    kind->setFocus();
    QTest::keySequence(kind, QKeySequence::Undo);
    EXPECT_TRUE(value("training.steps").is_null());
    auto* blocks = row("model.channels")->editor().findChild<QTableWidget*>();
    blocks->setFocus();
    QTest::keySequence(blocks, QKeySequence::Redo);
    EXPECT_EQ(value("training.steps"), Json(1234));
}

TEST_F(EditorPageTest, SpecificationsOfTemplatesComeBackAsTheyWere)
{
    for (const std::string& name : project::templateNames()) {
        const std::vector<run::RunSpec> runs = project::templateRuns(name).value();
        for (const run::RunSpec& spec : runs) {
            m_page.open(run::toJson(spec), {});
            EXPECT_EQ(run::specFromJson(m_page.draft()).value(), spec) << name;
            const Json text = base::parseJson(jsonText().toPlainText().toStdString(), "text").value();
            EXPECT_EQ(run::specFromJson(text).value(), spec) << name;
        }
    }
}

TEST_F(EditorPageTest, GoldenSpecificationsComeBackAsTheyWereAndFillIn)
{
    for (const std::string name : {"spec_full", "spec_evaluate"}) {
        const Json golden = goldenSpec(name + ".json");
        m_page.open(golden, {});
        EXPECT_EQ(run::specFromJson(m_page.draft()).value(), run::specFromJson(golden).value()) << name;
        jsonText().setPlainText(QString::fromStdString(editor::prettyJson(golden)));
        EXPECT_EQ(m_page.draft(), golden) << name;
        Q_EMIT json().fillWanted();
        EXPECT_EQ(m_page.draft(), goldenSpec(name + "_filled.json")) << name;
    }
}

TEST_F(EditorPageTest, JsonThatIsTypedFillsTheForm)
{
    jsonText().setPlainText(QStringLiteral(R"({"training": {"steps": 77}, "link": {"resource_blocks": 0}})"));
    EXPECT_EQ(line("training.steps")->text(), QStringLiteral("77"));
    EXPECT_TRUE(row("link.resource_blocks")->hasProblem());
}

TEST_F(EditorPageTest, TextThatIsNoJsonIsKeptAndChangesNothing)
{
    type("training.steps", "77");
    jsonText().setPlainText(QStringLiteral("{\"training\": "));
    EXPECT_EQ(value("training.steps"), Json(77));
    type("training.steps", "78");
    EXPECT_EQ(jsonText().toPlainText(), QStringLiteral("{\"training\": "));
}

TEST_F(EditorPageTest, ADraftDiffersFromItsBase)
{
    Json base = goldenSpec("spec_full.json");
    Json spec = base;
    run::setValue(spec, "training.steps", 50);
    m_page.open(spec, base);
    EXPECT_TRUE(row("training.steps")->isChanged());
    EXPECT_FALSE(row("training.optimizer")->isChanged());
    type("training.steps", "2000");
    EXPECT_FALSE(row("training.steps")->isChanged());
    type("seed", "8");
    action("Reset")->trigger();
    EXPECT_EQ(run::specFromJson(m_page.draft()).value(), run::specFromJson(base).value());
}

TEST_F(EditorPageTest, OnlyDifferencesHidesTheRest)
{
    type("training.steps", "50");
    for (auto* button : m_page.findChildren<QToolButton*>()) {
        if (button->text() == QStringLiteral("Differences")) {
            QTest::mouseClick(button, Qt::LeftButton);
        }
    }
    EXPECT_TRUE(row("training.steps")->isVisible());
    EXPECT_FALSE(row("training.optimizer")->isVisible());
}

TEST_F(EditorPageTest, TheModelsCostFollowsItsBlocks)
{
    ASSERT_TRUE(eventually([&] { return m_page.isSettled(); }));
    const auto* blocks = m_page.findChild<QTableWidget*>(QStringLiteral("costs"));
    ASSERT_NE(blocks, nullptr);
    const int before = blocks->rowCount();
    jsonText().setPlainText(QStringLiteral(R"({"model": {"channels": [8], "dilations": [[1, 1]]}})"));
    EXPECT_TRUE(eventually([&] { return m_page.isSettled() && blocks->rowCount() < before; }));
}

TEST_F(EditorPageTest, WhatIsPastedIsADraftAndRubbishIsRefused)
{
    const QSignalSpy messages(&m_navigator, &Navigator::messageWanted);
    m_page.loadText(QStringLiteral(R"([{"name": "pasted"}])"), QStringLiteral("The clipboard"));
    EXPECT_EQ(value("name"), Json("pasted"));
    m_page.loadText(QStringLiteral("rubbish"), QStringLiteral("The clipboard"));
    EXPECT_EQ(messages.count(), 1);
    EXPECT_EQ(value("name"), Json("pasted"));
    action("Copy as JSON")->trigger();
    EXPECT_EQ(base::parseJson(QGuiApplication::clipboard()->text().toStdString(), "text").value(), m_page.draft());
}

TEST_F(EditorPageTest, ADraftIsWrittenToAFileAndReadFromIt)
{
    const QString file = QString::fromStdString((m_folder / "spec.json").string());
    type("training.steps", "77");
    const Json before = m_page.draft();
    m_page.saveFile(file);
    type("training.steps", "78");
    m_page.loadFile(file);
    EXPECT_EQ(m_page.draft(), before);
    const QSignalSpy messages(&m_navigator, &Navigator::messageWanted);
    m_page.loadFile(file + QStringLiteral("-none"));
    EXPECT_EQ(messages.count(), 1);
    EXPECT_EQ(m_page.draft(), before);
}

TEST_F(EditorPageTest, SessionsBringADraftBackAndNonsenseChangesNothing)
{
    type("training.steps", "fast");
    const QJsonObject session = m_page.session();
    m_page.open(goldenSpec("spec_full.json"), {});
    m_page.restoreSession(session);
    EXPECT_EQ(line("training.steps")->text(), QStringLiteral("fast"));
    m_page.restoreSession({{QStringLiteral("draft"), QStringLiteral("[1")}, {QStringLiteral("tab"), 99}});
    EXPECT_EQ(line("training.steps")->text(), QStringLiteral("fast"));
}

TEST_F(EditorPageTest, HostileTextsAreShownAsTheyAre)
{
    Json spec = Json::object();
    spec["name"] = std::string(10000, 'x') + "<img src=x>\u202e";
    spec["training"] = "not an object";
    spec["<b>key</b>"] = 1;
    spec["model"] = Json{{"channels", Json::array({"a", nullptr, -1})}, {"dilations", 3}};
    m_page.open(spec, {});
    EXPECT_TRUE(eventually([&] { return m_page.isSettled(); }));
    EXPECT_EQ(m_page.draft(), spec);
    EXPECT_TRUE(row("model.channels")->hasProblem());
}

TEST_F(EditorPageTest, ADraftIsQueuedInAProject)
{
    openProject({});
    const QSignalSpy added(&m_edits, &bridge::RunEdits::added);
    type("name", "mine");
    type("training.steps", "50");
    action("Queue")->trigger();
    ASSERT_TRUE(eventually([&] { return !added.isEmpty(); }));
    ASSERT_EQ(m_selection.runs().size(), 1U);
    const run::RunFolder folder = m_workspace.project().runFolder(m_selection.current());
    const run::RunSpec spec = folder.readSpec().value();
    EXPECT_EQ(spec.training.steps, 50);
    EXPECT_EQ(folder.readMeta().value().name, "mine");
}

TEST_F(EditorPageTest, SeveralSeedsAreAsManyRuns)
{
    openProject({});
    type("name", "mine");
    for (auto* line : m_page.findChildren<QLineEdit*>()) {
        if (line->accessibleName() == QStringLiteral("Seeds")) {
            typeInto(line, "1-3");
        }
    }
    action("Queue")->trigger();
    ASSERT_TRUE(eventually([&] { return m_selection.runs().size() == 3; }));
    EXPECT_EQ(m_workspace.project().runFolder(m_selection.current()).readSpec().value().seed, 3U);
}

TEST_F(EditorPageTest, AWrongDraftIsNotQueued)
{
    openProject({});
    const QSignalSpy added(&m_edits, &bridge::RunEdits::added);
    type("training.steps", "0");
    line("name")->setFocus();
    action("Queue")->trigger();
    EXPECT_TRUE(line("training.steps")->hasFocus());
    EXPECT_FALSE(m_edits.isBusy());
    EXPECT_TRUE(added.isEmpty());
}

TEST_F(EditorPageTest, TheSelectedRunIsDuplicatedOrDifferedFrom)
{
    openProject({{.name = "first", .seed = 7, .steps = 321}});
    m_selection.set(m_ids);
    action("Duplicate")->trigger();
    ASSERT_TRUE(eventually([&] { return value("training.steps") == Json(321); }));
    EXPECT_EQ(value("name"), Json("first copy"));
    EXPECT_TRUE(m_page.history().now().base.is_null());
    action("Differ from run")->trigger();
    ASSERT_TRUE(eventually([&] { return m_page.history().now().base.is_object(); }));
    EXPECT_FALSE(row("training.steps")->isChanged());
    type("training.steps", "322");
    EXPECT_TRUE(row("training.steps")->isChanged());
}

} // namespace

} // namespace rxwatt::pages
