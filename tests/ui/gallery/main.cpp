// SPDX-License-Identifier: GPL-3.0-or-later
// One example of each kind of plot, to look at and to take pictures of.
#include "tests/ui/gallery/gallery.h"
#include "ui/style/palette.h"

#include <QApplication>
#include <QCommandLineParser>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QCommandLineParser options;
    options.addHelpOption();
    options.addOptions(
        {{QStringLiteral("screenshot"), QStringLiteral("Saves a picture and exits."), QStringLiteral("file")},
         {QStringLiteral("theme"), QStringLiteral("light or dark."), QStringLiteral("name")},
         {QStringLiteral("size"), QStringLiteral("Width and height, 1280x800."), QStringLiteral("size")},
         {QStringLiteral("plot"), QStringLiteral("Only this example."), QStringLiteral("name")}});
    options.process(application);
    const bool dark = options.value(QStringLiteral("theme")) == QLatin1String("dark");
    rxwatt::style::apply(application, dark ? rxwatt::style::Theme::dark : rxwatt::style::Theme::light);
    const QStringList numbers = options.value(QStringLiteral("size")).split(QLatin1Char('x'));
    const QSize size = numbers.size() == 2 ? QSize(numbers[0].toInt(), numbers[1].toInt()) : QSize(1280, 800);
    const auto gallery = rxwatt::plots::makeGallery(options.value(QStringLiteral("plot")));
    gallery->resize(size);
    gallery->show();
    if (!options.isSet(QStringLiteral("screenshot"))) {
        return QApplication::exec();
    }
    QApplication::processEvents();
    QApplication::processEvents();
    return gallery->grab().save(options.value(QStringLiteral("screenshot"))) ? 0 : 1;
}
