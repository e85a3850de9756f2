#!/usr/bin/env python3
"""What `headwater export` writes, read by others.

interchange.py PROGRAM DOSSIER CYTOSCAPE reads the dossier into a store, exports it in every format, and has each read by
a program that is not ours: python3-prov, rapper, python3-rdflib, python3-networkx, the csv module, dot, Cytoscape.js (its
folder as npm brings it, by node); STIX is held to its rules. It ends with status 77 where one of them is missing.
"""
import collections
import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

import stix_rules

try:
    import networkx
    import rdflib
    from prov.model import ProvDocument
except ImportError as missing:
    print(f"interchange.py: {missing}", file=sys.stderr)
    sys.exit(77)
for program in ("rapper", "dot", "node"):
    if not shutil.which(program):
        print(f"interchange.py: there is no program {program}", file=sys.stderr)
        sys.exit(77)

FORMATS = ("ndjson", "prov-json", "prov-n", "turtle", "json-ld", "graphml", "gexf", "cytoscape", "csv-nodes", "csv-edges",
           "stix", "claim-review", "dot")
PROV = rdflib.Namespace("http://www.w3.org/ns/prov#")
HW = rdflib.Namespace("urn:headwater:")

# Fiction: who denies what another story has, and a character that XML has no place for.
BRIDGE = ("FICTION\n\nThe bridge at Mellin will probably be closed to lorries for 40 days in May, the Roads Office said in a "
          "statement on Monday.\n")
DENIAL = ("FICTION\n\nThe Lorry Drivers' Union denied on Wednesday that the bridge at Mellin will probably be closed to "
          "lorries for 40 days in May.\n\nThe \"plan\" \\ has a \ufffe sign < & >, the union said.\n")


