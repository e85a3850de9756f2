"""The source tree as the rules see it: which files are ours, what they include, how the modules lie on each other."""
import pathlib
import re
import subprocess

# Each module with those it may include; itself goes without saying.
MODULES = {
    "schema": [],
    "graph": ["schema"],
    "ingest": ["schema", "graph"],
    "query": ["schema", "graph"],
}
UMBRELLA = "cmake/include/headwater/headwater.h"
CPP = {".h", ".cc"}
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.M)


class Tree:
    def __init__(self, root):
        self.root = pathlib.Path(root).resolve()

    def files(self):
        """What git tracks or would track; outside a clone, all but build/. Sorted, relative to the root."""
        git = subprocess.run(["git", "-C", self.root, "ls-files", "-co", "--exclude-standard", "-z"], capture_output=True)
        if git.returncode == 0:
            names = [name for name in git.stdout.decode().split("\0") if name]
        else:
            names = [str(p.relative_to(self.root)) for p in self.root.rglob("*") if p.is_file()]
            names = [name for name in names if not name.startswith(("build/", ".git/"))]
        return sorted(name for name in set(names) if (self.root / name).is_file())

    def cpp_files(self):
        return [name for name in self.files() if pathlib.Path(name).suffix in CPP]

    def text(self, name):
        return (self.root / name).read_text(encoding="utf8", errors="replace")

    def includes(self, name):
        """(mark, path) for every #include, mark being '<' or '"'."""
        return INCLUDE.findall(self.text(name))

    def public_headers(self, module):
        """As they are included: headwater/<module>/x.h."""
        prefix = f"{module}/include/"
        return [name[len(prefix):] for name in self.files() if name.startswith(prefix) and name.endswith(".h")]
