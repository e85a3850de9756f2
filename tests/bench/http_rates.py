#!/usr/bin/env python3
"""How much of a bare cpp-httplib our server keeps, and how long a trace takes it.

http_rates.py --program headwater_http_bench --data DATA --work WORK. Asks with wrk, turn by turn and in one sitting: the bare
server's hello, our health, a trace and a claim that are asked for again and again, and the claim with the entity tag it has (304). A
long answer is held against words of the same length from the bare server. Then traces of claims all over the store, one at a time, timed by the server itself (its histogram of durations).
"""
import argparse
import http.client
import json
import re
import statistics
import subprocess

ROUNDS, SECONDS, CONNECTIONS = 5, 3, 8
WANTED, BOUND = 0.7, 0.001  # of hello's rate; seconds for half of the traces


def wrk(port, target, *headers):
    """Answers a second."""
    words = [one for header in headers for one in ("-H", header)]
    said = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", *words, f"http://127.0.0.1:{port}{target}"],
                          check=True, capture_output=True, text=True).stdout
    if re.search(r"Non-2xx|Socket errors: .*(connect|timeout) [1-9]", said) and not headers:
        raise SystemExit(f"http_rates.py: {target}: {said}")
    return float(re.search(r"Requests/sec:\s+([\d.]+)", said)[1])


def rates(bench):
    claim = f"/api/v1/claims/{bench['claims'][0]}"  # one that many repeat
    other = f"/api/v1/claims/{bench['claims'][-1]}/trace"
    connection = http.client.HTTPConnection("127.0.0.1", bench["headwater"])
    connection.request("GET", claim)
    answer = connection.getresponse()
    length = len(answer.read())
    connection.close()
    asked = {"hello": (bench["hello"], "/hello"), f"hello of {length} bytes": (bench["hello"], f"/words?bytes={length}"), "health": (bench["headwater"], "/api/v1/health"),
             "trace": (bench["headwater"], other), "claim of a hub": (bench["headwater"], claim),
             "claim of a hub, unchanged": (bench["headwater"], claim, f"If-None-Match: {answer.headers['ETag']}")}
    found = {name: [] for name in asked}
    for _ in range(ROUNDS):
        for name, what in asked.items():
            found[name].append(wrk(*what))
    middle = {name: statistics.median(all) for name, all in found.items()}
    ratios = {}
    for name, rate in middle.items():
        like = f"hello of {length} bytes" if name == "claim of a hub" else "hello"
        ratios[name] = rate / middle[like]
        print(f"{name}: {rate:.0f} answers/s, {ratios[name]:.2f} of {like}")
    return {name: ratio for name, ratio in ratios.items() if not name.startswith("hello")}


def histogram(connection, route):
    connection.request("GET", "/metrics")
    text = connection.getresponse().read().decode()
    pattern = re.compile(rf'headwater_http_request_duration_seconds_bucket\{{route="{re.escape(route)}",le="([^"]+)"\}} (\d+)')
    return {float(bound): int(count) for bound, count in pattern.findall(text)}


def traces(bench):
    connection = http.client.HTTPConnection("127.0.0.1", bench["headwater"])
    halves = []
    for turn in ("first", "again, out of the cache"):
        before = histogram(connection, "/api/v1/claims/{id}/trace")
        for claim in bench["claims"]:
            connection.request("GET", f"/api/v1/claims/{claim}/trace")
            answer = connection.getresponse()
            answer.read()
            if answer.status != 200:
                raise SystemExit(f"http_rates.py: a trace of {claim}: {answer.status}")
        after = histogram(connection, "/api/v1/claims/{id}/trace")
        grown = {bound: count - before.get(bound, 0) for bound, count in after.items()}
        all = grown[float("inf")]
        within = lambda share: next(bound for bound, count in sorted(grown.items()) if count >= share * all)
        print(f"trace, {turn}: {all} of them, half within {1000 * within(0.5):g} ms, 99 of 100 within {1000 * within(0.99):g} ms; "
              f"{grown[BOUND] / all:.3f} within {1000 * BOUND:g} ms")
        halves.append(within(0.5))
    connection.close()
    return halves[0]


def main():
    words = argparse.ArgumentParser()
    words.add_argument("--program", required=True)
    words.add_argument("--data", required=True)
    words.add_argument("--work", required=True)
    options = words.parse_args()
    with subprocess.Popen([options.program, options.data, options.work], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as servers:
        bench = json.loads(servers.stdout.readline())
        found = rates(bench)
        half = traces(bench)
        servers.stdin.close()
    short = [name for name, ratio in found.items() if ratio < WANTED]
    print(f"below {WANTED} of hello: {', '.join(short) or 'none'}; half of the traces within {BOUND * 1000:g} ms: "
          f"{'yes' if half <= BOUND else 'no'}")


if __name__ == "__main__":
    main()
