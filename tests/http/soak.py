#!/usr/bin/env python3
"""A long mixed load on one server: good readers and writers among slow, broken and hostile clients.

soak.py --program PROGRAM --source DIR [--seconds N] reads the dossier of fiction into a store, serves it, and at the end
prints what was asked and what became of it. No good request may be lost: each is answered as it should be, if need be
after being put off with 503. Memory, descriptors and threads of the server must not grow: those of the last fifth of the
time are held against those of the second. Exit 1 where any of this does not hold.
"""
import argparse
import collections
import contextlib
import http.client
import json
import os
import pathlib
import random
import re
import socket
import statistics
import struct
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse

TOKEN = "fiction-fiction-fiction"
ID = re.compile(rb'"(d[0-9a-f]{16}|c[0-9a-f]{24}|a[0-9a-f]{16})"')
PATIENCE = 20  # seconds until a good request that is always put off counts as lost
BEARER = {"Authorization": f"Bearer {TOKEN}"}


class Soak:
    def __init__(self, port, seconds):
        self.port, self.end = port, time.monotonic() + seconds
        self.lock = threading.Lock()
        self.counts = collections.Counter()
        self.lost, self.times = [], []

    def going(self):
        return time.monotonic() < self.end

    def count(self, what):
        with self.lock:
            self.counts[what] += 1

    def lose(self, what):
        with self.lock:
            self.lost.append(what)

    def connect(self, buffer=None):
        one = socket.socket()
        if buffer:
            one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, buffer)
        one.settimeout(PATIENCE)
        one.connect(("127.0.0.1", self.port))
        return one

    # ---- good clients

    def ask(self, method, target, good, body=None, **headers):
        """Asked until it is answered with one of the statuses that are good."""
        begin = time.monotonic()
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
            try:
                connection.request(method, target, body, headers)
                response = connection.getresponse()
                answer = response.read()
            except (OSError, http.client.HTTPException) as problem:
                self.lose(f"{method} {target}: {problem!r}")
                return b""
            finally:
                connection.close()
            if response.status == 503 and time.monotonic() - begin < PATIENCE:
                self.count("put off")
                time.sleep(0.05 + random.random() / 5)
                continue
            if response.status not in good:
                self.lose(f"{method} {target}: {response.status} {answer[:200]}")
            self.count(f"good {method}")
            with self.lock:
                self.times.append(time.monotonic() - begin)
            return answer

    def reader(self, ids):
        paths = {"d": ["/api/v1/documents/{}", "/api/v1/documents/{}/claims", "/api/v1/analyse/impact/{}"],
                 "c": ["/api/v1/claims/{}", "/api/v1/claims/{}/trace", "/api/v1/analyse/independence/{}",
                       "/api/v1/report/{}", "/api/v1/claims/{}/picture"],
                 "a": ["/api/v1/agents/{}", "/api/v1/neighbours/{}?direction=downstream"]}
        whole = ["/", "/page.js", "/api/v1/documents", "/api/v1/stats", "/api/v1/health", "/metrics",
                 "/api/v1/search?q=dam", "/api/v1/openapi.json"]
        while self.going():
            one = random.choice(ids)
            self.ask("GET", random.choice(paths[one[0]]).format(one) if random.random() < 0.8 else random.choice(whole), {200})
            time.sleep(random.random() / 50)

    def writer(self):
        """The same few documents over and over, so that the store has no cause to grow."""
        while self.going():
            n = random.randrange(20)
            text = f"FICTION\n\nFord number {n} is closed in May, the Roads Office said in a statement on Monday.\n"
            if random.random() < 0.7:
                self.ask("POST", "/api/v1/documents", {200, 201}, text.encode(), **{"Content-Type": "text/plain"}, **BEARER)
            else:
                part = ('--cut\r\nContent-Disposition: form-data; name="f"; filename="ford.txt"\r\n'
                        f"Content-Type: text/plain\r\n\r\n{text}\r\n--cut--\r\n")
                self.ask("POST", "/api/v1/documents", {200, 201}, part.encode(),
                         **{"Content-Type": "multipart/form-data; boundary=cut"}, **BEARER)
            time.sleep(0.2)

    def listener(self):
        while self.going():
            with contextlib.suppress(OSError), self.connect() as one:
                one.sendall(b"GET /api/v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
                until = min(self.end, time.monotonic() + 1 + 5 * random.random())
                one.settimeout(1)
                while time.monotonic() < until:
                    with contextlib.suppress(TimeoutError):
                        heard = one.recv(65536)
                        if not heard:
                            break
                        self.counts["events heard"] += heard.count(b"\nevent: ")

    # ---- the others, of whom nothing is wanted

    def drip(self):
        """A head, or a body, that comes a byte at a time."""
        head = b"GET /api/v1/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: " + b"x" * 500
        if random.random() < 0.5:
            head = (b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\nContent-Length: 999\r\n"
                    b"Authorization: Bearer " + TOKEN.encode() + b"\r\n\r\n" + b"x" * 500)
        with self.connect() as one:
            for byte in head:
                one.sendall(bytes([byte]))
                time.sleep(0.02)
                if not self.going():
                    return

    def deaf(self):
        """Asks much, and takes none of it."""
        with self.connect(buffer=1024) as one:
            target = random.choice(["/page.js", "/api/v1/openapi.json", "/api/v1/events"])
            one.sendall(f"GET {target} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode() * 20)
            time.sleep(2 * random.random())

    def silent(self):
        with self.connect():
            time.sleep(2 * random.random())

    def noise(self):
        with self.connect() as one:
            one.sendall(random.randbytes(random.randrange(1, 3000)))
            one.settimeout(1)
            one.recv(1000)

    def cut(self):
        """A body that ends before it should, and then a reset."""
        with self.connect() as one:
            one.sendall(b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n"
                        b"Authorization: Bearer " + TOKEN.encode() + b"\r\n\r\n<p>words")
            one.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))

    def hostile(self):
        form = b"--b\r\nContent-Disposition: form-data; name=\"" + b"x" * 100000
        attacks = [
            b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"A: b\r\n" * 5000,
            b"GET /api/v1/documents/..%2f..%2fetc%2fpasswd HTTP/1.1\r\nHost: localhost\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
            b"GET / HTTP/1.1\r\nHost: localhost\r\nRange: bytes=" + b"0-1," * 1000 + b"0-1\r\n\r\n",
            b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffff\r\n",
            b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\n",
            b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer wrong\r\nContent-Length: 2\r\n\r\nhi",
            b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN.encode() +
            b"\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + str(len(form)).encode() + b"\r\n\r\n" + form,
            b"POST /api/v1/documents HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + TOKEN.encode() +
            b"\r\nContent-Type: application/json\r\nContent-Length: 42\r\n\r\n" + b'{"url":"http://169.254.169.254/latest"}'.ljust(42),
        ]
        with self.connect() as one:
            one.sendall(random.choice(attacks))
            one.settimeout(2)
            one.recv(4000)

    def other(self, act):
        while self.going():
            with contextlib.suppress(OSError):
                act()
            self.count(act.__name__)
            time.sleep(0.05 + random.random() / 5)


