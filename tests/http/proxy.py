#!/usr/bin/env python3
"""The nginx of web/http/nginx.conf, as it stands but for ports and the certificate, in front of a server of ours.

proxy.py --program PROGRAM --source DIR. It ends with status 77 where nginx or openssl is missing, and says so.
"""
import argparse
import contextlib
import http.client
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import time
import warnings

TOKEN = "fiction-fiction-fiction"
NAME = "headwater.example"
STORY = b"FICTION\n\nThe ford at Mellin is closed in May, the Roads Office said in a statement on Monday.\n"

faults = []


def expect(holds, what):
    if not holds:
        faults.append(what)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def replaced(text, *pairs):
    for old, new in pairs:
        if old not in text:
            sys.exit(f"proxy.py: nginx.conf does not have: {old}")
        text = text.replace(old, new)
    return text


@contextlib.contextmanager
def running(command, **options):
    process = subprocess.Popen(command, **options)
    try:
        yield process
    finally:
        process.terminate()
        process.wait()


class Proxy:
    def __init__(self, plain, tls, certificate):
        self.plain, self.tls = plain, tls
        self.context = ssl.create_default_context(cafile=certificate)

    def connect(self, version=None):
        context = self.context
        if version is not None:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
            context.check_hostname, context.verify_mode, context.maximum_version = False, ssl.CERT_NONE, version
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.tls), timeout=20), server_hostname=NAME)

    def ask(self, method, target, body=None, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", timeout=20)
        connection.sock = self.connect()
        try:
            connection.request(method, target, body, {"Host": NAME, **{n.replace("_", "-"): v for n, v in headers.items()}})
            response = connection.getresponse()
            return response.status, response.headers, response.read()
        finally:
            connection.close()

    def wait(self):
        end = time.monotonic() + 20
        while time.monotonic() < end:
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask("GET", "/api/v1/health")[0] == 200:
                    return True
            time.sleep(0.1)
        return False


def event_of(stream, name, seconds):
    """Whether such an event comes in that time."""
    stream.settimeout(seconds)
    heard = b""
    with contextlib.suppress(TimeoutError):
        while b"event: " + name not in heard:
            piece = stream.recv(4096)
            if not piece:
                break
            heard += piece
    return b"event: " + name in heard


def check(proxy):
    status, headers, body = proxy.ask("GET", "/api/v1/health")
    expect(status == 200 and json.loads(body)["status"] == "ok", f"health: {status}")
    expect("max-age" in headers.get("Strict-Transport-Security", ""), "TLS is not asked for from now on")
    expect(headers.get("X-Frame-Options") == "DENY", "the server's own headers are lost")
    expect(b"<html" in proxy.ask("GET", "/")[2], "the page")

    plain = http.client.HTTPConnection("127.0.0.1", proxy.plain, timeout=20)
    plain.request("GET", "/api/v1/health?x=1", headers={"Host": NAME})
    moved = plain.getresponse()
    expect((moved.status, moved.headers["Location"]) == (301, f"https://{NAME}/api/v1/health?x=1"), "without TLS")
    plain.close()
    try:
        proxy.connect(ssl.TLSVersion.TLSv1_1).close()
        expect(False, "TLS 1.1 is taken")
    except (ssl.SSLError, OSError):
        pass

    own = {"Content_Type": "text/plain", "Authorization": f"Bearer {TOKEN}", "Origin": f"https://{NAME}"}
    with proxy.connect() as listener:
        listener.sendall(f"GET /api/v1/events HTTP/1.1\r\nHost: {NAME}\r\n\r\n".encode())
        expect(event_of(listener, b"store", 5), "who listens is told nothing")
        status, headers, body = proxy.ask("POST", "/api/v1/documents", STORY, **own)
        expect(status == 201, f"a document of our own page: {status} {body}")
        expect(event_of(listener, b"document", 5), "who listens is not told at once")
    expect(proxy.ask("GET", headers.get("Location", "/nowhere"))[0] == 200, "the document that was taken")
    for origin in ("https://elsewhere.example", "http://localhost:1", f"http://{NAME}", "null"):
        status = proxy.ask("POST", "/api/v1/documents", STORY, **{**own, "Origin": origin})[0]
        expect(status == 403, f"a document of {origin}: {status}")
    status = proxy.ask("POST", "/api/v1/documents", STORY, Content_Type="text/plain", Origin=f"https://{NAME}")[0]
    expect(status == 401, f"a document without the token: {status}")
    try:
        status = proxy.ask("POST", "/api/v1/documents", b"x" * ((16 << 20) + 1), **own)[0]
    except OSError:
        status = 413  # it hung up while we were still sending
    expect(status == 413, f"too large a document: {status}")
    expect(b"headwater_http_requests_total" in proxy.ask("GET", "/metrics")[2], "metrics for this machine")

    statuses = [proxy.ask("GET", "/api/v1/health")[0] for _ in range(20)]
    expect(statuses == [200] * 20, f"a reader who asks twenty times: {statuses}")
    connection = http.client.HTTPConnection("127.0.0.1", timeout=20)
    connection.sock = proxy.connect()
    statuses = []
    for _ in range(400):
        connection.request("GET", "/icon.svg", headers={"Host": NAME})
        response = connection.getresponse()
        response.read()
        statuses.append(response.status)
    connection.close()
    expect(200 in statuses and set(statuses) == {200, 429}, f"one client asks as fast as it can: {set(statuses)}")


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--program", required=True)
    words.add_argument("--source", required=True, type=pathlib.Path)
    options = words.parse_args()
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    for program, found in (("nginx", nginx), ("openssl", shutil.which("openssl"))):
        if not found:
            print(f"proxy.py: {program} is missing, so web/http/nginx.conf is not tried", file=sys.stderr)
            return 77
    warnings.simplefilter("ignore", DeprecationWarning)  # TLS 1.1 is asked for on purpose
    with tempfile.TemporaryDirectory() as folder, contextlib.ExitStack() as stack:
        scratch = pathlib.Path(folder)
        scratch.chmod(0o755)  # its workers are another user's where root starts it
        subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={NAME}",
                        "-addext", f"subjectAltName=DNS:{NAME}", "-keyout", scratch / "key.pem", "-out", scratch / "cert.pem"],
                       check=True, stderr=subprocess.DEVNULL)
        server = stack.enter_context(running([options.program, "serve", "--db", scratch / "store", "--port", "0", "--write"],
                                             stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                                             env={**os.environ, "HEADWATER_TOKEN": TOKEN}))
        stack.callback(server.stdout.close)
        port = server.stdout.readline().strip().rstrip("/").rsplit(":", 1)[1]
        plain, tls = free_port(), free_port()
        site = replaced((options.source / "web/http/nginx.conf").read_text(), ("127.0.0.1:8080", f"127.0.0.1:{port}"),
                        ("listen 80;", f"listen 127.0.0.1:{plain};"), ("listen 443 ssl", f"listen 127.0.0.1:{tls} ssl"),
                        ("/etc/ssl/headwater/fullchain.pem", f"{scratch}/cert.pem"),
                        ("/etc/ssl/headwater/key.pem", f"{scratch}/key.pem"))
        temporary = "".join(f"{kind}_temp_path {scratch}/{kind};\n" for kind in
                            ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        (scratch / "nginx.conf").write_text(
            f"daemon off;\nmaster_process off;\npid {scratch}/pid;\nerror_log {scratch}/error.log;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{temporary}{site}}}\n")
        stack.enter_context(running([nginx, "-p", scratch, "-e", scratch / "error.log", "-c", scratch / "nginx.conf"]))
        proxy = Proxy(plain, tls, scratch / "cert.pem")
        if not proxy.wait():
            sys.exit("proxy.py: nginx does not answer")
        check(proxy)
        if faults:
            print((scratch / "error.log").read_text()[-4000:], file=sys.stderr)
    for fault in faults:
        print(f"proxy.py: {fault}", file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
