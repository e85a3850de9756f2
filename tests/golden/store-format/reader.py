#!/usr/bin/env python3
"""An independent reader of a store, written from schema/FORMAT.md alone.

reader.py STORE prints what the store answers, in the form of the answers.txt of these folders, so that two programs
that share no code can be held against each other. It reads formats 3 and 4, by way of `ldb scan` on a copy of the store, and
is strict: all that FORMAT.md does not allow ends it with status 1 and a message that names the key. It ends with
status 77 where there is no `ldb`.
"""
import hashlib
import math
import os
import shutil
import struct
import subprocess
import sys
import tempfile
from collections import defaultdict, namedtuple
from functools import partialmethod
from types import SimpleNamespace

FORMAT_VERSIONS = 3, 4, 5

# The words of headwater/schema/vocabulary.h, each at the place of its number.
FORMATS = "text html pdf mail feed json_lines stix claim_review mailbox warc gzip zstd".split()
CODINGS = "plain quoted_printable base64 json xml page".split()
DOCUMENT_KINDS = "article report statement transcript other".split()
MEDIA = ("unknown article report statement fax email letter news_conference interview speech testimony filing "
         "social_post broadcast image").split()
AGENT_KINDS = "person organisation outlet government group".split()
FORMS = "direct mixed indirect own".split()
POLARITIES = "asserts denies doubts declines".split()
ENDS = "primary firsthand anonymous referenced unattributed circular".split()
HOWS = "named link first_reported credit hat_tip image byline contributed shared_text".split()
RELATIONS = [None] + ("made_in said_by said_in reported_by repeats disputes cites issued_by delivered_to speaks_for "
                      "same_as").split()

JUDGEMENTS = [None] + "retraction correction same_as reliability credibility marking".split()

# A node is its bytes in a key, kind and id; so nodes sort as they do in the store. A relation is its number.
ID_SIZES = {b"d": 8, b"c": 12, b"a": 8}
Edge = namedtuple("Edge", "start relation end writer ordinal hop how score document spans rule confidence")


class Corruption(Exception):
    """The store holds something that FORMAT.md does not allow."""


def check(condition, key, problem):
    """Refuses the key unless the condition holds."""
    if not condition:
        raise Corruption(f"key {key.hex() or '(none)'}: {problem}")


class Cursor:
    """Reads the primitives of FORMAT.md, one after the other, from a key or from the value under it."""

    def __init__(self, key, data):
        self.key, self.data, self.at = key, data, 0

    def check(self, condition, problem):
        check(condition, self.key, problem)

    def take(self, size):
        self.at += size
        self.check(self.at <= len(self.data), f"{size} bytes wanted, {len(self.data) - self.at + size} left")
        return self.data[self.at - size:self.at]

    def rest(self):
        return self.take(len(self.data) - self.at)

    def done(self):
        self.check(not self.rest(), "bytes are left over")

    def u8(self):
        return self.take(1)[0]

    def varint(self):
        value = shift = 0
        while True:
            byte = self.u8()
            value |= (byte & 0x7F) << shift
            shift += 7
            self.check(value < 2**64 and shift <= 70, "a number has more than 64 bits")
            if byte < 0x80:
                self.check(byte or shift == 7, "a number is spelled too long")
                return value

    def real(self):
        value = struct.unpack(">d", self.take(8))[0]
        self.check(math.isfinite(value), "a real is not finite")
        return value

    def bytes(self):
        return self.take(self.varint())

    def string(self):
        return self.bytes().decode("utf-8", "surrogateescape")

    def many(self, read):
        """A varint count, then that many of what `read` reads."""
        return [read() for _ in range(self.varint())]

    def strings(self):
        return self.many(self.string)

    def enum(self, words):
        number = self.u8()
        self.check(number < len(words), f"{number} is not in the vocabulary")
        return words[number]

    def relation(self):
        number = self.u8()
        self.check(0 < number < len(RELATIONS), f"{number} is no relation")
        return number

    def flag(self):
        value = self.u8()
        self.check(value <= 1, f"a flag is {value}")
        return value == 1

    def optional(self, read):
        return read() if self.flag() else None

    def span(self, before):
        """A span as (begin, end), after the span before it."""
        distance, length = self.varint(), self.varint()
        begin = (before[1] + distance) % 2**32
        self.check(distance < 2**32 and begin + length < 2**32, "a span goes beyond 32 bits")
        return begin, begin + length

    def spans(self):
        spans = [(0, 0)]
        for _ in range(self.varint()):
            spans.append(self.span(spans[-1]))
        return tuple(spans[1:])

    def id(self, kind):
        """A node of which only the id stands here."""
        return kind + self.take(ID_SIZES[kind])

    document, claim, agent = partialmethod(id, b"d"), partialmethod(id, b"c"), partialmethod(id, b"a")

    def kind(self):
        kind = self.take(1)
        self.check(kind in ID_SIZES, f"{kind.hex()} is no kind of node")
        return kind

    def node(self):
        return self.id(self.kind())

    def record(self):
        """A node that is an agent or a document."""
        node = self.node()
        self.check(node[:1] != b"c", "a claim where none can be")
        return node

    def name(self, longest=256):
        """Bytes that a zero byte ends."""
        size = self.data.find(b"\0", self.at) - self.at
        self.check(0 < size <= longest, "a word or name is empty, too long or without an end")
        return self.take(size + 1)[:-1]

    word = partialmethod(name, 64)


