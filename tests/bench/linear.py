#!/usr/bin/env python3
"""Seconds against bytes: whether extract's time grows linearly, on prose and on shapes that tempt it, drawn as SVG.

  linear.py --program HEADWATER --shared DIR --out FILE.svg [--most BYTES]

Prose is the news of PolNeAR, joined, and begun again where it is too short. Seconds are the processor's, of the whole
process; megabytes the most it held. A shape whose run took longer than a minute is followed no further.
"""
import argparse
import concurrent.futures
import math
import multiprocessing
import os
import pathlib
import sys
import tempfile

SIZES = [10_000, 30_000, 100_000, 300_000, 1_000_000, 3_000_000, 10_000_000]
PATIENCE = 60  # seconds of one run
COLOURS = ["#1b4f72", "#b03a2e", "#1e8449", "#7d3c98", "#b9770e", "#566573"]


def prose(shared):
    files = sorted((shared / "corpora" / "polnear").glob("*/text/*.txt"))
    if not files:
        sys.exit(f"{shared / 'corpora/polnear'} is not here, so there is no prose to time")
    return b"\n\n".join(file.read_bytes() for file in files)


def filled(piece, size):
    """Whole characters alone: a cut one would be told in a warning."""
    return (piece * (size // len(piece) + 1))[:size].decode("utf8", "ignore").encode()


def shapes(shared):
    text = prose(shared)
    flat = text.replace(b".", b"").replace(b"\n", b" ")
    return {
        "prose": text,
        "prose without full stops": flat,
        "prose in capitals": text.decode().upper().encode(),
        "quotation marks": b'"go" ',
        "“citing” alone": b"citing ",
        "no spaces": b"gate",
    }


def run(program, options, path):
    """(seconds, megabytes) of one process. What forks it must be small: a child counts its parent's memory as its own."""
    child = os.fork()
    if child == 0:
        try:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.execv(program, [str(program), "extract", "--json", "--format", "text", *options, str(path)])
        finally:
            os._exit(127)
    _, status, usage = os.wait4(child, 0)
    if status != 0:
        raise RuntimeError(f"{program} ended with {status} on {path}")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def measure(options):
    rows = {}
    small = multiprocessing.get_context("forkserver")
    with (tempfile.TemporaryDirectory(prefix="headwater-bench-") as folder,
          concurrent.futures.ProcessPoolExecutor(1, small) as runner):
        path = pathlib.Path(folder) / "text"
        for name, piece in shapes(options.shared).items():
            rows[name] = []
            for size in (s for s in SIZES if s <= options.most):
                path.write_bytes(filled(piece, size))
                tries = [runner.submit(run, options.program, options.options, path).result()
                         for _ in range(3 if size <= 300_000 else 1)]
                seconds, megabytes = min(tries)
                rows[name].append((size, seconds, megabytes))
                print(f"{name:26} {size:>10,} bytes {seconds:8.2f} s {megabytes:6.0f} MB", flush=True)
                if seconds > PATIENCE:
                    break
    return rows


def drawn(rows):
    left, top, width, height = 70, 46, 560, 400
    x0, x1 = 4, 7
    seconds = [s for row in rows.values() for _, s, _ in row]
    y0, y1 = math.floor(math.log10(min(seconds))), math.ceil(math.log10(max(seconds)))

    def x(size):
        return left + (math.log10(size) - x0) / (x1 - x0) * width

    def y(value):
        return top + height - (math.log10(max(value, 10 ** y0)) - y0) / (y1 - y0) * height

    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + width + 250} {top + height + 60}" '
           'font-family="sans-serif" font-size="13" fill="#222">',
           '<title>Seconds of headwater extract against bytes of text</title>',
           f'<rect width="100%" height="100%" fill="#fff"/><text x="{left}" y="24" font-size="16">Seconds of '
           '<tspan font-family="monospace">headwater extract</tspan> against bytes of text, both logarithmic</text>']
    for power in range(x0, x1 + 1):
        label = {4: "10 kB", 5: "100 kB", 6: "1 MB", 7: "10 MB"}[power]
        out.append(f'<path d="M{x(10 ** power):.1f} {top}v{height}" stroke="#ddd"/>'
                   f'<text x="{x(10 ** power):.1f}" y="{top + height + 20}" text-anchor="middle">{label}</text>')
    for power in range(y0, y1 + 1):
        out.append(f'<path d="M{left} {y(10 ** power):.1f}h{width}" stroke="#ddd"/>'
                   f'<text x="{left - 8}" y="{y(10 ** power) + 4:.1f}" text-anchor="end">{10 ** power:g} s</text>')
    # One straight line that is linear, through the last point of the first row.
    size, second, _ = next(iter(rows.values()))[-1]
    first = max(10 ** x0, size * 10 ** y0 / second)
    out.append(f'<path d="M{x(first):.1f} {y(second * first / size):.1f}L{x(size):.1f} {y(second):.1f}" stroke="#999" '
               f'stroke-dasharray="4 4" fill="none"/>')
    ends = sorted((y(row[-1][1]), name) for name, row in rows.items())
    places, last = {}, -100
    for place, name in ends:  # labels apart
        last = max(place, last + 17)
        places[name] = last
    for (name, row), colour in zip(rows.items(), COLOURS):
        points = [(x(s), y(t)) for s, t, _ in row]
        out.append(f'<polyline fill="none" stroke="{colour}" stroke-width="2" points="'
                   + " ".join(f"{a:.1f},{b:.1f}" for a, b in points) + '"/>')
        out += [f'<circle cx="{a:.1f}" cy="{b:.1f}" r="3" fill="{colour}"/>' for a, b in points]
        out.append(f'<text x="{left + width + 10}" y="{places[name] + 4:.1f}" fill="{colour}">{name}, '
                   f'{row[-1][2]:.0f} MB</text>')
    out.append(f'<text x="{left}" y="{top + height + 46}">Dashed: a line of time in proportion to size. Megabytes: the '
               'most held at the last point. One core.</text>')
    return "\n".join(out) + "\n</svg>\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--shared", type=pathlib.Path, required=True)
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--most", type=int, default=SIZES[-1])
    options, options.options = parser.parse_known_args()
    options.program = options.program.resolve()
    options.out.write_text(drawn(measure(options)), encoding="utf8")


if __name__ == "__main__":
    main()
