#!/usr/bin/env python3
"""openapi.json held against the server it describes.

openapi.py --program PROGRAM --source DIR reads the dossier of fiction into a store, serves it, and compares the served
description with the table of routes, with what the server says of its own parameters, and with its answers to every
question about every node. It ends with status 77 where python3-jsonschema is missing.
"""
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import urllib.parse

try:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError, best_match
except ImportError as missing:
    print(f"openapi.py: {missing}", file=sys.stderr)
    sys.exit(77)

TOKEN = "fiction-fiction-fiction"

# Fiction: a story, one that cites it and changes its words, and who denies it.
CLOSED = "he bridge at Mellin will probably be closed to lorries for 40 days in May"
STORY = f"FICTION\n\nT{CLOSED}, the Roads Office said in a statement on Monday.\n"
CITING = """<html><head><title>Bridge to close</title></head><body><article><h1>Bridge to close</h1>
<p>FICTION. The bridge at Mellin will be closed to lorries for 60 days in May,
<a href="https://echo.example/bridge">the Mellin Echo reported</a> on Tuesday.</p></article></body></html>"""
DENIAL = f"FICTION\n\nThe Lorry Drivers' Union denied on Wednesday that t{CLOSED}.\n"

PROBLEM = {"$ref": "#/components/schemas/Problem"}
ID = re.compile(r'"([ad][0-9a-f]{16}|c[0-9a-f]{24})"')
VIEWED = {"as_of": "2025-05-20", "recorded_by": "2999", "without_retracted": "true", "reliability": "E", "credibility": "5"}

# The fields of OpenAPI 3.1 and the keywords of JSON Schema that the description may have: a misspelt one is no error to
# a reader, and then says nothing.
FIELDS = {
    "": {"openapi", "info", "servers", "tags", "paths", "components"},
    "operation": {"operationId", "tags", "summary", "description", "parameters", "requestBody", "responses", "security"},
    "parameter": {"name", "in", "description", "required", "schema", "style", "explode"},
    "response": {"description", "headers", "content"},
    "components": {"schemas", "parameters", "headers", "responses", "securitySchemes"},
}
KEYWORDS = {"$ref", "type", "description", "enum", "const", "pattern", "default", "minimum", "maximum", "minLength", "items",
            "minItems", "maxItems", "properties", "required", "additionalProperties", "anyOf", "oneOf"}

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)
    return holds


class Answer:
    def __init__(self, response):
        self.status, self.headers, self.body = response.status, response.headers, response.read()
        self.type = (self.headers.get("Content-Type") or "").partition(";")[0]

    def json(self):
        return json.loads(self.body)


class Server:
    def __init__(self, address):
        where = urllib.parse.urlsplit(address)
        self.connection = http.client.HTTPConnection(where.hostname, where.port, timeout=20)

    def ask(self, method, path, query=None, body=None, **headers):
        target = path + ("?" + urllib.parse.urlencode(query, safe=",") if query else "")
        named = {name.replace("_", "-"): value for name, value in headers.items() if value}
        if method == "POST":
            self.connection.close()  # it may have been idle for too long, and nothing is to be written twice
        for last in (False, True):
            try:
                self.connection.request(method, target, body, named)
                return Answer(self.connection.getresponse())
            except (http.client.RemoteDisconnected, ConnectionError):
                self.connection.close()
                if last or method == "POST":
                    raise


@contextlib.contextmanager
def served(program, *options):
    process = subprocess.Popen([program, "serve", "--port", "0", *options], stdout=subprocess.PIPE,
                               stderr=subprocess.DEVNULL, text=True)
    try:
        server = Server(process.stdout.readline().strip())
        with contextlib.closing(server.connection):
            yield server
    finally:
        process.terminate()
        process.wait()
        process.stdout.close()


