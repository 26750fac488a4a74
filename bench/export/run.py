#!/usr/bin/env python3
"""How fast trama writes a graph, and how fast NetworkX and rdflib write the same one.

    bench/export/run.py --program build/release/bin/trama --bench build/release/bench/graph [--statements N]

Makes a graph of N statements (bench/graph), writes it in each format in a process of its own, and prints seconds of
processor, relations a second and the greatest memory. Then NetworkX reads the graph from JSON and writes GraphML and
GEXF; rdflib, if it is installed, parses trama's N-Quads and writes Turtle. Reading does not count.
"""
import argparse
import json
import os
import resource
import sqlite3
import subprocess
import tempfile
import time
from pathlib import Path

FORMATS = ["json", "graphml", "gexf", "dot-plain", "csv", "jsonl", "parquet", "sqlite", "nquads", "turtle", "cypher",
           "neo4j-csv", "stix", "ftm"]


def run(*arguments):
    """Seconds of processor and MiB of a process; nothing if it fails."""
    with subprocess.Popen([str(one) for one in arguments], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        return None
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def timed(write):
    begin = time.process_time()
    write()
    return time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(name, measured, relations):
    if measured is not None:
        seconds, memory = measured
        print(f"{name:24} {seconds:9.2f} {relations / seconds:12.0f} {memory:8.0f}", flush=True)


def networkx_of(file):
    import networkx  # pylint: disable=import-outside-toplevel

    with open(file, encoding="utf-8") as read:
        data = json.load(read)
    graph = networkx.MultiDiGraph()
    for node in data["nodes"]:
        graph.add_node(node["id"], **{name: "|".join(value) if isinstance(value, list) else value
                                      for name, value in node.items() if name != "id"})
    for edge in data["edges"]:
        values = {name: "|".join(value) if isinstance(value, list) else value
                  for name, value in edge.items() if name not in ("source", "target", "key", "evidence")}
        graph.add_edge(edge["source"], edge["target"], key=edge["key"], sentence=edge["evidence"][0]["sentence"], **values)
    return graph


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", required=True)
    parser.add_argument("--bench", required=True)
    parser.add_argument("--statements", type=int, default=100_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        graph = folder / "graph.trama"
        run(options.bench, "step", "build", graph, "--statements", options.statements)
        run(options.program, "export", graph, "--to", "json", "-o", folder / "graph.json")
        # A process has at least the memory of the one that starts it, so this one stays small until the end.
        relations = int(sqlite3.connect(graph).execute("SELECT value FROM settings WHERE name = 'relations'").fetchone()[0])
        print(f"{relations} relations of {options.statements} statements\n"
              f"{'':24} {'processor':>9} {'relations/s':>12} {'MiB':>8}")
        for form in FORMATS:
            show(f"trama {form}", run(options.program, "export", graph, "--to", form, "-o", folder / f"out-{form}"), relations)
        try:
            import networkx  # pylint: disable=import-outside-toplevel
            of = networkx_of(folder / "graph.json")
            show("NetworkX graphml", timed(lambda: networkx.write_graphml(of, folder / "nx.graphml")), relations)
            show("NetworkX gexf", timed(lambda: networkx.write_gexf(of, folder / "nx.gexf")), relations)
            del of
        except ImportError:
            print("NetworkX is not installed")
        try:
            import rdflib  # pylint: disable=import-outside-toplevel
            if (folder / "out-nquads").exists():
                triples = rdflib.Dataset()
                triples.parse(folder / "out-nquads", format="nquads")
                show("rdflib turtle", timed(lambda: triples.serialize(folder / "rdflib.ttl", format="turtle")), relations)
        except ImportError:
            print("rdflib is not installed")


if __name__ == "__main__":
    main()
