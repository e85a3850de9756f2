#!/usr/bin/env python3
"""Rules of the house that a compiler does not enforce by itself, each a function from a tree to a list of breaches.

  rules.py RULE --source DIR [--build DIR] [--compiler C++] [--nm NM]

RULE is a function below with its underscores as dashes. Exit 1 and one line a breach if there are any. prove.py breaks
every one of them once.
"""
import argparse
import json
import pathlib
import re
import shlex
import subprocess
import sys

from tree import CPP, MODULES, UMBRELLA, Tree

LONGEST = 700  # lines of a file

# Third parties and the places that may know them.
BORDERS = {
    r"rocksdb/": "graph/src/",
    r"boost/": ("graph/src/", "query/src/"),
    r"gumbo\.h": "ingest/src/html/",
    r"unicode/": "ingest/src/",
    r"uchardet(/uchardet)?\.h": "ingest/src/",
    r"openssl/": "schema/src/",
    r"httplib\.h": "web/http/src/",
    r"CLI/": "web/cli/src/",
    r"prometheus/": "web/http/src/metrics.cc",
    r"curl/": "web/fetch/src/",
    r"zlib\.h": ("graph/src/", "ingest/src/containers/", "ingest/train/"),
    r"zstd\.h": ("ingest/src/containers/", "ingest/src/syntax/"),
    r"expat\.h": "ingest/src/feed/",
    r"gmime/": "ingest/src/mail/",
}

# A library returns errors; it never prints and never ends its host. Failed assertions go through __assert_fail and
# std::__glibcxx_assert_fail, which are not listed.
FORBIDDEN_SYMBOLS = re.compile(
    r"(?:_?exit|_Exit|quick_exit|abort|raise|kill|(?:__)?v?printf(?:_chk)?|puts|putchar|perror|stdout|stderr"
    r"|std::w?c(?:out|err|log))(?:\(.*\))?")


# ---- text of the tree

def umbrella_lists_every_public_header(tree, _):
    text = tree.text(UMBRELLA)
    listed = [path for _, path in tree.includes(UMBRELLA)]
    there = [header for module in MODULES for header in tree.public_headers(module)]
    breaches = [f"{UMBRELLA} lacks {header}" for header in sorted(set(there) - set(listed))]
    breaches += [f"{UMBRELLA} lists {header}, which is no public header" for header in sorted(set(listed) - set(there))]
    if listed != sorted(listed):
        breaches.append(f"{UMBRELLA} is not sorted")
    for line in text.splitlines():
        if line and not re.match(r'//|#include "headwater/|#ifndef HEADWATER_HEADWATER_H_|#define HEADWATER_HEADWATER_H_|#endif', line):
            breaches.append(f"{UMBRELLA} is a list of includes, not: {line}")
    return breaches


def public_headers_include_only_the_standard_library_and_ours(tree, _):
    breaches = []
    for name in tree.cpp_files():
        if "/include/headwater/" not in name:
            continue
        for mark, path in tree.includes(name):
            ours = mark == '"' and path.startswith("headwater/")
            standard = mark == "<" and re.fullmatch(r"[a-z_]+", path)
            if not ours and not standard:
                breaches.append(f"{name} includes {path}")
    return breaches


def third_parties_stay_behind_their_border(tree, _):
    breaches = []
    for name in tree.cpp_files():
        if name.startswith("tests/"):
            continue
        for _, path in tree.includes(name):
            for pattern, home in BORDERS.items():
                if re.match(pattern, path) and not name.startswith(home):
                    breaches.append(f"{name} includes {path}, which belongs to {home}")
            if ".." in pathlib.PurePosixPath(path).parts:
                breaches.append(f"{name} includes {path}: no way up")
    return breaches


def include_guards_are_the_path(tree, _):
    breaches = []
    for name in tree.cpp_files():
        if not name.endswith(".h"):
            continue
        # The path, or, inside a module, the path as seen from the module's name: web/http/src/reply.h may say HTTP_SRC_.
        inner = name.split("/include/")[-1] if "/include/" in name else "headwater/" + name
        paths = {inner, inner.replace("/src/", "/"), inner.replace("/web/", "/", 1)}
        guards = {re.sub(r"[^A-Z0-9]", "_", path.upper()) + "_" for path in paths}
        found = re.findall(r"^#(?:ifndef|define) (\w+)$", tree.text(name), re.M)[:2]
        if len(found) != 2 or found[0] != found[1] or found[0] not in guards:
            breaches.append(f"{name} wants the guard {min(guards, key=len)}")
    return breaches


def files_are_short_enough_to_read(tree, _):
    breaches = []
    for name in tree.files():
        if pathlib.Path(name).suffix in CPP | {".py", ".cmake", ".ts", ".mjs", ".css"} or name == "dev":
            lines = tree.text(name).count("\n")
            if lines > LONGEST:
                breaches.append(f"{name} has {lines} lines; {LONGEST} are the most")
    return breaches


def sources_are_listed_by_name(tree, _):
    return [f"{name} globs" for name in tree.files()
            if (name.endswith("CMakeLists.txt") or name.endswith(".cmake"))
            and re.search(r"file\s*\(\s*GLOB", tree.text(name), re.I)]


def no_path_of_a_machine_is_written_down(tree, _):
    homes = "|".join(["home", "root", "Users", "work", "mnt"])
    pattern = re.compile(rf"(?<![\w.>/$}}])/(?:{homes})/\w|(?<![\w/])[A-Z]:\\\\?Users")
    breaches = []
    for name in tree.files():
        raw = (tree.root / name).read_bytes()
        if b"\0" in raw:
            continue
        for number, line in enumerate(raw.decode("utf8", "replace").splitlines(), 1):
            if pattern.search(line) or str(tree.root) + "/" in line:
                breaches.append(f"{name}:{number}: {line.strip()[:120]}")
    return breaches


