// SPDX-License-Identifier: GPL-3.0-or-later
// lock_database FILE: another program that keeps a database locked until its input ends.
#include <SQLiteCpp/SQLiteCpp.h>

#include <cstdio>
#include <exception>

int main(int argc, char** argv)
{
    if (argc != 2) {
        return 2;
    }
    try {
        SQLite::Database database(argv[1], SQLite::OPEN_READWRITE, 1000);
        database.exec("BEGIN EXCLUSIVE");
        std::puts("locked");
        std::fflush(stdout);
        while (std::getchar() != EOF) {
        }
        database.exec("COMMIT");
    } catch (const std::exception& problem) {
        std::fprintf(stderr, "lock_database: %s\n", problem.what());
        return 1;
    }
    return 0;
}