def read_format(v):
    v.check(v.take(9) == b"headwater", "not a store")
    version = int.from_bytes(v.take(4), "big")
    v.check(version in FORMAT_VERSIONS, f"format {version}, and this reads {FORMAT_VERSIONS}")


def read_state(v):
    counts = [v.varint() for _ in range(6)]
    if v.at == len(v.data):
        return counts + [0]
    counts.append(v.varint())
    v.check(counts[-1] > 0, "a count of no judgements")
    return counts


def read_document(v, *_):
    flags = v.u8()
    v.check(flags < 16, f"flags are {flags}")
    d = SimpleNamespace(
        held=flags & 1 == 1, behind_wall=flags & 8 == 8, kind=v.enum(DOCUMENT_KINDS), format=v.enum(FORMATS), medium=v.enum(MEDIA),
        title=v.string(), publisher=v.string(), authors=v.strings(), published=v.string(), url=v.string(),
        path=v.string(), language=v.string(), encoding=v.string(), sha256=v.string(), text_bytes=v.varint())
    more = [v.string() if flags & 2 else "" for _ in range(4)]
    v.check(any(more) == (flags & 2 == 2), "all is empty of what follows by flag 2")
    d.updated, d.retrieved, d.copy_of, d.family = more
    d.recorded = v.varint() if flags & 4 else 0
    v.check((d.recorded > 0) == (flags & 4 == 4), "flag 4, and recorded at no time")
    return d


def read_judgement(v, node, sequence):
    j = SimpleNamespace(kind=v.u8(), revoked=v.flag(), about=v.bytes(), other=v.bytes(), value=v.string(),
                        by=v.string(), reason=v.string(), recorded=v.varint(), sequence=sequence)
    v.check(0 < j.kind < len(JUDGEMENTS), f"{j.kind} is no kind of judgement")
    v.check(node in (j.about, j.other), "a judgement about another node")
    return j


def read_claim(v, _):
    return SimpleNamespace(
        content=v.spans(), source=v.spans(), cue=v.spans(), mentions=v.many(v.spans), text=v.string(),
        form=v.enum(FORMS), polarity=v.enum(POLARITIES), certainty=v.real(), speaker=v.optional(v.agent),
        origin=v.optional(v.document), via=v.many(v.agent), cites=v.many(v.document), end=v.enum(ENDS),
        rule=v.string(), confidence=v.real())


def read_agent(v, *_):
    return SimpleNamespace(name=v.string(), kind=v.enum(AGENT_KINDS), anonymous=v.flag(), names=v.strings())


def read_statement(v, node, _):
    return read_agent(v) if node[:1] == b"a" else read_document(v)


