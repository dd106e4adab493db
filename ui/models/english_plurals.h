// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QTranslator>

namespace rxwatt::models
{

/// Makes "1 run" and "2 runs" of tr("%n run(s)", nullptr, count): what a file of English plurals would do, without a
/// file and the tools to make it. Installed first, so that translations, installed later, are asked before it.
class EnglishPlurals : public QTranslator
{
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    [[nodiscard]] bool isEmpty() const override { return false; }

    [[nodiscard]] QString translate(const char* context, const char* sourceText, const char* disambiguation = nullptr,
                                    int n = -1) const override;
};

} // namespace rxwatt::models
