#!/usr/bin/env python3
"""Installs the build into a scratch prefix and plays a stranger there: examples/embed, copied out of the tree, is built
by find_package and by pkg-config --static, and both programs must print the same chain; examples/reader likewise, by
find_package. Then the prefix is moved, and it must still work.

  consumer.py --cmake CMAKE --build DIR --embed DIR --reader DIR --compiler C++ --generator NAME --version X.Y.Z
"""
import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

EXPECTED = "Ministry of Waterways"  # whom the text of examples/embed/main.cc quotes
READ = "Greyfen: to publish the report within a week (vow@1)\n"  # what examples/reader/main.cc prints


def run(command, cwd, env=None):
    done = subprocess.run([str(word) for word in command], cwd=cwd, env=env, text=True, capture_output=True)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\nended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return done.stdout


def output_of(program, folder):
    folder.mkdir()
    printed = run([program], folder)
    if EXPECTED not in printed:
        sys.exit(f"{program.name} printed no chain to the {EXPECTED}:\n{printed}")
    return printed


def by_find_package(options, prefix, scratch, name, wanted_version=None):
    source = scratch / name
    shutil.copytree(options.embed, source)
    if wanted_version:
        lists = source / "CMakeLists.txt"
        lists.write_text(lists.read_text().replace("headwater 0.1 REQUIRED", f"headwater {wanted_version} REQUIRED"))
    configure = [options.cmake, "-S", source, "-B", source / "build", "-G", options.generator,
                 f"-DCMAKE_PREFIX_PATH={prefix}", f"-DCMAKE_CXX_COMPILER={options.compiler}"]
    if wanted_version:
        return subprocess.run([str(word) for word in configure], capture_output=True).returncode
    run(configure, scratch)
    run([options.cmake, "--build", source / "build"], scratch)
    return output_of(source / "build" / "embed", scratch / f"{name}-run")


def read_by_own_reader(options, prefix, scratch):
    source = scratch / "reader"
    shutil.copytree(options.reader, source)
    run([options.cmake, "-S", source, "-B", source / "build", "-G", options.generator, f"-DCMAKE_PREFIX_PATH={prefix}",
         f"-DCMAKE_CXX_COMPILER={options.compiler}"], scratch)
    run([options.cmake, "--build", source / "build"], scratch)
    return run([source / "build" / "reader"], scratch)


def by_pkg_config(options, prefix, scratch, name):
    found = list(prefix.glob("lib*/**/headwater.pc"))
    if len(found) != 1:
        sys.exit(f"one headwater.pc was wanted, there are {len(found)}")
    env = {**os.environ, "PKG_CONFIG_PATH": str(found[0].parent)}
    version = run(["pkg-config", "--modversion", "headwater"], scratch, env).strip()
    if version != options.version:
        sys.exit(f"headwater.pc is of version {version}, the project of {options.version}")
    flags = run(["pkg-config", "--static", "--cflags", "--libs", "headwater"], scratch, env).split()
    source = scratch / f"{name}.cc"
    shutil.copy(options.embed / "main.cc", source)
    run([options.compiler, "-std=c++20", source, "-o", scratch / name, *flags], scratch)
    return output_of(scratch / name, scratch / f"{name}-run")


def main():
    parser = argparse.ArgumentParser()
    for name in ("cmake", "compiler", "generator", "version"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--embed", type=pathlib.Path, required=True)
    parser.add_argument("--reader", type=pathlib.Path, required=True)
    options = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="headwater-test-") as folder:
        scratch = pathlib.Path(folder).resolve()
        prefix = scratch / "prefix"
        run([options.cmake, "--install", options.build, "--prefix", prefix], scratch)
        program = prefix / "bin" / "headwater"
        if options.version not in run([program, "--version"], scratch):
            sys.exit("the installed program is of another version")

        first = by_find_package(options, prefix, scratch, "by-cmake")
        second = by_pkg_config(options, prefix, scratch, "by-pkg-config")
        if first != second:
            sys.exit(f"the two programs differ:\n{first}\n{second}")
        if read_by_own_reader(options, prefix, scratch) != READ:
            sys.exit("the program with a reader of its own prints something else")
        if by_find_package(options, prefix, scratch, "too-new", "99.0") == 0:
            sys.exit("find_package(headwater 99.0) was satisfied")

        moved = prefix.rename(scratch / "moved")
        if by_pkg_config(options, moved, scratch, "moved-program") != first:
            sys.exit("the moved prefix gives another answer")
    return 0


if __name__ == "__main__":
    sys.exit(main())
