#!/usr/bin/env python3
"""README.md tells the truth: its commands print what it shows, and its code is examples/embed/main.cc.

  readme.py --source DIR --program HEADWATER [--update]

A console block right after `<!-- tested -->` is run line by line ("$ command") in one scratch folder that has dev and
examples beside it, and the standard output of each must be the lines that follow. `...` alone in a line stands for any
lines. `./dev demo` is given the built program, so that nothing is built here. --update writes what was printed.
"""
import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

BLOCK = re.compile(r"<!-- tested -->\n```console\n(.*?)```\n", re.S)
CODE = re.compile(r"<!-- examples/embed/main\.cc -->\n```cpp\n(.*?)```\n", re.S)


def run(command, folder, program):
    if command.startswith("./dev demo"):
        command += f" --program '{program}'"
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    done = subprocess.run(command, shell=True, cwd=folder, env=env, text=True, capture_output=True, timeout=300)
    return done.returncode, done.stdout, done.stderr


def steps(block):
    """[(command, output)] of a console block."""
    found = []
    for line in block.splitlines(keepends=True):
        if line.startswith("$ "):
            found.append([line[2:].strip(), ""])
        elif found:
            found[-1][1] += line
    return found


def same(shown, printed):
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", shown, flags=re.M)]
    return re.fullmatch("(?:.*\n)*".join(parts), printed) is not None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    source, program = options.source.resolve(), options.program.resolve()
    readme = (source / "README.md").read_text(encoding="utf8")
    wrong = []

    code = CODE.findall(readme)
    if code != [(source / "examples/embed/main.cc").read_text(encoding="utf8")]:
        wrong.append("README.md's program is not examples/embed/main.cc")

    blocks = BLOCK.findall(readme)
    if not blocks:
        wrong.append("README.md has no tested command")
    with tempfile.TemporaryDirectory(prefix="headwater-test-") as scratch:
        for name in ("dev", "examples"):
            (pathlib.Path(scratch) / name).symlink_to(source / name)
        for block in blocks:
            fresh = ""
            for command, shown in steps(block):
                status, printed, talk = run(command, scratch, program)
                fresh += f"$ {command}\n{printed}"
                if status != 0:
                    wrong.append(f"$ {command}\nended with {status}:\n{talk}")
                elif not same(shown, printed):
                    wrong.append(f"$ {command}\nREADME.md shows:\n{shown}\nprinted was:\n{printed}")
            if options.update:
                readme = readme.replace(block, fresh)
    if options.update:
        (source / "README.md").write_text(readme, encoding="utf8")
        return 0
    print("\n".join(wrong))
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
