#!/usr/bin/env python3
"""The server's metrics, read by Prometheus' own parser.

metrics.py --program PROGRAM --source DIR serves the dossier of fiction, asks this and that, and compares what was counted
with what was asked. It ends with status 77 where python3-prometheus-client is missing.
"""
import argparse
import http.client
import json
import math
import os
import pathlib
import subprocess
import sys
import tempfile
import urllib.parse

try:
    from prometheus_client.parser import text_string_to_metric_families
except ImportError as missing:
    print(f"metrics.py: {missing}", file=sys.stderr)
    sys.exit(77)

TOKEN = "fiction-fiction-fiction"
STORY = b"FICTION\n\nThe ford at Mellin is closed in May, the Roads Office said in a statement on Monday.\n"
ROUTES = "headwater_http_requests_total"

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def ask(where, method, target, body=None, **headers):
    connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)
    try:
        connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, response.headers, response.read()
    finally:
        connection.close()


def samples(where):
    status, headers, body = ask(where, "GET", "/metrics")
    expect(status == 200 and headers["Content-Type"].startswith("text/plain; version=0.0.4"),
           f"metrics are {status} {headers['Content-Type']}")
    found = {}
    for family in text_string_to_metric_families(body.decode()):
        expect(family.documentation and family.type in {"counter", "gauge", "histogram"}, f"{family.name}: {family.type}")
        for sample in family.samples:
            key = (sample.name, *sorted(sample.labels.items()))
            expect(key not in found, f"{key} stands twice")
            found[key] = sample.value
    return found


def of(found, name, **labels):
    return found.get((name, *sorted(labels.items())), 0)


def check_histograms(found):
    """Buckets grow, the last is all of them, and the sum fits."""
    name = "headwater_http_request_duration_seconds"
    routes = {dict(labels)["route"] for (sample, *labels) in found if sample == name + "_count"}
    for route in routes:
        buckets = sorted((float(dict(labels)["le"]), value) for (sample, *labels), value in found.items()
                         if sample == name + "_bucket" and dict(labels)["route"] == route)
        counts = [value for _, value in buckets]
        count = of(found, name + "_count", route=route)
        expect(counts == sorted(counts) and math.isinf(buckets[-1][0]) and counts[-1] == count, f"buckets of {route}")
        answers = sum(value for (sample, *labels), value in found.items()
                      if sample == ROUTES and dict(labels)["route"] == route)
        expect(answers == count, f"{route}: {answers} answers, {count} durations")
        expect(0 < of(found, name + "_sum", route=route) < 60 * count, f"{route}: durations")
    return routes


def run(where):
    before = samples(where)
    stats = json.loads(ask(where, "GET", "/api/v1/stats")[2])
    for key in ("documents_held", "documents_referenced", "claims", "agents", "edges", "judgements"):
        expect(of(before, f"headwater_store_{key}") == stats[key], f"{key} of the store")
    documents = json.loads(ask(where, "GET", "/api/v1/documents")[2])["documents"]
    for document in documents[:5]:
        expect(ask(where, "GET", f"/api/v1/documents/{document['id']}")[0] == 200, "a document")
    for n in range(40):  # what a client makes up is no label
        ask(where, "GET", f"/api/v1/documents/x{n}")
        ask(where, "GET", f"/nowhere/{n}")
        ask(where, f"PUT", "/api/v1/health")
    ask(where, "MADEUP", "/")
    ask(where, "HEAD", "/api/v1/health")
    for token in ("", TOKEN, TOKEN):
        ask(where, "POST", "/api/v1/documents", STORY, Content_Type="text/plain", Authorization=f"Bearer {token}")
    ask(where, "POST", "/api/v1/documents", b"", Content_Type="text/plain", Authorization=f"Bearer {TOKEN}")
    after = samples(where)
    grew = lambda name, **labels: of(after, name, **labels) - of(before, name, **labels)
    expect(grew(ROUTES, route="/api/v1/documents/{id}", method="GET", code="200") == 5, "documents that were shown")
    expect(grew(ROUTES, route="/api/v1/documents/{id}", method="GET", code="400") == 40, "ids that are none")
    expect(grew(ROUTES, route="none", method="GET", code="404") == 40, "paths that are none")
    expect(grew(ROUTES, route="none", method="other", code="405") == 40, "methods that are not taken")
    expect(grew(ROUTES, route="none", method="other", code="501") == 1, "a method that is none")
    expect(grew(ROUTES, route="/api/v1/health", method="HEAD", code="200") == 1, "HEAD")
    expect(grew(ROUTES, route="/api/v1/documents", method="POST", code="401") == 1, "who brought no token")
    expect(grew(ROUTES, route="/api/v1/documents", method="POST", code="201") == 1, "a document that is new")
    for status in ("added", "unchanged", "failed"):
        expect(grew("headwater_ingested_documents_total", status=status) == 1, f"documents {status}")
    expect(grew("headwater_store_documents_held") == 1, "documents held")
    expect(grew("headwater_store_version") > 0, "the store's version")
    for name, least in (("connections", 1), ("queue_length", 0), ("listeners", 0)):
        expect(least <= of(after, f"headwater_http_{name}") <= 40, name)
    expect(of(after, "headwater_http_connections_refused_total") == 0, "connections that were refused")
    routes = check_histograms(after)
    expect(len(routes) < 10 and "none" in routes, f"routes: {sorted(routes)}")
    labels = {label for (_, *pairs) in after for label, _ in pairs}
    expect(labels == {"route", "method", "code", "status", "le"}, f"labels: {labels}")


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--program", required=True)
    words.add_argument("--source", required=True, type=pathlib.Path)
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        store = os.path.join(scratch, "store")
        subprocess.run([options.program, "ingest", "--db", store, options.source / "examples/dossier"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = subprocess.Popen([options.program, "serve", "--db", store, "--port", "0", "--write"], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  env={**os.environ, "HEADWATER_TOKEN": TOKEN})
        try:
            run(urllib.parse.urlsplit(server.stdout.readline().strip()))
        finally:
            server.terminate()
            server.wait()
    for fault in faults:
        print(f"metrics.py: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