def read_text(v, _):
    """The text, its map, links and boilerplate; the codings of the map are only checked."""
    text, count = v.bytes(), v.varint()
    coded, count = divmod(count, 2**32)
    v.check(coded <= 1, "too many pieces of the map")
    pieces, codings = [((0, 0), (0, 0))], set()
    for _ in range(count):
        pieces.append((v.span(pieces[-1][0]), v.span(pieces[-1][1])))
        if coded:
            codings.add(coding := v.enum(CODINGS))
            for _ in range(5 if coding == "page" else 0):  # page, left, top, right, bottom
                v.varint()
    v.check(not coded or codings - {"plain"}, "codings of a map that is all plain")
    links = [("", (0, 0))]
    for _ in range(v.varint()):
        links.append((v.string(), v.span(links[-1][1])))
    return SimpleNamespace(text=text, map=pieces[1:], links=links[1:], boilerplate=v.spans())


def read_ordinals(v, *_):
    ordinals = [v.varint()]
    while v.at < len(v.data):
        ordinals.append(ordinals[-1] + 1 + v.varint())
    return ordinals


def read_manifest(v, _):
    keys = [b""]
    for _ in range(v.varint()):
        shared, rest = v.varint(), v.bytes()
        key = keys[-1][:shared] + rest
        v.check(keys[-1] < key and shared == len(os.path.commonprefix([keys[-1], key])), "badly listed keys")
        keys.append(key)
    v.check(keys[1:], "an empty manifest")
    return keys[1:]


def read_word(v, kind, _, document):
    """The nodes that have the word."""
    if kind != b"c":
        return [kind + document[1:]]
    claims = [kind + document[1:] + v.take(4)]
    while v.at < len(v.data):
        claims.append(kind + document[1:] + v.take(4))
        v.check(claims[-2] < claims[-1], "claims do not rise")
    return claims


class StatedEdges:
    """Reads the value of an `e` key."""

    def __init__(self, v, writer):
        self.v, self.writer, self.edges = v, writer, []
        # The tables, and the places of each that are used, in the order of first use.
        self.ids, self.rules, self.confidences = v.many(lambda: v.take(8)), v.strings(), v.many(v.real)
        self.used_ids, self.used_rules, self.used_confidences = {}, {}, {}
        before = b""
        for start, count, size in self.first_nodes():
            v.check(before < start and count, "first nodes do not rise, or one has no edges")
            before, end = start, v.at + size
            self.edges_from(start, count)
            v.check(v.at == end, "the edges of a first node are of another size")
        v.check(self.edges, "no edges")
        v.check(self.ids == sorted(set(self.ids)), "ids do not rise")
        v.check(sorted(self.used_ids) == list(range(len(self.ids))), "an id is not used")
        for table, used in (self.rules, self.used_rules), (self.confidences, self.used_confidences):
            v.check(len(set(table)) == len(table), "a table has something twice")
            v.check(list(used) == list(range(len(table))), "a table is not in the order of first use")

    def entry(self, table, used, place):
        self.v.check(place < len(table), "a place past the end of a table")
        used[place] = True
        return table[place]

    def listed(self, kind, place):
        """An agent, or a document that is not the writer, by 1 + its place in the table of ids."""
        self.v.check(place, "a place before the table of ids")
        node = kind + self.entry(self.ids, self.used_ids, place - 1)
        self.v.check(node != self.writer, "the writer stands in the table of ids")
        return node

    def place(self, v):
        """A node, by its place."""
        p, k = divmod(v.varint(), 3)
        if k == 2:
            return self.listed(b"a", p)
        document = self.listed(b"d", p) if p else self.writer
        return b"c" + document[1:] + v.take(4) if k == 1 else document

    def first_nodes(self):
        """Of each first node: itself, the number of its edges and of their bytes."""
        count = self.v.varint()
        v = Cursor(self.v.key, self.v.bytes())
        nodes = [(self.place(v), v.varint(), v.varint()) for _ in range(count)]
        v.done()
        return nodes

    def edges_from(self, start, count):
        v = self.v
        order, source, evidence = (0, b""), (0, 0), (self.writer, ())
        for _ in range(count):
            bits = v.u8()
            relation, end = bits & 0x0F, self.place(v)
            v.check(0 < relation < len(RELATIONS), f"{relation} is no relation")
            v.check(order <= (relation, end), "edges are out of order")
            order = relation, end
            details = self.details() if bits & 0x10 else (0, HOWS[0], 0.0)
            if not bits & 0x40:
                before, source = source, (v.varint(), v.varint())
                v.check(before != source, "rule and confidence are given again")
            if not bits & 0x20:
                before, evidence = evidence, (self.listed(b"d", v.varint()) if bits & 0x80 else self.writer, v.spans())
                v.check(before != evidence, "evidence is given again")
            v.check(bits & 0xA0 != 0xA0, "evidence is both given and not")
            self.edges.append(Edge(start, relation, end, self.writer, len(self.edges), *details, *evidence,
                                   self.entry(self.rules, self.used_rules, source[0]),
                                   self.entry(self.confidences, self.used_confidences, source[1])))

    def details(self):
        """Hop, how and score."""
        v, bits = self.v, self.v.u8()
        result = (v.varint() if bits & 1 else 0, v.enum(HOWS) if bits & 2 else HOWS[0], v.real() if bits & 4 else 0.0)
        needed = sum(bit for bit, value, usual in zip((1, 2, 4), result, (0, HOWS[0], 0.0)) if value != usual)
        v.check(bits and bits == needed, "hop, how or score is given without need, or a bit is unknown")
        return result


