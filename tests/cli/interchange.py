#!/usr/bin/env python3
"""What `headwater export` writes, read by others.

interchange.py PROGRAM DOSSIER reads the dossier into a store, exports it in every format, and has each read by a program
that is not ours: python3-prov, python3-networkx, the csv module, dot. It ends with status 77 where one of them is missing.
"""
import csv
import io
import json
import os
import subprocess
import sys
import tempfile

try:
    import networkx
    from prov.model import ProvDocument
except ImportError as missing:
    print(f"interchange.py: {missing}", file=sys.stderr)
    sys.exit(77)


def run(*arguments):
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def main(program, dossier):
    with tempfile.TemporaryDirectory() as scratch:
        db, copy = os.path.join(scratch, "db"), os.path.join(scratch, "copy")
        run(program, "ingest", "--db", db, dossier)
        stats = json.loads(run(program, "stats", "--db", db, "--json"))
        nodes = stats["documents_held"] + stats["documents_referenced"] + stats["claims"] + stats["agents"]
        out = {name: run(program, "export", "--db", db, "--format", name)
               for name in ("ndjson", "graphml", "prov-json", "csv-nodes", "csv-edges", "dot")}

        graph = networkx.parse_graphml(out["graphml"].decode(), force_multigraph=True)
        assert graph.number_of_nodes() == nodes, (graph.number_of_nodes(), nodes)
        assert graph.number_of_edges() == stats["edges"], (graph.number_of_edges(), stats["edges"])
        assert {data["kind"] for _, data in graph.nodes(data=True)} == {"document", "claim", "agent"}

        prov = ProvDocument.deserialize(content=out["prov-json"].decode(), format="json")
        records = list(prov.get_records())
        assert len(records) == nodes + stats["edges"], (len(records), nodes, stats["edges"])

        rows = list(csv.DictReader(io.StringIO(out["csv-nodes"].decode(), newline="")))
        assert len(rows) == nodes and len({row["id"] for row in rows}) == nodes
        edges = list(csv.DictReader(io.StringIO(out["csv-edges"].decode(), newline="")))
        assert len(edges) == stats["edges"]
        known = {row["id"] for row in rows}
        assert all(edge["from"] in known and edge["to"] in known for edge in edges)

        try:
            subprocess.run(["dot", "-Tcanon"], input=out["dot"], check=True, stdout=subprocess.DEVNULL)
        except FileNotFoundError:
            print("interchange.py: there is no program dot", file=sys.stderr)
            return 77

        # Our own format comes back as it was.
        lines = os.path.join(scratch, "lines")
        with open(lines, "wb") as file:
            file.write(out["ndjson"])
        run(program, "import", "--db", copy, lines)
        assert run(program, "export", "--db", copy) == out["ndjson"]
        again = json.loads(run(program, "stats", "--db", copy, "--json"))
        for name in ("documents_held", "documents_referenced", "claims", "agents", "edges", "judgements"):
            assert again[name] == stats[name], name
        run(program, "check", "--db", copy)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
