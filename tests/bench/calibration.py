#!/usr/bin/env python3
"""How often a claim of a given confidence is right, as a table in Markdown.

  calibration.py --program HEADWATER --shared DIR [--corpus DIR] [options of extract, as --spans learned]

A claim is right if a gold attribution matches its content (M3 at 0.5: one to one, greedily by token F1) and the two
sources overlap, or both are empty. The corpus is PolNeAR's development part, gold the first annotator of a document, all
read by ../shared/score/attribution.py. Claims in the document's own voice have no gold and are not counted.
"""
import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys

BINS = [(0.0, 0.3), (0.3, 0.4), (0.4, 0.5), (0.5, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 1.01)]
MATCH = 0.5


def scorer(shared):
    path = shared / "score" / "attribution.py"
    if not path.is_file():
        sys.exit(f"{path} is not here; it knows the gold's format")
    spec = importlib.util.spec_from_file_location("attribution", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def character_offsets(text):
    """Byte offset -> character offset."""
    at, n = {}, 0
    for i, character in enumerate(text):
        at[n] = i
        n += len(character.encode("utf8"))
    at[n] = len(text)
    return at


def judged(score, corpus, stem, gold_file, document):
    """(confidence, is right) of every claim of a document."""
    text = (corpus / "text" / f"{stem}.txt").read_bytes().decode("utf8")
    at = character_offsets(text)
    tokens = score.read_tokens(str(corpus), stem, text)
    starts = [token[0] for token in tokens]

    def touched(spans):
        return score.touch([(at[b], at[e]) for b, e in spans or []], tokens, starts)

    claims = [claim for claim in document["claims"] if claim["form"] != "own"]
    found = [(touched(claim["content"]), touched(claim["source"])) for claim in claims]
    gold = [(score.touch(a["Content"], tokens, starts), score.touch(a["Source"], tokens, starts))
            for a in score.read_ann(gold_file)]
    pairs = sorted((-2 * len(p & g) / (len(p) + len(g)), i, j)
                   for i, (p, _) in enumerate(found) for j, (g, _) in enumerate(gold) if p & g)
    right, used = [False] * len(claims), set()
    taken = set()
    for f1, i, j in pairs:
        if i in taken or j in used:
            continue
        taken.add(i)
        used.add(j)
        source, wanted = found[i][1], gold[j][1]
        right[i] = -f1 >= MATCH and (bool(source & wanted) or (not source and not wanted))
    return [(claim["confidence"], is_right) for claim, is_right in zip(claims, right)]


def table(rows):
    lines = ["| confidence | claims | mean confidence | right |", "|---|---|---|---|"]
    error = 0.0
    for low, high in BINS:
        inside = [(c, r) for c, r in rows if low <= c < high]
        if not inside:
            continue
        mean = sum(c for c, _ in inside) / len(inside)
        share = sum(r for _, r in inside) / len(inside)
        error += abs(mean - share) * len(inside) / len(rows)
        lines.append(f"| {low:.1f} to {min(high, 1):.1f} | {len(inside)} | {mean:.2f} | {100 * share:.1f} % |")
    share = sum(r for _, r in rows) / len(rows)
    lines.append(f"| all | {len(rows)} | {sum(c for c, _ in rows) / len(rows):.2f} | {100 * share:.1f} % |")
    return "\n".join(lines) + f"\n\nExpected calibration error {100 * error:.1f} points.\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--corpus", type=pathlib.Path)
    options, rest = parser.parse_known_args()
    score = scorer(options.shared)
    corpus = options.corpus or options.shared / "corpora" / "polnear" / "dev"
    gold = {}
    for path in sorted((corpus / "attributions").glob("*.ann")):
        gold.setdefault(path.stem.rsplit("_", 1)[0], path)
    if not gold:
        sys.exit(f"there is no gold under {corpus / 'attributions'}")
    stems = sorted(gold)
    command = [options.program.resolve(), "extract", "--json", "--format", "text", *rest,
               *(corpus / "text" / f"{stem}.txt" for stem in stems)]
    run = subprocess.run(command, stdout=subprocess.PIPE, check=True)
    documents = [json.loads(line) for line in run.stdout.decode("utf8").splitlines()]
    if len(documents) != len(stems):
        sys.exit(f"{len(stems)} documents in, {len(documents)} lines out")
    rows = [row for stem, document in zip(stems, documents) for row in judged(score, corpus, stem, gold[stem], document)]
    print(table(rows), end="")


if __name__ == "__main__":
    main()
