#!/usr/bin/env python3
"""Times and memory of trama explore over a large graph: bench/explorer/README.md.

    bench/explorer/server.py [GRAPH] [--statements N] [--work FOLDER] [--build FOLDER] [--turns N]
"""
import argparse
import http.client
import json
import random
import statistics
import subprocess
import sys
import time
import urllib.parse
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent


class Server:
    """trama explore over a graph, until the end of a with statement."""

    def __init__(self, trama, graph):
        self.begin = time.perf_counter()
        self.process = subprocess.Popen([trama, "explore", graph, "--port", "0"], stdout=subprocess.PIPE, text=True,
                                        stderr=subprocess.DEVNULL)
        address = urllib.parse.urlsplit(self.process.stdout.readline().strip())
        self.connection = http.client.HTTPConnection(address.hostname, address.port, timeout=300)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def processor(self):
        """Milliseconds of processor time that all threads have taken."""
        return sum(int(Path(task, "schedstat").read_text().split()[0]) for task in
                   Path(f"/proc/{self.process.pid}/task").iterdir()) / 1e6

    def ask(self, path, body=None, **parameters):
        """The answer, how many milliseconds it took, and how many of the server's processor."""
        if parameters:
            path += "?" + urllib.parse.urlencode(parameters, doseq=True)
        before = self.processor()
        begin = time.perf_counter()
        headers = {"Content-Type": "application/json"} if body is not None else {}
        for again in (True, False):
            try:
                self.connection.request("GET" if body is None else "POST", path,
                                        json.dumps(body) if body is not None else None, headers)
                response = self.connection.getresponse()
                break
            except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):  # It was idle too long.
                self.connection.close()
                if not again:
                    raise
        content = response.read()
        took = ((time.perf_counter() - begin) * 1000, self.processor() - before)
        if response.status != 200:
            raise SystemExit(f"{path}: {response.status} {content[:300]}")
        return content, took

    def memory(self, what):
        """VmRSS or VmHWM in MiB."""
        for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
            if line.startswith(what + ":"):
                return int(line.split()[1]) / 1024
        return float("nan")


def show(name, times, more=""):
    walls = sorted(wall for wall, _ in times)
    processor = sorted(spent for _, spent in times)
    print(f"{name:34} {statistics.median(walls):8.1f} {walls[int(0.95 * (len(walls) - 1))]:8.1f} {walls[-1]:8.1f} "
          f"{statistics.median(processor):10.1f} {processor[-1]:8.1f}  {more}", flush=True)


def misspelt(name, chance):
    """The name with one letter of its longest word changed."""
    word = max(name.split(), key=len)
    place = chance.randrange(1, len(word) - 1)
    return name.replace(word, word[:place] + ("x" if word[place] != "x" else "k") + word[place + 1:], 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("graph", nargs="?", type=Path)
    parser.add_argument("--statements", type=int, default=1_090_000)
    parser.add_argument("--work", type=Path, default=Path("/tmp/trama-bench-explorer"))
    parser.add_argument("--build", type=Path, default=ROOT / "build/release")
    parser.add_argument("--turns", type=int, default=50)
    options = parser.parse_args()
    graph = options.graph
    if graph is None:
        options.work.mkdir(parents=True, exist_ok=True)
        graph = options.work / f"{options.statements}.trama"
        if not graph.exists():
            part = graph.with_suffix(".part")
            part.unlink(missing_ok=True)
            subprocess.run([options.build / "bench/graph", "step", "build", part, "--statements", str(options.statements)],
                           check=True, stdout=subprocess.DEVNULL)
            part.rename(graph)
    chance = random.Random(1)
    with Server(options.build / "bin/trama", graph) as server:
        server.ask("/")
        page = (time.perf_counter() - server.begin) * 1000
        told = json.loads(server.ask("/api/graph")[0])
        top = json.loads(server.ask("/api/top", limit=60)[0])
        usable = (time.perf_counter() - server.begin) * 1000
        print(f"{graph.name}: {told['entities']} actors, {told['relations']} relations")
        print(f"the page {page:.0f} ms after the command, the first picture ({len(top['nodes'])} actors, "
              f"{len(top['edges'])} relations) {usable:.0f} ms after it")
        groups_at = None
        for _ in range(600):
            if json.loads(server.ask("/api/communities")[0])["known"]:
                groups_at = time.perf_counter() - server.begin
                break
            time.sleep(0.2)
        print(f"communities known after {groups_at:.1f} s" if groups_at else "communities not known")
        print(f"{'milliseconds':34} {'median':>8} {'95 %':>8} {'most':>8} {'processor':>10} {'most':>8}")
        many = json.loads(server.ask("/api/top", limit=1000)[0])["nodes"]
        nodes = [node for node in many if len(max(node["name"].split(), key=len)) > 5]
        chosen = [chance.choice(nodes) for _ in range(options.turns)]
        found = []
        for name, make in (("search, as written", lambda name: name), ("search, five letters", lambda name: name[:5]),
                           ("search, one wrong letter", lambda name: misspelt(name, chance))):
            times, hit = [], 0
            for node in chosen:
                content, took = server.ask("/api/search", q=make(node["name"]))
                times.append(took)
                hit += any(one["id"] == node["id"] for one in json.loads(content)["hits"])
            show(name, times, f"found {hit} of {len(chosen)}")
            found.append(hit)
        middle = [node for node in many if 150 <= node["relation_count"] <= 600] or many
        for name, group, parameters in (
                ("focus, 40 neighbours", middle, {"limit": 40}), ("focus, 200 neighbours", middle, {"limit": 200}),
                ("focus, 200 of a hub's neighbours", many[:20], {"limit": 200}),
                ("focus, 200, filter of dates", middle, {"limit": 200, "since": "2000-01-01", "until": "2100-01-01"})):
            times, edges, size, count = [], [], [], []
            for _ in range(options.turns):
                content, took = server.ask("/api/focus", id=chance.choice(group)["id"], **parameters)
                fragment = json.loads(content)
                times.append(took)
                edges.append(len(fragment["edges"]))
                count.append(len(fragment["nodes"]) - 1)
                size.append(len(content))
            show(name, times, f"{statistics.median(count):.0f} neighbours, {statistics.median(edges):.0f} relations, "
                              f"{statistics.median(size) / 1e6:.2f} MB")
        for name, path, make in (
                ("path", "/api/path", lambda: {"from": chance.choice(many)["id"], "to": chance.choice(many)["id"]}),
                ("dossier", "/api/entity", lambda: {"id": chance.choice(many)["id"]})):
            show(name, [server.ask(path, **make())[1] for _ in range(options.turns)])
        print(f"memory of the server: {server.memory('VmRSS'):.0f} MiB now, {server.memory('VmHWM'):.0f} MiB at most")
        show("query, relations by class", [server.ask("/api/query", {"query": "MATCH ()-[r]->() RETURN r.event_class AS class, "
                                                                              "count(*) AS n"})[1] for _ in range(3)])
        print(f"memory with queries: {server.memory('VmRSS'):.0f} MiB now, {server.memory('VmHWM'):.0f} MiB at most")


if __name__ == "__main__":
    sys.exit(main())