def architecture_names_only_what_is_there(tree, _):
    """A name in backquotes that looks like a file or a folder is the end of a path of the tree."""
    files = tree.files()
    folders = {str(parent) + "/" for name in files for parent in pathlib.PurePosixPath(name).parents}
    breaches = []
    for named in re.findall(r"`([\w./-]+(?:\.(?:cc|h|py|md)|/))`", tree.text("ARCHITECTURE.md")):
        there = any(("/" + path).endswith("/" + named) for path in [*files, *folders])
        if not there and named != "decisions/":
            breaches.append(f"ARCHITECTURE.md names {named}, which is not there")
    return breaches


# ---- what the compiler and the archives say

def compile_flags(tree, options):
    """Of each module, the flags its own sources are compiled with, from compile_commands.json."""
    commands = json.loads((pathlib.Path(options.build) / "compile_commands.json").read_text())
    flags = {}
    for entry in commands:
        path = pathlib.Path(entry["directory"], entry["file"])
        for module in MODULES:
            if module in flags or not path.is_relative_to(tree.root / module / "src"):
                continue
            words = shlex.split(entry["command"])
            words = words[1:words.index("-o")]
            if words[0].endswith(("c++", "g++", "clang++", "clang++-14")):  # after a launcher such as ccache
                words = words[1:]
            flags[module] = words
    missing = set(MODULES) - set(flags)
    if missing:
        sys.exit(f"compile_commands.json knows no source of {', '.join(sorted(missing))}")
    return flags


def compiles(options, flags, source):
    run = subprocess.run([options.compiler, *flags, "-x", "c++", "-fsyntax-only", "-"], input=source, text=True,
                         capture_output=True, cwd=options.build)
    return run.returncode == 0, run.stderr


def every_public_header_compiles_alone_and_twice(tree, options):
    breaches = []
    for module, flags in compile_flags(tree, options).items():
        for header in tree.public_headers(module):
            fine, why = compiles(options, flags, f'#include "{header}"\n#include "{header}"\n')
            if not fine:
                breaches.append(f"{header} does not stand alone:\n{why}")
    return breaches


def includes_go_one_way(tree, options):
    """A module sees what it may see and nothing else: proved by compiling both."""
    breaches = []
    all_flags = compile_flags(tree, options)
    for module, flags in all_flags.items():
        seen = [module] + MODULES[module]
        right = "".join(f'#include "{header}"\n' for other in seen for header in tree.public_headers(other))
        fine, why = compiles(options, flags, right)
        if not fine:
            breaches.append(f"{module} does not see what it may see:\n{why}")
        for other in [m for m in MODULES if m not in seen] + ["web/http"]:
            for header in tree.public_headers(other):
                if compiles(options, flags, f'#include "{header}"\n')[0]:
                    breaches.append(f"{module} sees {header}")
        for folder in re.findall(r"-(?:I|isystem) ?(\S+)", " ".join(flags)):
            path = pathlib.Path(folder)
            if path.is_relative_to(tree.root) and not path.is_relative_to(pathlib.Path(options.build).resolve()):
                allowed = {f"{other}/include" for other in seen} | {f"{module}/src"}
                if str(path.relative_to(tree.root)) not in allowed:
                    breaches.append(f"{module} has {path.relative_to(tree.root)} on its include path")
    return breaches


def forbidden_in(symbols):
    """Of the lines of `nm -C --undefined-only`, the names a library must not want."""
    names = {line.split(maxsplit=1)[1].strip() for line in symbols.splitlines() if re.match(r"\s+U ", line)}
    return sorted(name for name in names if FORBIDDEN_SYMBOLS.fullmatch(name))


def the_library_never_prints_or_exits(tree, options):
    breaches = []
    for module in MODULES:
        archive = pathlib.Path(options.build, module, f"libheadwater_{module}.a")
        nm = subprocess.run([options.nm, "-C", "--undefined-only", archive], capture_output=True, text=True)
        if nm.returncode != 0:
            breaches.append(f"nm cannot read {archive.name}: {nm.stderr.strip()}")
        breaches += [f"{archive.name} wants {name}" for name in forbidden_in(nm.stdout)]
    return breaches


RULES = [
    umbrella_lists_every_public_header,
    public_headers_include_only_the_standard_library_and_ours,
    third_parties_stay_behind_their_border,
    include_guards_are_the_path,
    files_are_short_enough_to_read,
    sources_are_listed_by_name,
    no_path_of_a_machine_is_written_down,
    architecture_names_only_what_is_there,
    every_public_header_compiles_alone_and_twice,
    includes_go_one_way,
    the_library_never_prints_or_exits,
]


def main():
    by_name = {rule.__name__.replace("_", "-"): rule for rule in RULES}
    parser = argparse.ArgumentParser()
    parser.add_argument("rule", choices=sorted(by_name))
    parser.add_argument("--source", required=True)
    parser.add_argument("--build")
    parser.add_argument("--compiler", default="c++")
    parser.add_argument("--nm", default="nm")
    options = parser.parse_args()
    breaches = by_name[options.rule](Tree(options.source), options)
    for breach in breaches:
        print(breach)
    return 1 if breaches else 0


if __name__ == "__main__":
    sys.exit(main())