# By tag: what the rest of the key consists of, and how to read the value, given what the key consists of.
KEYS = {
    b"\0": ([], read_format),
    b"\1": ([], read_state),
    b"A": ([Cursor.agent], read_agent),
    b"C": ([Cursor.claim], read_claim),
    b"D": ([Cursor.document], read_document),
    b"H": ([lambda k: k.take(32), Cursor.document], lambda v, *_: None),
    b"P": ([Cursor.name, Cursor.document], lambda v, *_: None),
    b"R": ([Cursor.document], lambda v, _: v.rest()),
    b"S": ([Cursor.record, Cursor.document], read_statement),
    b"T": ([Cursor.document], read_text),
    b"e": ([Cursor.document], lambda v, writer: StatedEdges(v, writer).edges),
    b"i": ([Cursor.node, Cursor.relation, Cursor.document], read_ordinals),
    b"j": ([Cursor.node, lambda k: int.from_bytes(k.take(8), "big")], read_judgement),
    b"m": ([Cursor.record], read_manifest),
    b"o": ([Cursor.node, Cursor.relation, Cursor.document], read_ordinals),
    b"w": ([Cursor.kind, Cursor.word, Cursor.document], read_word),
}


class Store:
    """All that the keys say: for each tag a table by what the keys consist of; and the edges by their ends."""

    def __init__(self, pairs):
        check(pairs and pairs[0][0] == b"\0", pairs[0][0] if pairs else b"", "the first key is not that of the format")
        self.tables = {tag: {} for tag in KEYS}
        for key, value in pairs:
            check(key[:1] in KEYS, key, "unknown tag")
            check(len(key) <= 512, key, "longer than 512 bytes")
            parts, read = KEYS[key[:1]]
            k, v = Cursor(key, key[1:]), Cursor(key, value)
            rest = tuple(part(k) for part in parts)
            k.done()
            self.tables[key[:1]][rest] = read(v, *rest)
            v.done()
        self.upstream, self.downstream = defaultdict(list), defaultdict(list)
        edges = [edge for stated in self.tables[b"e"].values() for edge in stated]
        for edge in sorted(edges, key=lambda e: (e.relation, e.writer, e.ordinal)):
            self.upstream[edge.start].append(edge)
            self.downstream[edge.end].append(edge)
        self.check_state(len(edges))
        self.check_ordinals(edges)
        self.check_manifests([key for key, _ in pairs])

    def get(self, tag, *rest):
        return self.tables[tag].get(rest)

    def check_state(self, edges):
        """The counts of the state are those of the keys."""
        state = self.get(b"\1")
        check(state, b"\1", "no such key")
        documents = self.tables[b"D"].values()
        held = sum(d.held for d in documents)
        judged = sum(node == j.about for (node, _), j in self.tables[b"j"].items())
        counts = [held, len(documents) - held, len(self.tables[b"C"]), len(self.tables[b"A"]), edges, judged]
        check(state[1:] == counts, b"\1", f"counts {state[1:]}, where there are {counts}")

    def check_ordinals(self, edges):
        """The `i` and `o` keys are those of the edges, and have their ordinals."""
        due = {b"i": defaultdict(list), b"o": defaultdict(list)}
        for e in edges:
            due[b"i"][e.end, e.relation, e.writer].append(e.ordinal)
            if e.start[:1] == b"a" or e.start[1:9] != e.writer[1:]:
                due[b"o"][e.start, e.relation, e.writer].append(e.ordinal)
        for tag, expected in due.items():
            for node, relation, writer in sorted(expected.keys() | self.tables[tag].keys()):
                said, ordinals = self.get(tag, node, relation, writer), expected.get((node, relation, writer))
                check(said == ordinals, tag + node + bytes([relation]) + writer[1:],
                      f"ordinals are {said}, by the edges {ordinals}")

    def check_manifests(self, keys):
        """Each key that goes with a record is listed by its manifest, and no others are."""
        due = defaultdict(list)
        for key in keys:
            if key[:1] in (b"H", b"P", b"S", b"w"):
                due[(b"a" if key[:2] == b"wa" else b"d") + key[-8:],].append(key)
        for node in sorted(due.keys() | self.tables[b"m"].keys()):
            check(self.get(b"m", *node) == due.get(node), b"m" + node[0], "does not list the keys that there are")

    def quote(self, edge):
        """The words of an edge's evidence."""
        text, key = self.get(b"T", edge.document), b"T" + edge.document[1:]
        check(text or not edge.spans, key, "no such key, and an edge quotes it")
        check(all(end <= len(text.text) for _, end in edge.spans), key, "an edge quotes what is past the end")
        return b" ".join(text.text[begin:end] for begin, end in edge.spans).decode("utf-8", "surrogateescape")


