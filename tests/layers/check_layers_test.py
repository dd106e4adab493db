#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""The layer test must fail where it should: each case is a build that never was."""

import json
import os
import tempfile
import unittest

import check_layers

TABLE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json")


class CheckLayersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = os.path.realpath(folder.name)
        self.build = os.path.join(self.root, "build", "dev")
        with open(TABLE, encoding="utf-8") as file:
            self.table = check_layers.Table(json.load(file))

    def problems(self, source, headers, commands=None, more=""):
        """Of one object file that was made from `source` and `headers`."""
        path = os.path.join(self.root, source)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        os.makedirs(self.build, exist_ok=True)
        open(path, "w", encoding="utf-8").close()
        lines = [f"    {name}\n" for name in ["../../" + source] + headers]
        text = f"x.o: #deps {len(lines)}, deps mtime 17 (VALID)\n" + "".join(lines) + "\n" + more
        checker = check_layers.Checker(self.table, self.root, self.build)
        commands = {os.path.join(self.build, "x.o"): command for command in commands or []}
        found, files = checker.check(check_layers.parse_deps(text), commands)
        self.files = files
        return found

    def test_accepts_what_the_table_allows(self):
        self.assertEqual(self.problems("core/run/a.cpp", ["../../core/run/a.h", "../../core/phy/b.h", "/usr/include/fmt/core.h",
                                                          "/usr/include/c++/12/string", "/usr/include/stdio.h"]), [])
        self.assertEqual(self.files, 1)

    def test_refuses_a_module_that_the_row_does_not_name(self):
        found = self.problems("core/phy/a.cpp", ["../../core/run/spec.h"])
        self.assertEqual(found, ["core/phy/a.cpp reads core/run/spec.h, but core/phy may read only core/base, core/phy"])
        self.assertNotEqual(self.problems("core/store/a.cpp", ["../../core/schedule/queue.h"]), [])
        self.assertNotEqual(self.problems("app/cli/a.cpp", ["../../core/training/loop.h"]), [])
        self.assertNotEqual(self.problems("app/worker/a.cpp", ["../../core/store/database.h"]), [])

    def test_closes_the_rows_transitively(self):
        self.assertEqual(self.problems("app/worker/a.cpp", ["../../core/phy/a.h", "/usr/include/torch/torch.h"]), [])
        self.assertEqual(self.problems("app/cli/a.cpp", ["../../core/model/a.h", "/usr/include/CLI/CLI.hpp"]), [])

    def test_refuses_every_package_where_it_does_not_belong(self):
        for header in ["torch/torch.h", "torch/csrc/api/include/torch/all.h", "ATen/ATen.h", "c10/core/Device.h",
                       "boost/asio.hpp", "sqlite3.h", "SQLiteCpp/Database.h", "CLI/CLI.hpp", "spdlog/spdlog.h", "xxhash.h",
                       "eigen3/Eigen/Core", "gtest/gtest.h", "benchmark/benchmark.h",
                       "x86_64-linux-gnu/qt6/QtCore/qstring.h"]:
            self.assertEqual(len(self.problems("core/model/a.cpp", ["/usr/include/" + header])), 1, header)

    def test_keeps_private_packages_private(self):
        self.assertEqual(self.problems("core/phy/a.cpp", ["/usr/include/eigen3/Eigen/Core"]), [])
        self.assertNotEqual(self.problems("core/run/a.cpp", ["/usr/include/eigen3/Eigen/Core"]), [])
        self.assertNotEqual(self.problems("app/cli/a.cpp", ["/usr/include/boost/asio.hpp"]), [])

    def test_names_of_folders_above_include_mean_nothing(self):
        self.assertEqual(self.problems("core/model/a.cpp", ["/opt/boost/torch/include/fmt/core.h"]), [])

    def test_counts_a_precompiled_header_as_read(self):
        command = "c++ -include /x/cmake_pch.hxx -c a.cpp".replace("/x", self.build + "/core/network")
        torch = ("core/network/cmake_pch.hxx.gch: #deps 1, deps mtime 17 (VALID)\n"
                 "    /usr/include/torch/torch.h\n")
        self.assertNotEqual(self.problems("core/run/a.cpp", [], [command], torch), [])
        self.assertEqual(self.problems("core/training/a.cpp", [], [command], torch), [])
        self.assertIn("not known", self.problems("core/training/a.cpp", [], [command])[0])

    def test_reads_made_sources_as_their_folder_s(self):
        found = self.problems("build/dev/core/phy/embedded/a.cpp", ["/usr/include/sqlite3.h"])
        self.assertEqual(len(found), 1)

    def test_refuses_folders_without_a_row(self):
        self.assertEqual(self.problems("core/extra/a.cpp", []), ["core/extra/a.cpp: core/extra has no row in the table"])

    def test_exempts_tests_and_ignores_objects_of_deleted_sources(self):
        self.assertEqual(self.problems("tests/core/a.cpp", ["/usr/include/gtest/gtest.h", "../../core/store/a.h"]), [])
        gone = "y.o: #deps 2, deps mtime 17 (STALE)\n    ../../core/phy/gone.cpp\n    /usr/include/sqlite3.h\n"
        self.assertEqual(self.problems("tests/core/a.cpp", [], more=gone), [])

    def test_finds_the_source_behind_what_clang_lists_before_it(self):
        more = "y.o: #deps 3, deps mtime 17 (VALID)\n    /usr/lib/asan_ignorelist.txt\n    ../../core/run/a.cpp\n    /usr/include/sqlite3.h\n"
        self.assertEqual(len(self.problems("core/run/a.cpp", [], more=more)), 1)

    def test_our_code_may_not_read_tests(self):
        self.assertNotEqual(self.problems("core/run/a.cpp", ["../../tests/support/a.h"]), [])

    def test_refuses_tables_that_name_what_is_not_there(self):
        for row in [{"uses": ["core/none"]}, {"uses": [], "private": ["None"]}]:
            with self.assertRaises(ValueError):
                check_layers.Table({"packages": {}, "exempt": [], "modules": {"core/a": row}})


if __name__ == "__main__":
    unittest.main()
