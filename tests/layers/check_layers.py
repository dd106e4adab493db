#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Holds a build's header dependencies against the table of layers (layers.json).

What the compiler has really read is the only witness: include paths protect nothing, because Torch, Boost and SQLite all lie in
the system's. A file may read headers of its own module, of the modules that its row names and that their rows name, of its own
packages, and of the packages that those rows make public.
"""

import argparse
import json
import os
import re
import subprocess
import sys


def parse_deps(text):
    """`ninja -t deps`: output -> the files it was made from, the source first."""
    deps = {}
    current = None
    for line in text.splitlines():
        head = re.match(r"(\S.*): #deps \d+, deps mtime \d+ \((VALID|STALE)\)$", line)
        if head:
            current = deps.setdefault(head.group(1), [])
        elif line.startswith("    ") and current is not None:
            current.append(line.strip())
    return deps


def precompiled_header_of(command):
    """The cmake_pch.hxx that a compiler command includes, or None. The dependencies of a file hide what is in it."""
    found = re.search(r"(\S*cmake_pch\.hxx)(?=\s|$)", command)
    return found.group(1) if found else None


class Table:
    def __init__(self, table):
        self.modules = table["modules"]
        self.exempt = set(table["exempt"])
        self.packages = {name: re.compile(pattern) for name, pattern in table["packages"].items()}
        for name, row in self.modules.items():
            for used in row["uses"]:
                if used not in self.modules:
                    raise ValueError(f"the row of {name} uses {used}, which has no row")
            for package in row.get("public", []) + row.get("private", []):
                if package not in self.packages:
                    raise ValueError(f"the row of {name} names {package}, which has no pattern")

    def closure(self, module):
        """The module and all that its row names, closed transitively."""
        found, waiting = set(), [module]
        while waiting:
            name = waiting.pop()
            if name not in found:
                found.add(name)
                waiting += self.modules[name]["uses"]
        return found

    def allowed_packages(self, module):
        public = {package for name in self.closure(module) for package in self.modules[name].get("public", [])}
        return public | set(self.modules[module].get("private", []))

    def package_of(self, path):
        """Only what lies behind the last include folder counts: a prefix may have any name."""
        name = path.rsplit("/include/", 1)[-1].lstrip("/")
        return next((package for package, pattern in self.packages.items() if pattern.match(name)), None)


class Checker:
    def __init__(self, table, source, build):
        self.table = table
        self.source = os.path.realpath(source)
        self.build = os.path.realpath(build)

    def ours(self, path):
        """A file's path from the root, made files as if they lay beside their sources; None where it is not ours."""
        absolute = os.path.normpath(os.path.join(self.build, path))
        for root in (self.build, self.source):
            if absolute.startswith(root + os.sep):
                return os.path.relpath(absolute, root)
        return None

    def module_of(self, path):
        """core/base for core/base/json.h; None for files that are not in a module."""
        parts = path.split(os.sep)
        if parts[0] in self.table.exempt:
            return parts[0]
        return "/".join(parts[:2]) if parts[0] in ("core", "ui", "app") and len(parts) > 2 else None

    def problem_with(self, module, dependency):
        """What is wrong with a file of the module reading the dependency, or None."""
        own = self.ours(dependency)
        if own is not None:
            other = self.module_of(own)
            if other is None or other in self.table.closure(module):
                return None
            return f"{own}, but {module} may read only {', '.join(sorted(self.table.closure(module)))}"
        package = self.table.package_of(os.path.normpath(os.path.join(self.build, dependency)))
        if package is None or package in self.table.allowed_packages(module):
            return None
        return f"{package} ({dependency}), but {module} may read only {', '.join(sorted(self.table.allowed_packages(module)))}"

    def check(self, deps, commands):
        """All problems as texts, and how many files were looked at. `commands` maps outputs to compiler commands."""
        problems, files = [], 0
        by_path = {os.path.normpath(os.path.join(self.build, output)): read for output, read in deps.items()}
        for output, read in deps.items():
            # Not always the first: clang lists a sanitizer's ignore list before it.
            compiled = next((path for path in read if path.endswith((".cpp", ".cxx")) and self.ours(path)), None)
            source = self.ours(compiled) if compiled else None
            module = self.module_of(source) if source else None
            if module is None or module in self.table.exempt or not os.path.exists(os.path.join(self.build, compiled)):
                continue
            files += 1
            if module not in self.table.modules:
                problems.append(f"{source}: {module} has no row in the table")
                continue
            read = list(read)
            header = precompiled_header_of(commands.get(os.path.normpath(os.path.join(self.build, output)), ""))
            if header:
                header = os.path.normpath(os.path.join(self.build, header))
                made = by_path.get(header + ".gch", by_path.get(header + ".pch"))
                if made is None:
                    problems.append(f"{source}: is built with {header}, whose dependencies are not known")
                read += made or []
            found = {self.problem_with(module, dependency) for dependency in read} - {None}
            # One header of a package drags in hundreds.
            problems += [f"{source} reads {problem}" for problem in sorted(found)[:3]]
        return problems, files


def compile_commands(build):
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as file:
        entries = json.load(file)
    outputs = {}
    for entry in entries:
        # The key "output" is optional.
        output = entry.get("output") or re.search(r"\s-o\s+(\S+)", entry["command"]).group(1)
        outputs[os.path.normpath(os.path.join(entry["directory"], output))] = entry["command"]
    return outputs


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", required=True, help="the repository")
    parser.add_argument("--build", required=True, help="a build folder of it, made with Ninja and built")
    parser.add_argument("--ninja", default="ninja")
    parser.add_argument("--table", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "layers.json"))
    arguments = parser.parse_args()
    with open(arguments.table, encoding="utf-8") as file:
        table = Table(json.load(file))
    ninja = subprocess.run([arguments.ninja, "-C", arguments.build, "-t", "deps"], check=True, capture_output=True, text=True)
    checker = Checker(table, arguments.source, arguments.build)
    problems, files = checker.check(parse_deps(ninja.stdout), compile_commands(arguments.build))
    for problem in problems:
        print(problem)
    print(f"{files} files looked at, {len(problems)} problems")
    # A build without dependencies proves nothing.
    return 1 if problems or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