def name(node):
    return node[:1].decode() + node[1:].hex()


def names(nodes):
    return [name(node) for node in nodes if node]


def places(spans):
    return "".join(f"[{begin},{end})" for begin, end in spans)


def each(form, values):
    """The form filled with each of the values that there are."""
    return "".join(form.format(value) for value in values if value is not None)


def edge_lines(store, node):
    for e in store.upstream[node]:
        yield (f"  {RELATIONS[e.relation]} {name(e.end)} hop {e.hop} how {e.how} score {e.score:g} "
               f"from {name(e.document)} {places(e.spans)} '{store.quote(e)}' {e.rule} {e.confidence:g}")
    for e in store.downstream[node]:
        yield f"  <- {RELATIONS[e.relation]} {name(e.start)}"


def document_lines(store, node, d):
    yield (f"document {name(node)} {'held' if d.held else 'referenced'} {d.kind} {d.format} {d.medium} '{d.title}' "
           f"'{d.publisher}'" + each(" by '{}'", d.authors) + f" {d.published or 'undated'} <{d.url}> '{d.path}' "
           f"{d.language} {d.encoding} {d.sha256} {d.text_bytes}" + each(" updated {}", [d.updated or None]) +
           each(" retrieved {}", [d.retrieved or None]) + each(" copy of <{}>", [d.copy_of or None]) +
           each(" family '{}'", [d.family or None]) + each(" recorded {}", [d.recorded or None]) +
           (" behind a wall" if d.behind_wall else ""))
    for (judged, _), j in sorted(store.tables[b"j"].items()):
        if judged == node:
            yield (f"  judged {JUDGEMENTS[j.kind]} {name(j.about)} {name(j.other) if j.other else '-'} '{j.value}' "
                   f"{'revoked' if j.revoked else 'stands'} by '{j.by}' '{j.reason}' at {j.recorded}")
    yield from edge_lines(store, node)
    if text := store.get(b"T", node):
        yield f"  text '{text.text.decode('utf-8', 'surrogateescape')}' boilerplate {places(text.boilerplate)}"
        yield from (f"  map {places(piece)}" for piece in text.map)
        yield from (f"  link {url} {places([span])}" for url, span in text.links)
    if (raw := store.get(b"R", node)) is not None:
        yield "  raw " + hashlib.sha256(raw).hexdigest()


