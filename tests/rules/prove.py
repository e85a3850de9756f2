#!/usr/bin/env python3
"""Breaks each rule once in a small tree of its own, and sees that it is found; the whole tree is fine before.

  prove.py [--compiler C++]
"""
import argparse
import json
import pathlib
import tempfile
import types
import unittest

import rules
from tree import MODULES, UMBRELLA, Tree

OPTIONS = types.SimpleNamespace(compiler="c++", nm="nm", build=None)


def header(path, body=""):
    guard = path.upper().replace("/", "_").replace(".", "_") + "_"
    return f"#ifndef {guard}\n#define {guard}\n{body}\n#endif  // {guard}\n"


class Rules(unittest.TestCase):
    def setUp(self):
        scratch = tempfile.TemporaryDirectory(prefix="headwater-test-")
        self.addCleanup(scratch.cleanup)
        self.root = pathlib.Path(scratch.name).resolve()
        includes, commands = [], []
        for module, lower in MODULES.items():
            path = f"headwater/{module}/a.h"
            includes.append(f'#include "{path}"\n')
            self.write(f"{module}/include/{path}", header(path, "#include <string>\n"))
            self.write(f"{module}/src/a.cc", f'#include "{path}"\n')
            roots = " ".join(f"-I{self.root}/{m}/include" for m in [module, *lower])
            commands.append({"directory": str(self.root), "file": f"{module}/src/a.cc",
                             "command": f"c++ -std=c++20 -I{self.root}/{module}/src {roots} -o a.o -c a.cc"})
        self.write(UMBRELLA, header("headwater/headwater.h", "".join(sorted(includes))))
        self.write("ARCHITECTURE.md", "`graph/` has `graph/src/a.cc` and `headwater/graph/a.h`\n")
        self.commands = commands
        self.save_commands()
        self.options = types.SimpleNamespace(**{**vars(OPTIONS), "build": str(self.root / "build")})

    def save_commands(self):
        self.write("build/compile_commands.json", json.dumps(self.commands))

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf8")

    def breaches(self, rule):
        return rule(Tree(self.root), self.options)

    def breaks(self, rule, expected):
        self.assertRegex("\n".join(self.breaches(rule)), expected)

    def test_a_tree_without_breaches_has_none(self):
        for rule in rules.RULES:
            if rule is not rules.the_library_never_prints_or_exits:  # there are no archives here
                self.assertEqual(self.breaches(rule), [], rule.__name__)

    def test_a_header_missing_from_the_umbrella_is_found(self):
        self.write("query/include/headwater/query/b.h", header("headwater/query/b.h"))
        self.breaks(rules.umbrella_lists_every_public_header, "lacks headwater/query/b.h")

    def test_code_in_the_umbrella_is_found(self):
        text = (self.root / UMBRELLA).read_text()
        self.write(UMBRELLA, text + "using namespace headwater;\n")
        self.breaks(rules.umbrella_lists_every_public_header, "using namespace")

    def test_a_foreign_include_in_a_public_header_is_found(self):
        for foreign in ("nlohmann/json.hpp", "rocksdb/db.h", "httplib.h", "sys/stat.h"):
            path = "headwater/graph/a.h"
            self.write(f"graph/include/{path}", header(path, f"#include <{foreign}>"))
            self.breaks(rules.public_headers_include_only_the_standard_library_and_ours, foreign)

    def test_a_third_party_beyond_its_border_is_found(self):
        for foreign in ("rocksdb/db.h", "boost/graph/graph_traits.hpp", "gumbo.h", "httplib.h", "CLI/CLI.hpp"):
            self.write("ingest/src/b.cc", f"#include <{foreign}>\n")
            self.breaks(rules.third_parties_stay_behind_their_border, "ingest/src/b.cc")

    def test_a_way_up_is_found(self):
        self.write("query/src/b.cc", '#include "../../graph/src/keys.h"\n')
        self.breaks(rules.third_parties_stay_behind_their_border, "no way up")

    def test_a_guard_that_is_not_the_path_is_found(self):
        self.write("graph/src/keys.h", "#ifndef KEYS_H\n#define KEYS_H\n#endif\n")
        self.breaks(rules.include_guards_are_the_path, "HEADWATER_GRAPH_KEYS_H_")

    def test_a_long_file_is_found(self):
        self.write("graph/src/long.cc", "//\n" * (rules.LONGEST + 1))
        self.breaks(rules.files_are_short_enough_to_read, "long.cc has 701")

    def test_a_glob_is_found(self):
        self.write("graph/CMakeLists.txt", "file(GLOB sources src/*.cc)\n")
        self.breaks(rules.sources_are_listed_by_name, "graph/CMakeLists.txt")

    def test_a_path_of_a_machine_is_found(self):
        for home in ("home", "root", "Users"):
            self.write("graph/src/b.cc", f'// see "/{home}/ann/notes"\n')
            self.breaks(rules.no_path_of_a_machine_is_written_down, "b.cc:1")
        self.write("graph/src/b.cc", "// https://x.example/home/ann\n")
        self.assertEqual(self.breaches(rules.no_path_of_a_machine_is_written_down), [])

    def test_a_file_that_the_architecture_only_dreams_of_is_found(self):
        self.write("ARCHITECTURE.md", "See `graph/src/b.cc`, `a.cc` and `wisdom/`.\n")
        self.breaks(rules.architecture_names_only_what_is_there, r"names graph/src/b.cc.*\n.*names wisdom/")

    def test_a_header_that_needs_another_is_found(self):
        path = "headwater/graph/a.h"
        self.write(f"graph/include/{path}", header(path, "inline std::string name();"))
        self.breaks(rules.every_public_header_compiles_alone_and_twice, path)

    def test_a_header_without_a_guard_is_found(self):
        self.write("graph/include/headwater/graph/a.h", "struct A {};\n")
        self.breaks(rules.every_public_header_compiles_alone_and_twice, "headwater/graph/a.h")

    def test_an_include_path_that_goes_the_wrong_way_is_found(self):
        self.commands[0]["command"] = self.commands[0]["command"].replace(" -o", f" -I{self.root}/graph/include -o")
        self.save_commands()
        self.breaks(rules.includes_go_one_way, "schema sees headwater/graph/a.h")

    def test_another_module_s_private_headers_on_the_path_are_found(self):
        self.commands[3]["command"] = self.commands[3]["command"].replace(" -o", f" -I{self.root}/graph/src -o")
        self.save_commands()
        self.breaks(rules.includes_go_one_way, "query has graph/src")

    def test_a_library_that_prints_or_exits_is_found(self):
        wanted = "abort\nexit\nstd::cout\nstderr\nputs\n__printf_chk\n_exit"
        fine = "__assert_fail\nsnprintf\nstd::__glibcxx_assert_fail(char const*, int, char const*, char const*)\nmemcpy"
        lines = "".join(f"                 U {name}\n" for name in (wanted + "\n" + fine).split("\n"))
        self.assertEqual(rules.forbidden_in(lines), sorted(wanted.split("\n")))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--compiler", default="c++")
    OPTIONS.compiler = parser.parse_args().compiler
    unittest.main(argv=["prove.py"])
