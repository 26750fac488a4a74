#!/usr/bin/env python3
"""trama's export of RDF beside rdflib's writer of the same triples, by turns.

    bench/export/rdf.py TRAMA GRAPH [--top N] [--rounds N]

rdflib holds its graph in memory and only writes; trama reads the graph file as it writes. Needs
tests/programs/requirements.txt.
"""
import argparse
import os
import resource
import statistics
import subprocess
import tempfile
import time

import rdflib


def measured(work):
    """Seconds of processor of this process and of its children."""
    def used():
        return sum(resource.getrusage(who).ru_utime + resource.getrusage(who).ru_stime
                   for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    before = used()
    work()
    return used() - before


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("trama")
    parser.add_argument("graph")
    parser.add_argument("--top", type=int, default=1000)
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        def export(to):
            file = os.path.join(folder, f"graph.{to}")
            subprocess.run([options.trama, "export", options.graph, "--to", to, "-o", file, "--top", str(options.top)],
                           check=True)
            return file

        graph = rdflib.Graph()
        begin = time.perf_counter()
        graph.parse(export("turtle"), format="turtle")
        relations = sum(1 for _ in graph.triples((None, rdflib.RDF.type, rdflib.URIRef("urn:trama:ns#Relation"))))
        print(f"{relations} relations, {len(graph)} triples; rdflib reads them in {time.perf_counter() - begin:.1f} s")
        seconds = {}
        for _ in range(options.rounds):
            for to, peer in (("turtle", "turtle"), ("nquads", "nt")):
                peers_file = os.path.join(folder, "peer")
                seconds.setdefault((to, "trama"), []).append(measured(lambda to=to: export(to)))
                seconds.setdefault((to, "rdflib"), []).append(
                    measured(lambda peer=peer: graph.serialize(peers_file, format=peer)))
        for (to, who), times in seconds.items():
            middle = statistics.median(times)
            print(f"{to:7} {who:7} {middle:8.2f} s {relations / middle:10.0f} relations/s {len(graph) / middle:10.0f} triples/s")
        for to in ("turtle", "nquads"):
            ratio = statistics.median(seconds[to, "rdflib"]) / statistics.median(seconds[to, "trama"])
            print(f"{to}: {ratio:.1f} times as fast")


if __name__ == "__main__":
    main()