def claim_lines(store, node, c):
    yield (f"claim {name(node)} {places(c.content)} source {places(c.source)} cue {places(c.cue)} '{c.text}' {c.form} "
           f"{c.polarity} {c.certainty:g} {c.end} {c.rule} {c.confidence:g}" +
           each(" again {}", map(places, c.mentions)) + each(" speaker {}", names([c.speaker])) +
           each(" origin {}", names([c.origin])) + each(" via {}", names(c.via)) + each(" cites {}", names(c.cites)))
    yield from edge_lines(store, node)


def agent_lines(store, node):
    a = store.get(b"A", node)
    check(a, b"A" + node[1:], "no such key, and a claim names the agent")
    yield f"agent {name(node)} '{a.name}' {a.kind}{' anonymous' if a.anonymous else ''}" + each(" '{}'", a.names)
    yield from edge_lines(store, node)


def answers(store):
    """The lines of answers.txt."""
    claims = sorted(store.tables[b"C"].items())
    for (document,), record in sorted(store.tables[b"D"].items()):
        yield from document_lines(store, document, record)
        for (claim,), said in claims:
            if claim[1:9] == document[1:]:
                yield from claim_lines(store, claim, said)
    for agent in sorted({agent for _, c in claims for agent in [c.speaker, *c.via] if agent}):
        yield from agent_lines(store, agent)
    for title, kind, fits in (("dam", b"c", b"dam".__eq__), ("vel*", b"a", lambda word: word.startswith(b"vel")),
                              ("agency", b"d", b"agency".__eq__)):
        found = {node for (of, word, _), nodes in store.tables[b"w"].items() if of == kind and fits(word)
                 for node in nodes}
        yield f"word {title}:" + each(" {}", names(sorted(found)))
    published = (document for publisher, document in store.tables[b"P"] if publisher == b"velden post")
    yield "publisher velden post:" + each(" {}", names(sorted(published)))
    yield "version {}, {} held, {} referenced, {} claims, {} agents, {} edges".format(*store.get(b"\1")[:6])


def scan(path):
    """The keys and values of a store, in order. As ldb may write into what it reads, it is given a copy."""
    with tempfile.TemporaryDirectory() as scratch:
        copy = shutil.copytree(path, os.path.join(scratch, "store"))
        ran = subprocess.run(["ldb", "--db=" + copy, "scan", "--hex"], capture_output=True, text=True, check=False)
    pairs = [line.split(" : ") for line in ran.stdout.splitlines()]
    if ran.returncode or any(len(pair) != 2 or pair[0][:2] != "0x" or pair[1][:2] != "0x" for pair in pairs):
        raise Corruption(f"ldb gives status {ran.returncode} and other than keys and values: {ran.stderr.strip()}")
    return [(bytes.fromhex(key[2:]), bytes.fromhex(value[2:])) for key, value in pairs]


def main(arguments):
    if len(arguments) != 1:
        sys.exit("usage: reader.py STORE")
    if not shutil.which("ldb"):
        print("reader.py: there is no program ldb; Debian has it in the package rocksdb-tools", file=sys.stderr)
        return 77
    try:
        lines = list(answers(Store(scan(arguments[0]))))
    except (Corruption, OSError) as error:
        print(f"reader.py: {error}", file=sys.stderr)
        return 1
    sys.stdout.buffer.write("".join(line + "\n" for line in lines).encode("utf-8", "surrogateescape"))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
