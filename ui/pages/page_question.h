// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/pages/page.h"

#include <chrono>
#include <functional>
#include <QTimer>

namespace rxwatt::pages
{

/// The rest of pages (see PageQuestion) that read little, and of those that read the traces of many runs.
inline constexpr std::chrono::seconds shortRest{1};
inline constexpr std::chrono::seconds longRest{2};

/// When a page asks its question; see PageQuestion.
class PageQuestionTiming : public QObject
{
    Q_OBJECT

public:
    PageQuestionTiming(const PageContext& context, QWidget& page, std::chrono::milliseconds rest);

    /// Whether what the page shows is not older than it may be.
    [[nodiscard]] bool isSettled() const;

    /// Whether a question is under way.
    [[nodiscard]] bool isAsking() const { return m_isAsking; }

    /// What is known may be old: asks again, at once where the page is seen.
    void outdate();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

    virtual void send() = 0;
    virtual void forget() = 0;

    [[nodiscard]] const PageContext& context() const { return m_context; }

    void arrived() { m_isAsking = false; }

    /// Asks where something has changed since the last time and the page is seen.
    void askIfOutdated();

private:
    PageContext m_context;
    QWidget& m_page;
    QTimer m_rest;
    bool m_isOutdated = true;
    bool m_isAsking = false;
};

/// What a page knows of the selected runs, kept up to date: asked for anew when the selection, the project or
/// its own processors change, at once where the page is seen, else when it is seen again. One question is under way at
/// a time, and what changed last is never missed. While a run works the project changes five times a second: with a
/// rest, answers that only follow it come that far apart.
template <typename T>
class PageQuestion : public PageQuestionTiming
{
public:
    /// Reads on the workspace's thread.
    using Work = std::function<Result<T>(const project::OpenProject&, const std::vector<RunId>& selected)>;
    /// Takes the answer; T() when the project was closed.
    using Take = std::function<void(Result<T>)>;

    PageQuestion(const PageContext& context, QWidget& page, Work work, Take take,
                 std::chrono::milliseconds rest = std::chrono::milliseconds::zero())
        : PageQuestionTiming(context, page, rest), m_work(std::move(work)), m_take(std::move(take))
    {
    }

protected:
    void send() override
    {
        context().workspace.template ask<T>(
            this, QStringLiteral("page"),
            [work = m_work, ids = context().selection.runs()](const project::OpenProject& project) {
                return work(project, ids);
            },
            [this](Result<T> answer) {
                arrived();
                m_take(std::move(answer));
                askIfOutdated();
            });
    }

    void forget() override { m_take(T()); }

private:
    Work m_work;
    Take m_take;
};

} // namespace rxwatt::pages