def run(*arguments):
    return subprocess.run(arguments, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout


def graphs_agree(graph, nodes, edges, kinds):
    """Of networkx: the same nodes, and as many edges between the same two."""
    assert set(graph.nodes) == nodes, set(graph.nodes) ^ nodes
    between = collections.Counter((one, other) for one, other in graph.edges())
    assert between == edges, between - edges
    assert {data["kind"] for _, data in graph.nodes(data=True)} == kinds


# ---- PROV-N, which python3-prov writes and does not read

STRING = r'"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\]|\\.)*"'


def prov_n_records(text):
    """Each record with its name, its arguments and the set of its attributes."""
    body = re.fullmatch(r"document\n(?:\s*prefix \S+ <\S+>\n)*(.*)endDocument\n?", text, re.S).group(1)
    found = collections.Counter()
    record = re.compile(rf"\s*(\w+)\(((?:[^()\"\[]|{STRING})*?)(?:, \[((?:[^\"\]]|{STRING})*)\])?\)\s*", re.S)
    at = 0
    while at < len(body):
        one = record.match(body, at)
        assert one, f"no PROV-N: {body[at:at + 200]}"
        at = one.end()
        attributes = frozenset(
            (name, value_of(value, kind)) for name, value, kind in
            re.findall(rf"([\w:]+)=({STRING}|'[^']*'|[\w.]+)(?: %% ([\w:]+))?", one.group(3) or ""))
        found[one.group(1), one.group(2), attributes] += 1
    return found


def value_of(value, kind):
    if value.startswith("'"):
        return "name", value
    text = value.strip('"').replace('\\"', '"').replace("\\\\", "\\").replace("\\n", "\n")
    if kind == "xsd:boolean":
        return "boolean", text in ("1", "true")
    if kind in ("xsd:double", "xsd:float"):
        return "number", f"{float(text):g}"  # as python3-prov writes it
    return "text", text


# ---- the formats

def check_prov(out, nodes, edges):
    prov = ProvDocument.deserialize(content=out["prov-json"].decode(), format="json")
    records = list(prov.get_records())
    assert len(records) == len(nodes) + sum(edges.values()), (len(records), len(nodes), sum(edges.values()))
    ours, theirs = prov_n_records(out["prov-n"].decode()), prov_n_records(prov.get_provn())
    assert ours == theirs, (list((ours - theirs))[:2], list((theirs - ours))[:2])


def check_rdf(out, scratch, nodes, rows):
    path = os.path.join(scratch, "store.ttl")
    with open(path, "wb") as file:
        file.write(out["turtle"])
    triples = run("rapper", "-q", "-i", "turtle", "-o", "ntriples", path).count(b" .\n")
    turtle = rdflib.Graph().parse(data=out["turtle"], format="turtle")
    linked = rdflib.Graph().parse(data=out["json-ld"], format="json-ld")
    assert set(turtle) == set(linked), list(set(turtle) ^ set(linked))[:3]
    assert triples == len(turtle) or triples > len(turtle), (triples, len(turtle))
    subjects = {str(s).removeprefix(HW) for s in turtle.subjects() if not str(s).startswith(HW + "e")}
    assert subjects == nodes, list(subjects ^ nodes)[:3]
    # Each edge is there with its words, and as the plain relation.
    for row in rows:
        start, end = HW[row["from"]], HW[row["to"]]
        between = [b for b in turtle.objects(start, None) if (b, HW.relation, rdflib.Literal(row["relation"])) in turtle
                   and (b, None, end) in turtle]
        assert any((b, HW.document, HW[row["document"]]) in turtle and
                   (not row["quote"] or str(turtle.value(b, HW.quote)).split() == row["quote"].split()) for b in between), row
        assert any(str(p).startswith(PROV) for p in turtle.predicates(start, end)), row


def check_graphs(out, nodes, edges, cytoscape):
    kinds = {"document", "claim", "agent"}
    graphs_agree(networkx.parse_graphml(out["graphml"].decode(), force_multigraph=True), nodes, edges, kinds)
    gexf = networkx.read_gexf(io.BytesIO(out["gexf"]))
    graphs_agree(gexf, nodes, edges, kinds)
    assert all(type(data["held"]) is bool for _, data in gexf.nodes(data=True))
    told = json.loads(subprocess.run(
        ["node", "-e", "const cytoscape = require(process.argv[1]);"
         "const shown = JSON.parse(require('fs').readFileSync(0, 'utf8'));"
         "const cy = cytoscape({headless: true, elements: shown.elements});"
         "console.log(JSON.stringify({nodes: cy.nodes().map(n => [n.id(), n.data('kind')]),"
         "edges: cy.edges().map(e => [e.source().id(), e.target().id()])}))", cytoscape],
        input=out["cytoscape"], check=True, stdout=subprocess.PIPE).stdout)
    shown = networkx.MultiDiGraph()
    shown.add_nodes_from((one, {"kind": kind}) for one, kind in told["nodes"])
    shown.add_edges_from(told["edges"])
    graphs_agree(shown, nodes, edges, kinds)


def check_stix(out, nodes, edges):
    bundle = json.loads(out["stix"])
    faults = list(stix_rules.faults_in(bundle))
    assert not faults, faults[:5]
    told = {}
    relationships = collections.Counter()
    extension = "extension-definition--" + stix_rules.uuid5("evidence")
    for one in bundle["objects"]:
        ours = one.get("extensions", {}).get(extension, {})
        name = ours.get("node") or ours.get("edge")
        if name:
            assert one["id"].partition("--")[2] == stix_rules.uuid5(name)
            told[one["id"]] = name
    for one in bundle["objects"]:
        if one["type"] == "relationship":
            relationships[told[one["source_ref"]], told[one["target_ref"]]] += 1
    assert {name for name in told.values() if not name.startswith("e")} == nodes
    assert relationships == edges


def reviews_in(out):
    return json.loads(out)["@graph"]


def check_reviews(program, scratch, out):
    """A review for each dispute; read into another store, they are there again as they were."""
    reviews = reviews_in(out["claim-review"])
    assert any(one["author"]["name"] == "Lorry Drivers' Union" and "40 days" in one["claimReviewed"] and
               one["reviewRating"]["ratingValue"] == 1 and
               one["itemReviewed"]["author"] == {"@type": "Organization", "name": "Roads Office"} for one in reviews), reviews
    path, db = os.path.join(scratch, "reviews.json"), os.path.join(scratch, "reviews")
    with open(path, "wb") as file:
        file.write(out["claim-review"])
    run(program, "ingest", "--db", db, path)
    again = reviews_in(run(program, "export", "--db", db, "--format", "claim-review"))
    key = lambda one: json.dumps(one, sort_keys=True)
    assert sorted(reviews, key=key) == sorted(again, key=key), (reviews, again)


def check_marking(program, scratch, db, rows):
    """Of a document that few may see nothing is in any format: not its words, its claims, nor whom it alone names."""
    document = next(row["document"] for row in rows if "Lorry Drivers" in row["quote"])
    run(program, "judge", "--db", db, "marking", document, "TLP:RED", "--by", "desk")
    digits = document[1:].encode()
    for name in FORMATS:
        out = run(program, "export", "--db", db, "--format", name)
        for word in (digits, b"Lorry", b"lorry drivers"):
            assert word not in out, (name, word)
        whole = run(program, "export", "--db", db, "--format", name, "--marking", "TLP:RED")
        assert name == "dot" or b"Lorry" in whole, name
    red = json.loads(run(program, "export", "--db", db, "--format", "stix", "--marking", "TLP:RED"))
    assert not list(stix_rules.faults_in(red))
    marked = [one for one in red["objects"] if stix_rules.TLP["red"] in one.get("object_marking_refs", [])]
    assert {"report", "note", "relationship"} <= {one["type"] for one in marked}, marked
    few = json.loads(run(program, "export", "--db", db, "--format", "stix"))
    assert not list(stix_rules.faults_in(few))


def main(program, dossier, cytoscape):
    with tempfile.TemporaryDirectory() as scratch:
        db, copy = os.path.join(scratch, "db"), os.path.join(scratch, "copy")
        run(program, "ingest", "--db", db, dossier)
        for name, text, day in (("bridge", BRIDGE, "2025-05-19"), ("denial", DENIAL, "2025-05-20")):
            path = os.path.join(scratch, name + ".txt")
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            run(program, "ingest", "--db", db, "--published", day, "--url", f"https://{name}.example/lorries", path)
        stats = json.loads(run(program, "stats", "--db", db, "--json"))
        out = {name: run(program, "export", "--db", db, "--format", name) for name in FORMATS}

        rows = list(csv.DictReader(io.StringIO(out["csv-nodes"].decode(), newline="")))
        nodes = {row["id"] for row in rows}
        assert len(rows) == len(nodes) == (stats["documents_held"] + stats["documents_referenced"] + stats["claims"] +
                                           stats["agents"])
        rows = list(csv.DictReader(io.StringIO(out["csv-edges"].decode(), newline="")))
        edges = collections.Counter((row["from"], row["to"]) for row in rows)
        assert len(rows) == stats["edges"]
        assert all(one in nodes and other in nodes for one, other in edges)

        check_prov(out, nodes, edges)
        check_rdf(out, scratch, nodes, rows)
        check_graphs(out, nodes, edges, cytoscape)
        check_stix(out, nodes, edges)
        check_reviews(program, scratch, out)
        subprocess.run(["dot", "-Tcanon"], input=out["dot"], check=True, stdout=subprocess.DEVNULL)

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

        # Two tables are one file of which all is found again, and which is then one document more.
        tables = []
        for name in ("csv-nodes", "csv-edges"):
            tables.append(os.path.join(scratch, name + ".csv"))
            with open(tables[-1], "wb") as file:
                file.write(out[name])
        table_db = os.path.join(scratch, "tables")
        told = run(program, "import", "--db", table_db, "--format", "csv", *tables).decode()
        assert told.startswith(" and ".join(tables) + ": "), told
        assert told.endswith(", 0 records left out\n"), told
        again = json.loads(run(program, "stats", "--db", table_db, "--json"))
        assert again["agents"] == stats["agents"] and again["claims"] == stats["claims"]
        assert again["documents_referenced"] == stats["documents_held"] + stats["documents_referenced"]
        run(program, "check", "--db", table_db)

        check_marking(program, scratch, db, rows)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