def held(pid):
    """Memory in KiB, descriptors and threads of a process."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    of = lambda name: int(re.search(rf"^{name}:\s+(\d+)", status, re.M)[1])
    return of("VmRSS"), len(os.listdir(f"/proc/{pid}/fd")), of("Threads")


def run(pid, port, seconds):
    first = Soak(port, PATIENCE)
    listed = first.ask("GET", "/api/v1/documents?limit=1000", {200})
    ids = sorted({one.decode() for one in ID.findall(listed)})
    for document in list(ids)[:20]:
        ids += sorted({one.decode() for one in ID.findall(first.ask("GET", f"/api/v1/documents/{document}", {200}))})
    if first.lost:
        sys.exit(f"soak.py: {first.lost}")
    soak = Soak(port, seconds)
    works = [(soak.reader, ids)] * 4 + [(soak.writer,)] + [(soak.listener,)] * 4
    for act, times in ((soak.drip, 3), (soak.deaf, 3), (soak.silent, 3), (soak.noise, 2), (soak.cut, 2), (soak.hostile, 3)):
        works += [(soak.other, act)] * times
    threads = [threading.Thread(target=work, args=rest) for work, *rest in works]
    samples = []
    for thread in threads:
        thread.start()
    while soak.going():
        samples.append(held(pid))
        time.sleep(min(1, seconds / 50))
    for thread in threads:
        thread.join()
    time.sleep(12)  # until the last of the silent is given up
    after = held(pid)
    soak.end = time.monotonic() + PATIENCE
    soak.ask("GET", "/api/v1/health", {200})
    return soak, samples, after


def judged(soak, samples, after):
    fifth = max(1, len(samples) // 5)
    early, late = samples[fifth:2 * fifth], samples[-fifth:]
    middle = lambda part, what: statistics.median(one[what] for one in part)
    times = sorted(soak.times)
    figures = {
        "requests": dict(soak.counts), "lost": len(soak.lost),
        "good_ms": {"p50": round(1000 * times[len(times) // 2], 1), "p99": round(1000 * times[len(times) * 99 // 100], 1),
                    "max": round(1000 * times[-1], 1)},
        "memory_mib": {"second_fifth": round(middle(early, 0) / 1024, 1), "last_fifth": round(middle(late, 0) / 1024, 1),
                       "most": round(max(one[0] for one in samples) / 1024, 1), "after": round(after[0] / 1024, 1)},
        "descriptors": {"first": samples[0][1], "most": max(one[1] for one in samples), "after": after[1]},
        "threads": {"first": samples[0][2], "most": max(one[2] for one in samples), "after": after[2]},
    }
    faults = [f"lost: {one}" for one in soak.lost[:20]]
    if middle(late, 0) > 1.1 * middle(early, 0) + 8 * 1024:
        faults.append("memory grew")
    if after[1] > samples[0][1] + 20:
        faults.append("descriptors were left open")
    if after[2] > samples[0][2] + 2:
        faults.append("threads were left behind")
    if not soak.counts["events heard"]:
        faults.append("no event was heard")
    return figures, faults


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--program", required=True)
    words.add_argument("--source", required=True, type=pathlib.Path)
    words.add_argument("--seconds", type=float, default=600)
    options = words.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory() as scratch:
        store = os.path.join(scratch, "store")
        subprocess.run([options.program, "ingest", "--db", store, options.source / "examples/dossier"], check=True,
                       stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        server = subprocess.Popen([options.program, "serve", "--db", store, "--port", "0", "--write"], text=True,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                  env={**os.environ, "HEADWATER_TOKEN": TOKEN})
        try:
            port = urllib.parse.urlsplit(server.stdout.readline().strip()).port
            figures, faults = judged(*run(server.pid, port, options.seconds))
        finally:
            server.terminate()
            status = server.wait(30)
            server.stdout.close()
    if status != 0:
        faults.append(f"the server ended with {status}")
    print(json.dumps(figures, indent=1))
    for fault in faults:
        print(f"soak.py: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
