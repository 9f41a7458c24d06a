"""How fast are the public pages, how many queries do they ask, and what does a first visit weigh?

    python bench/pages.py [--about bank|route] [--seconds 5] [--sizes 300,100000]

`bank` fills the bank with projects; `route` an edition with ideas, and with a tenth as many gatherings.

PostgreSQL, granian with 2 workers, and the load generator (wrk) share this machine's cores. One JSON line per page,
size, clients and whether pages are kept in memory; then the growth of p95 from the smallest to the largest size,
and the first visit. Compare lines of one run only: machines differ.
"""

import argparse
import gzip
import json
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path
from urllib.parse import urljoin

sys.path.insert(0, str(Path(__file__).parent))
from cluster import environment, free_port, postgresql

LUA = """
done = function(summary, latency, requests)
  io.write(string.format('{"requests":%d,"seconds":%.3f,"p50":%.3f,"p95":%.3f,"p99":%.3f,"errors":%d}\\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    latency:percentile(99) / 1e3, summary.errors.status + summary.errors.connect + summary.errors.read
    + summary.errors.timeout))
end
"""
INSIDE = {"bank": "pages_inside.py", "route": "route_inside.py"}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--about", choices=INSIDE, default="bank")
    parser.add_argument("--seconds", type=int, default=5)
    parser.add_argument("--sizes", default="300,100000")
    args = parser.parse_args()
    sizes = [int(size) for size in args.sizes.split(",")]
    with tempfile.TemporaryDirectory() as home, postgresql() as url:
        base = environment(url, home, CONVITE_DEMO="1", CONVITE_LOG_LEVEL="ERROR")
        subprocess.run([sys.executable, "-m", "convite.cli", "demo", "--once"], env=base, check=True, stdout=sys.stderr)
        lua = Path(home) / "report.lua"
        lua.write_text(LUA)
        found: list[dict] = []
        for size in sizes:
            pages = inside(args.about, base, "fill", size)
            for line in inside(args.about, base, "queries", size):
                print(json.dumps(line), flush=True)
            for kept in (False, True):
                found += load(base, pages, size, kept, args.seconds, lua)
        growth(found, sizes)


def inside(about: str, env: dict[str, str], *words: object) -> object:
    command = [sys.executable, str(Path(__file__).with_name(INSIDE[about])), *map(str, words)]
    return json.loads(subprocess.run(command, env=env, check=True, stdout=subprocess.PIPE).stdout)


def load(env: dict[str, str], pages: dict[str, str], size: int, kept: bool, seconds: int, lua: Path) -> list[dict]:
    port, lines = free_port(), []
    address = f"http://127.0.0.1:{port}"
    env = {**env, "CONVITE_PAGE_CACHE": "2000" if kept else "0"}
    server = subprocess.Popen(
        [sys.executable, "-m", "convite.cli", "serve", "--port", str(port)], env=env, stdout=sys.stderr
    )
    try:
        wait_for(address + "/health/live")
        if kept and size == 300:
            print(json.dumps(first_visit(address)), flush=True)
        for page, path in pages.items():
            for clients in (1, 8):
                wrk(address + path, clients, 1, lua)
                line = {"page": page, "size": size, "kept_in_memory": kept, "clients": clients}
                line |= wrk(address + path, clients, seconds, lua)
                line["per_second"] = round(line["requests"] / line["seconds"], 1)
                print(json.dumps(line), flush=True)
                lines.append(line)
    finally:
        server.terminate()
        server.wait(20)
    return lines


def wrk(url: str, clients: int, seconds: int, lua: Path) -> dict:
    command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(lua), url]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return json.loads(out.strip().splitlines()[-1])


def wait_for(url: str) -> None:
    for _ in range(300):
        try:
            urllib.request.urlopen(url, timeout=2)  # noqa: S310 - our own server
        except urllib.error.HTTPError:
            return  # it answers: that is all that is asked here
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise SystemExit("the server did not start")


def first_visit(address: str) -> dict:
    """The home page and everything it names, as a browser without a cache fetches it."""
    total, seen = 0, []

    def fetch(url: str) -> str:
        nonlocal total
        request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip"})  # noqa: S310
        with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310
            raw = answer.read()
            plain = gzip.decompress(raw) if answer.headers.get("Content-Encoding") == "gzip" else raw
        # granian sends pages plain; in production the proxy in front compresses them.
        total += len(raw) if raw is not plain else len(gzip.compress(raw, 6))
        seen.append(url)
        return plain.decode(errors="replace")

    html = fetch(address + "/")
    for path in sorted(set(re.findall(r'(?:href|src)="(/static/[^"]+)"', html))):
        fetch(urljoin(address, path))
    return {"first_visit": True, "requests": len(seen), "compressed_bytes": total}


def growth(lines: list[dict], sizes: list[int]) -> None:
    for page in dict.fromkeys(line["page"] for line in lines):
        for kept in (False, True):
            at = {
                line["size"]: line["p95"]
                for line in lines
                if (line["page"], line["kept_in_memory"], line["clients"]) == (page, kept, 8)
            }
            ratio = round(at[sizes[-1]] / at[sizes[0]], 2)
            print(
                json.dumps(
                    {"growth_of_p95": ratio, "page": page, "kept_in_memory": kept, "from": sizes[0], "to": sizes[-1]}
                )
            )


if __name__ == "__main__":
    main()