class Description:
    def __init__(self, whole):
        self.whole = whole
        self.operations = [(path, method, operation) for path, item in whole["paths"].items()
                           for method, operation in item.items()]
        self.validators = {}

    def at(self, pointer):
        found = self.whole
        for piece in pointer.removeprefix("#/").split("/"):
            found = found[piece.replace("~1", "/").replace("~0", "~")]
        return found

    def resolved(self, thing):
        return self.at(thing["$ref"]) if "$ref" in thing else thing

    def inlined(self, schema):
        """Without references. Ours lead in no circle, and validating is several times as fast."""
        if isinstance(schema, list):
            return [self.inlined(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        return self.inlined(self.at(schema["$ref"])) if "$ref" in schema else {k: self.inlined(v) for k, v in schema.items()}

    def validator(self, schema):
        key = json.dumps(schema)
        if key not in self.validators:
            self.validators[key] = Draft202012Validator(self.inlined(schema))
        return self.validators[key]

    def parameters(self, operation, place):
        found = [self.resolved(one) for one in operation.get("parameters", [])]
        return {one["name"]: one for one in found if one["in"] == place}

    def response(self, operation, status):
        responses = operation["responses"]
        return self.resolved(responses.get(str(status)) or responses["default"])


# ---- the description alone

def check_form(api):
    whole = api.whole
    expect(re.fullmatch(r"3\.1\.\d+", whole["openapi"]), "the description is not of OpenAPI 3.1")
    expect(whole["info"].get("title") and whole["info"].get("version"), "info lacks a title or a version")
    known = lambda thing, kind, where: expect(set(thing) <= FIELDS[kind], f"{where} has {sorted(set(thing) - FIELDS[kind])}")
    known(whole, "", "the description")
    known(whole["components"], "components", "components")
    check_references(api)
    seen = set()
    tags = {tag["name"] for tag in whole["tags"]}
    for path, method, operation in api.operations:
        where = f"{method} {path}"
        known(operation, "operation", where)
        expect(path.startswith("/") and method in {"get", "post"}, f"{where} is no operation")
        expect(operation["operationId"] not in seen, f"{where} has the operationId of another")
        seen.add(operation["operationId"])
        expect(set(operation["tags"]) <= tags, f"{where} has a tag that is not listed")
        expect(set(re.findall(r"{(\w+)}", path)) == set(api.parameters(operation, "path")),
               f"{where} lacks a parameter of its path")
        expect((method == "post") == ("requestBody" in operation) == ("security" in operation), f"{where}: body or security")
        for wanted in operation.get("security", []):
            expect(set(wanted) <= set(whole["components"]["securitySchemes"]), f"{where} wants an unknown security scheme")
        for one in map(api.resolved, operation.get("parameters", [])):
            known(one, "parameter", f"{where}, {one['name']}")
            expect(one["in"] in {"query", "path", "header"}, f"{where}, {one['name']}: in {one['in']}")
            expect(one["in"] != "path" or one.get("required") is True, f"{where}: a piece of the path is not required")
            check_schema(one["schema"], f"{where}, {one['name']}")
        expect("default" in operation["responses"], f"{where} has no default response")
        for status, response in operation["responses"].items():
            response = api.resolved(response)
            known(response, "response", f"{where}, {status}")
            expect(re.fullmatch(r"[2-5]\d\d|default", status) and response["description"],
                   f"{where} has a response {status}")
            for media in response.get("content", {}).values():
                check_schema(media["schema"], f"{where}, {status}")
    for name, schema in whole["components"]["schemas"].items():
        check_schema(schema, name)


def check_references(api):
    """Each leads somewhere, and every component is led to."""
    used = set()

    def look(thing, where):
        for key, value in thing.items() if isinstance(thing, dict) else enumerate(thing) if isinstance(thing, list) else ():
            if key == "$ref":
                used.add(value)
                try:
                    api.at(value)
                except (KeyError, TypeError):
                    sys.exit(f"openapi.py: {where} leads nowhere: {value}")
            look(value, f"{where}/{key}")

    look(api.whole, "#")
    for kind, things in api.whole["components"].items():
        for name in things if kind != "securitySchemes" else ():
            expect(f"#/components/{kind}/{name}" in used, f"nothing refers to {kind}/{name}")


def check_schema(schema, where):
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        expect(False, f"{where} is no schema: {error.message}")
    expect(set(schema) <= KEYWORDS, f"{where} has {sorted(set(schema) - KEYWORDS)}")
    if "properties" in schema:
        expect(schema.get("additionalProperties") is False, f"{where} takes any key")
        expect(set(schema.get("required", [])) <= set(schema["properties"]), f"{where} requires what it does not describe")
    for name, one in schema.get("properties", {}).items():
        check_schema(one, f"{where}.{name}")
    for one in [schema["items"]] if "items" in schema else schema.get("anyOf", []):
        check_schema(one, f"{where}[]")


# ---- against the table of routes

def check_routes(api, server, source):
    text = (source / "web/http/src/routes.cc").read_text()
    table = re.findall(r'\{\s*"(GET|POST)",\s*"(/[^"]*)"', text)
    table += [("GET", path) for path in re.findall(r'\blist\("(/[^"]*)"', text)]
    written = {(path, method.upper()) for path, method, _ in api.operations}
    there = {(path, method) for method, path in table}
    expect(len(there) > 20, "the table of routes was not found in routes.cc")
    expect(written == there,
           f"only in routes.cc: {sorted(there - written)}; only in openapi.json: {sorted(written - there)}")
    for path, item in api.whole["paths"].items():
        refused = server.ask("DELETE", path.replace("{id}", "x"))
        methods = {method.upper() for method in item} | ({"HEAD"} if "get" in item else set())
        expect(refused.status == 405 and set((refused.headers.get("Allow") or "").split(", ")) == methods,
               f"{path} takes {refused.headers.get('Allow')}, not {methods}")
        for method, operation in item.items():
            check(api, operation, refused, f"DELETE {path}")
            wrong = server.ask(method.upper(), path.replace("{id}", "x"), {"no_such_parameter": "1"},
                               "" if method == "post" else None)
            check(api, operation, wrong, f"{method} {path} with an unknown parameter")
            said = re.search(r"this path takes: (.*)$", wrong.json()["detail"])
            taken = set(said[1].split(", ")) - {"none"} if said else None
            names = set(api.parameters(operation, "query"))
            expect(taken == names, f"{method} {path} takes {taken}, and is said to take {names}")
    nowhere = server.ask("GET", "/api/v1/nowhere")
    expect(nowhere.status == 404 and api.validator(PROBLEM).is_valid(nowhere.json()), "a path that is not there")


# ---- answers

# Headers that an answer of this status never lacks where they are described.
CERTAIN = {("Location", 200), ("Location", 201), ("WWW-Authenticate", 401), ("Allow", 405)}
OURS = ("ETag", "Location", "Content-Disposition", "WWW-Authenticate", "Allow", "Retry-After")


def check(api, operation, answer, where):
    """Whether an answer is one of those described."""
    response = api.response(operation, answer.status)
    content = response.get("content", {})
    for name in response.get("headers", {}):
        several = answer.body.startswith(b'{"items":')  # of which none has a place of its own
        needed = name == "ETag" or ((name, answer.status) in CERTAIN and not several)
        expect(name in answer.headers or not needed, f"{where}: {answer.status} lacks {name}")
    for name in OURS:
        expect(name not in answer.headers or name in response.get("headers", {}), f"{where}: {answer.status} has {name}")
    if not content:
        return expect(answer.body == b"", f"{where}: {answer.status} has a body")
    if not expect(answer.type in content, f"{where}: {answer.status} has the type {answer.type}, not of {list(content)}"):
        return False
    expect(answer.status < 400 or answer.type == "application/problem+json", f"{where}: {answer.status} is no problem")
    if not answer.type.endswith(("/json", "+json")):
        return True
    body = answer.json()
    expect(answer.status < 400 or body["status"] == answer.status, f"{where}: {answer.status} says {body.get('status')}")
    validator = api.validator(content[answer.type]["schema"])
    if validator.is_valid(body):
        return True
    error = best_match(validator.iter_errors(body))
    return expect(False, f"{where}: at {list(error.absolute_path)}, {error.message[:300]}")


class Examples:
    """Of each object that a schema describes, the first one that an answer had."""

    def __init__(self, api):
        self.api, self.found = api, {}

    def take(self, schema, value, place):
        if "$ref" in schema:
            place = schema["$ref"]
            schema = self.api.at(place)
        if "anyOf" in schema and value is not None:
            fitting = [one for one in schema["anyOf"] if self.api.validator(one).is_valid(value)]
            self.take((fitting or schema["anyOf"])[0], value, place)
        elif isinstance(value, list) and "items" in schema:
            for one in value:
                self.take(schema["items"], one, place + "[]")
        elif isinstance(value, dict) and "properties" in schema:
            self.found.setdefault(place, (schema, value))
            for name, one in value.items():
                self.take(schema["properties"].get(name, {}), one, f"{place}.{name}")


def places(api, schema, place):
    """Of all objects that a schema describes."""
    if "$ref" in schema:
        place = schema["$ref"]
        schema = api.at(place)
    found = {place} if "properties" in schema else set()
    for name, one in schema.get("properties", {}).items():
        found |= places(api, one, f"{place}.{name}")
    if "items" in schema:
        found |= places(api, schema["items"], place + "[]")
    for one in schema.get("anyOf", []):
        found |= places(api, one, place)
    return found


def check_spoilt(api, examples):
    """A schema that takes anything would pass all the above."""
    for place, (schema, example) in examples.found.items():
        validator = api.validator(schema)
        expect(validator.is_valid(example), f"{place}: its example is refused")
        expect(not validator.is_valid({**example, "no_such_key": 1}), f"{place}: a key that is not described passes")
        for key in example:
            expect(not validator.is_valid({k: v for k, v in example.items() if k != key}), f"{place}: passes without {key}")
            expect(not validator.is_valid({**example, key: {"no_such_key": 1}}), f"{place}: anything passes as {key}")


def check_spoilt_whole(api, server, claim):
    """The same of an answer as it came, deep inside."""
    for path in ("/api/v1/claims/{id}/trace", "/api/v1/report/{id}"):
        operation = api.whole["paths"][path]["get"]
        validator = api.validator(operation["responses"]["200"]["content"]["application/json"]["schema"])
        answer = server.ask("GET", path.replace("{id}", claim), {"format": "json"} if "report" in path else {}).json()
        expect(validator.is_valid(answer), f"{path} as it came")
        answer["chains"][0]["end"]["no_such_key"] = 1
        expect(not validator.is_valid(answer), f"{path} passes with a key that is not described")
        del answer["chains"][0]["end"]["no_such_key"], answer["chains"][0]["end"]["held"]
        expect(not validator.is_valid(answer), f"{path} passes without a key")


def questions(api):
    """That have an answer with an end."""
    return [(path, operation) for path, method, operation in api.operations
            if method == "get" and "text/event-stream" not in operation["responses"]["200"]["content"]]


def base_of(path, claim):
    """The parameters without which a route has nothing to answer."""
    return {"/api/v1/trace": {"claim": claim}, "/api/v1/search": {"q": "dam"},
            "/api/v1/claims": {"document": "d" + claim[1:17]},
            "/api/v1/query": {"q": "MATCH (a)-[r]->(b) RETURN a, r, b, r.confidence, b.names, b.held, b.title"},
            "/api/v1/paths": {"from": claim, "to": "d" + claim[1:17]}}.get(path, {})


def nodes_of(server):
    """All ids that answers lead to, from the list of documents on."""
    ids, todo = set(), ["/api/v1/documents?limit=1000"]
    while todo:
        answer = server.ask("GET", todo.pop())
        for one in set(ID.findall(answer.body.decode())) - ids:
            ids.add(one)
            kind = {"d": "documents", "c": "claims", "a": "agents"}[one[0]]
            todo += [f"/api/v1/{kind}/{one}", f"/api/v1/neighbours/{one}?limit=1000"]
    return sorted(ids)


def check_answers(api, server, ids, examples):
    claims = [one for one in ids if one[0] == "c"]
    for path, operation in questions(api):
        kind = api.parameters(operation, "path").get("id")
        fitting = [one for one in ids if api.validator(kind["schema"]).is_valid(one)] if kind else [None]
        asked = api.parameters(operation, "query")
        views = [{}] + [{k: v for k, v in {**VIEWED, "without": ids[0]}.items() if k in asked}] * ("as_of" in asked)
        if path == "/api/v1/search":
            views.append({"q": "the Rodas office", "limit": 1})
        for one in fitting:
            for view in views:
                query = {**base_of(path, claims[0]), **view}
                if path.startswith("/api/v1/report"):
                    query["format"] = "json"
                answer = server.ask("GET", path.replace("{id}", one or ""), query)
                where = f"{path} of {one} with {query}"
                # Not every document is held, and not everything shows in a part of the store.
                expect(answer.status == 200 or (answer.status == 404 and (view or path.endswith("/text"))),
                       f"{where}: {answer.status}")
                if check(api, operation, answer, where) and answer.status == 200 and answer.type == "application/json":
                    examples.take(api.response(operation, 200)["content"]["application/json"]["schema"], answer.json(), path)
        if kind:
            others = [one for one in ("x", ids[0], claims[0], ids[-1]) if one not in fitting]
            absent = fitting[0][0] + "0123456789abcdef01234567"[:len(fitting[0]) - 1]
            for wrong, status in [(one, 400) for one in others] + [(absent, 404)]:
                answer = server.ask("GET", path.replace("{id}", wrong))
                expect(answer.status == status and str(status) in operation["responses"],
                       f"{path} of {wrong}: {answer.status}")
                check(api, operation, answer, f"{path} of {wrong}")
        check_again(api, server, path.replace("{id}", fitting[0] or ""), base_of(path, claims[0]), operation)


def check_again(api, server, path, query, operation):
    """HEAD, and a client that has the answer already."""
    answer = server.ask("GET", path, query)
    head = server.ask("HEAD", path, query)
    expect(head.status == answer.status and head.body == b"", f"HEAD {path}: {head.status}")
    expect("ETag" in answer.headers or "304" not in operation["responses"] or answer.status != 200, f"{path} has no ETag")
    if "ETag" in answer.headers:
        again = server.ask("GET", path, query, If_None_Match=answer.headers["ETag"])
        expect(again.status == 304 and "304" in operation["responses"], f"{path} again: {again.status}")
        check(api, operation, again, f"{path} again")


# ---- parameters, each alone

def tries(api, parameter, ids):
    """Values, and whether they are to be taken."""
    schema = api.inlined(parameter["schema"])
    if "enum" in schema:
        return [(one, True) for one in schema["enum"]] + [("no_such_word", False), ("", False)]
    if schema["type"] == "boolean":
        return [("true", True), ("false", True), ("1", False), ("", False)]
    if schema["type"] == "integer":
        return [(schema["minimum"], True), (schema["maximum"], True), (schema["minimum"] - 1, False),
                (schema["maximum"] + 1, False), ("ten", False)]
    if schema["type"] == "array":
        return [(",".join(ids[-2:]), True), (ids[-1], True), ("x", False), ("," + ids[-1], False)]
    if "pattern" in schema:
        pool = [*{one[0]: one for one in ids}.values(), "2025", "2025-05", "2025-W20", "2025-05-17",
                "2025-05-17T11:30+02:00", "2025-05-17T11:30:00.5Z", "17 May 2025", "2025-05-17T11:30:00", "x", ""]
        validator = Draft202012Validator(schema)
        return [(one, validator.is_valid(one)) for one in pool]
    return [("dam", True)] + ([("", False)] if schema.get("minLength") else [])


def check_parameters(api, path, operation, ids, claim, send):
    base = base_of(path, claim)
    where = operation["operationId"]
    for name, parameter in api.parameters(operation, "query").items():
        others = {} if path == "/api/v1/trace" and name == "q" else {k: v for k, v in base.items() if k != name}
        left_out = send(others)
        needed = parameter.get("required", False) or (path == "/api/v1/trace" and name in {"claim", "q"})
        expect((left_out.status == 400) == needed, f"{where} without {name}: {left_out.status}")
        for value, good in tries(api, parameter, ids):
            answer = send({**others, name: value})
            if good and value in ids and b"is no claim of the document" in answer.body:
                good = False  # a place to go on from that belongs to another document
            expect((answer.status < 300 or answer.status == 404) if good else answer.status == 400,
                   f"{where} with {name}={value}: {answer.status}")
            check(api, operation, answer, f"{where} with {name}={value}")
        default = api.inlined(parameter["schema"]).get("default")
        if default is not None:
            told = send({**others, name: json.dumps(default) if isinstance(default, bool) else default})
            expect(told.body == left_out.body, f"{where}: {default} is not the default of {name}")


def check_formats(api, server, claim):
    """Every format of a report, and every type it is said to come in."""
    operation = api.whole["paths"]["/api/v1/report/{id}"]["get"]
    types = set()
    for name in api.inlined(api.parameters(operation, "query")["format"]["schema"])["enum"]:
        answer = server.ask("GET", f"/api/v1/report/{claim}", {"format": name})
        expect(answer.status == 200, f"a report as {name}: {answer.status}")
        expect(("Content-Disposition" in answer.headers) == (name in {"html", "svg"}),
               f"a report as {name}: to be saved or not")
        types.add(answer.type)
    expect(types == set(operation["responses"]["200"]["content"]), f"reports come as {types}")


def pages_of(server, path, query, limit):
    """All answers of a list, page by page."""
    pages, after = [], {}
    while len(pages) < 10_000:
        pages.append(server.ask("GET", path, {**query, "limit": limit, **after}).json())
        if pages[-1]["next"] is None:
            return pages
        after = {"after": pages[-1]["next"]}
    sys.exit(f"openapi.py: {path} has no last page")


def check_lists(api, server, ids):
    """A list by pages of any size, and by lines, is one list."""
    lists = lines = 0
    for path, operation in questions(api):
        kind, query = api.parameters(operation, "path").get("id"), base_of(path, next(i for i in ids if i[0] == "c"))
        content = operation["responses"]["200"]["content"]
        asked = api.parameters(operation, "query")
        if "after" not in asked or path == "/api/v1/search":  # whose pages are of three kinds at once
            continue
        validator = api.validator(kind["schema"]) if kind else None
        for one in [i for i in ids if validator.is_valid(i)] if validator else [""]:
            there = path.replace("{id}", one)
            whole = server.ask("GET", there, {**query, "limit": 1000}).json()
            name = next(key for key, value in whole.items() if isinstance(value, list))
            expect(whole["next"] is None, f"{there} is longer than a page")
            for limit in (1, 3):
                pages = pages_of(server, there, query, limit)
                expect(all(len(page[name]) <= limit for page in pages), f"{there}: a page of more than {limit}")
                expect([i for page in pages for i in page[name]] == whole[name], f"{there} by pages of {limit} is another list")
            lists += len(whole[name]) > 3
            if "application/x-ndjson" in content:
                answer = server.ask("GET", there, {**query, "format": "ndjson"})
                expect(answer.status == 200 and answer.type == "application/x-ndjson", f"{there} by lines: {answer.status}")
                expect([json.loads(line) for line in answer.body.splitlines()] == whole[name], f"{there} by lines is another list")
                lines += len(whole[name]) > 3
    expect(lists >= 5 and lines >= 3, f"of lists longer than three, {lists} by pages and {lines} by lines: too few to tell")


def check_exports(api, server):
    """Every format of the store, each to be saved, and every type it is said to come in."""
    operation = api.whole["paths"]["/api/v1/export"]["get"]
    types = set()
    for name in api.inlined(api.parameters(operation, "query")["format"]["schema"])["enum"]:
        answer = server.ask("GET", "/api/v1/export", {"format": name})
        expect(answer.status == 200 and answer.body, f"the store as {name}: {answer.status}")
        expect((answer.headers.get("Content-Disposition") or "").startswith("attachment"), f"the store as {name} is shown")
        types.add(answer.type)
    expect(types == set(operation["responses"]["200"]["content"]), f"exports come as {types}")


# ---- writing

def check_writing(api, server, reader, ids, examples):
    documents, judgements = (api.whole["paths"][path]["post"] for path in ("/api/v1/documents", "/api/v1/judgements"))
    bearer = {"Authorization": f"Bearer {TOKEN}"}
    page = {"url": "https://echo.example/bridge", "published": "2025-05-19", "publisher": "Mellin Echo", "kind": "article"}
    claim, document = next(one for one in ids if one[0] == "c"), next(one for one in ids if one[0] == "d")
    agents = [one for one in ids if one[0] == "a"]

    def document_is(status, what, body=STORY, to=server, query=page, type="text/plain; charset=utf-8", **headers):
        answer = to.ask("POST", "/api/v1/documents", query, body and body.encode(), Content_Type=type, **headers)
        expect(answer.status == status and str(status) in documents["responses"], f"{what}: {answer.status} {answer.body}")
        check(api, documents, answer, what)
        return answer

    def judgement_is(status, body, to=server, **headers):
        answer = to.ask("POST", "/api/v1/judgements", None, json.dumps(body), Content_Type="application/json",
                        **(headers or bearer))
        expect(answer.status == status and str(status) in judgements["responses"], f"{body}: {answer.status} {answer.body}")
        check(api, judgements, answer, str(body))
        return answer

    document_is(401, "a document without the token")
    document_is(401, "a document with another token", Authorization="Bearer x" + TOKEN)
    document_is(403, "a document to a server that only reads", to=reader, **bearer)
    document_is(403, "a document from another site", Origin="https://elsewhere.example", **bearer)
    document_is(415, "a picture", type="image/png", **bearer)
    document_is(422, "no document at all", body="", **bearer)
    document_is(415, "a document in a coding", Content_Encoding="gzip", **bearer)
    document_is(413, "a document that is too large", body=None, Content_Length=str((16 << 20) + 1), **bearer)
    added = document_is(201, "a document", **bearer)
    answers = [added, document_is(200, "the same document, of no type", type=None, **bearer),
               document_is(200, "more of it", body=STORY + "\nIt opened in 1931.\n", **bearer)]
    line = {"$ref": "#/components/schemas/IngestLine"}
    expect([one.json()["status"] for one in answers] == api.inlined(line)["properties"]["status"]["enum"],
           "a document is added, unchanged and merged")
    for answer in answers:
        examples.take(line, answer.json(), "")
    shown = server.ask("GET", added.headers["Location"])
    expect(shown.status == 200 and shown.json()["document"] | added.json()["document"] == shown.json()["document"],
           "Location leads elsewhere")
    for title, body, type in (("Mellin Mirror", CITING, "text/html"), ("Mellin Times", DENIAL, "text/plain")):
        document_is(201, title, body=body, query={"published": "2025-05-20", "publisher": title}, type=type, **bearer)
    for type in documents["requestBody"]["content"]:
        answer = server.ask("POST", "/api/v1/documents", page, STORY.encode(), Content_Type=type, **bearer)
        expect(answer.status != 415, f"a document of {type}: {answer.status}")
        check(api, documents, answer, f"a document of {type}")
    form = {"type": "multipart/form-data; boundary=cut"}
    part = '--cut\r\nContent-Disposition: form-data; name="file"; filename="{}"\r\n\r\n{}\r\n'
    files = part.format("pier.txt", STORY.replace("bridge", "pier")) + part.format("noise", "\1\2") + "--cut--\r\n"
    for status in (201, 200):
        answer = document_is(status, "a form", body=files, query=None, **form, **bearer)
        examples.take({"$ref": "#/components/schemas/IngestList"}, answer.json(), "")
        for item in answer.json()["items"]:
            examples.take({"$ref": "#/components/schemas/IngestItem"}, item, "")
    document_is(400, "a form that is none", body="x", **form, **bearer)
    inside = json.dumps({"url": "http://127.0.0.1:1/"})
    document_is(422, "an address inside", body=inside, query=None, type="application/json", **bearer)
    document_is(400, "an address twice", body=inside, type="application/json", **bearer)
    document_is(502, "an address of nobody", body=json.dumps({"url": "http://nowhere.invalid/"}), query=None,
                type="application/json", **bearer)
    expect(api.validator(documents["requestBody"]["content"]["application/json"]["schema"]).is_valid(json.loads(inside)),
           "an address is taken, and not described")
    check_parameters(api, "/api/v1/documents", documents, ids, claim, lambda query: server.ask(
        "POST", "/api/v1/documents", query, STORY.encode(), Content_Type="text/plain", **bearer))

    asked = api.validator(judgements["requestBody"]["content"]["application/json"]["schema"])
    by = {"by": "A. Reader", "reason": "FICTION"}
    another = next(one for one in reversed(ids) if one[0] == "d")
    good = [{"kind": "retraction", "about": document, **by},
            {"kind": "retraction", "about": document, "revoked": True, **by},
            {"kind": "correction", "about": claim, "other": document, "by": "A. Reader"},
            {"kind": "same_as", "about": agents[0], "other": agents[1], "value": None, "reason": None, "by": "A. Reader"},
            {"kind": "same_as", "about": document, "other": another, **by},
            {"kind": "reliability", "about": agents[0], "value": "B", **by},
            {"kind": "credibility", "about": claim, "value": "2", **by},
            {"kind": "marking", "about": document, "value": "TLP:CLEAR", **by}]
    kinds = api.at("#/components/schemas/JudgementKind")["enum"]
    expect({one["kind"] for one in good} == set(kinds), "judgements of every kind")
    for body in good:
        expect(asked.is_valid(body), f"{body} is taken, and not described")
        answer = judgement_is(201, body)
        examples.take({"$ref": "#/components/schemas/Judgement"}, answer.json(), "")
    for body in ([], {}, {"kind": "retraction", "about": document}, {**good[0], "by": ""}, {**good[0], "by": None},
                 {**good[0], "kind": "praise"}, {**good[0], "about": "x"}, {**good[0], "revoked": "yes"},
                 {**good[0], "revoked": None}, {**good[0], "no_such_key": 1}, {**good[0], "reason": 1}):
        expect(not asked.is_valid(body), f"{body} is described, and not taken")
        judgement_is(400, body)
    judgement_is(400, {"kind": "credibility", "about": claim, "value": "9", **by})
    judgement_is(404, {**good[0], "about": "d0123456789abcdef"})
    judgement_is(413, {**good[0], "reason": "a" * 65537})
    judgement_is(401, good[0], Authorization="Bearer")
    judgement_is(403, good[0], to=reader)
    wrong = server.ask("POST", "/api/v1/judgements", None, "{}", Content_Type="text/plain", **bearer)
    expect(wrong.status == 415, f"a judgement as text: {wrong.status}")
    check(api, judgements, wrong, "a judgement as text")


def check_counts(server, ids):
    """That every node was asked about."""
    stats = server.ask("GET", "/api/v1/stats").json()
    wanted = {"d": stats["documents_held"] + stats["documents_referenced"], "c": stats["claims"], "a": stats["agents"]}
    there = {kind: sum(one[0] == kind for one in ids) for kind in wanted}
    expect(there == wanted, f"nodes found: {there}; in the store: {wanted}")


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--program", required=True)
    words.add_argument("--source", required=True, type=pathlib.Path)
    options = words.parse_args()
    with tempfile.TemporaryDirectory() as scratch, contextlib.ExitStack() as servers:
        stores = [os.path.join(scratch, name) for name in ("read", "write")]
        for store in stores:
            subprocess.run([options.program, "ingest", "--db", store, options.source / "examples/dossier"], check=True,
                           stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        token = pathlib.Path(scratch, "token")
        token.write_text(TOKEN + "\n")
        reader = servers.enter_context(served(options.program, "--db", stores[0]))
        writer = servers.enter_context(served(options.program, "--db", stores[1], "--write", "--token-file", str(token)))

        description = reader.ask("GET", "/api/v1/openapi.json")
        if description.status != 200 or description.body != (options.source / "web/http/openapi.json").read_bytes():
            sys.exit(f"openapi.py: what is served is not web/http/openapi.json: {description.status}")
        api = Description(description.json())
        check_form(api)
        check_routes(api, reader, options.source)
        for server, only_reads in ((reader, True), (writer, False)):
            expect(server.ask("GET", "/api/v1/health").json()["read_only"] is only_reads, "read_only")

        examples = Examples(api)
        check_writing(api, writer, reader, nodes_of(writer), examples)
        ids = nodes_of(writer)
        check_counts(writer, ids)
        check_answers(api, writer, ids, examples)
        claim = min(one for one in ids if one[0] == "c")
        for path, operation in questions(api):
            kind = api.parameters(operation, "path").get("id")
            one = next((one for one in (claim, *ids) if kind and api.validator(kind["schema"]).is_valid(one)), "")
            check_parameters(api, path, operation, ids, claim,
                             lambda query: writer.ask("GET", path.replace("{id}", one), query))
        check_formats(api, writer, claim)
        check_exports(api, writer)
        check_lists(api, writer, ids)
        problem = reader.ask("GET", "/api/v1/nowhere").json()
        examples.take(PROBLEM, problem, "")
        described = set().union(*(places(api, media["schema"], path) for path, method, operation in api.operations
                                  for response in operation["responses"].values()
                                  for media in api.resolved(response).get("content", {}).values()))
        expect(described == set(examples.found), f"no answer had any of {sorted(described - set(examples.found))}")
        check_spoilt(api, examples)
        check_spoilt_whole(api, writer, claim)
    for fault in faults[:40]:
        print(f"openapi.py: {fault}", file=sys.stderr)
    if len(faults) > 40:
        print(f"openapi.py: and {len(faults) - 40} more", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
