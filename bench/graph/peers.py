#!/usr/bin/env python3
"""Other programs at the task of bench/graph: the same statements, from a CSV file, merged into relations.

    peers.py PEER STATEMENTS.csv FOLDER HUB

Prints lines "name seconds": "seconds" is the whole task from the CSV file, its parts follow. Names are compared as they
stand; nobody here resolves entities. DuckDB and SQLite end with a file that has entities, relations and, for each
relation, its sentences; NetworkX and igraph end with a graph in memory without sentences, and are then asked for the
two steps around the hub and for shortest paths.
"""
import csv
import os
import random
import sqlite3
import statistics
import sys
import time
import warnings

KEY = "subject, lemma, preposition, object, polarity, modality"
RELATIONS = f"""
CREATE TABLE relations AS
SELECT row_number() OVER () AS id, {KEY}, min(label) AS label, sum(count) AS count,
       count(DISTINCT document) AS documents, max(confidence) AS confidence, min(date) AS first_date,
       max(date) AS last_date
FROM statements GROUP BY {KEY}"""
EVIDENCE = f"""
CREATE TABLE evidence AS
SELECT r.id AS relation, s.document, s.date, s.url, s.sentence, s."begin", s."end"
FROM statements s JOIN relations r USING ({KEY.replace(' ', '')})"""
ENTITIES = """
CREATE TABLE entities AS
SELECT name, count(*) AS mentions, count(DISTINCT document) AS documents FROM (
  SELECT subject AS name, document FROM statements UNION ALL SELECT object, document FROM statements) GROUP BY name"""


class Clock:
    """Times of parts: clock.part("load") ends a part that began where the one before it ended."""

    def __init__(self):
        self.begin = self.last = time.perf_counter()

    def part(self, name):
        now = time.perf_counter()
        print(name, f"{now - self.last:.6f}")
        self.last = now

    def end(self):
        print("seconds", f"{time.perf_counter() - self.begin:.6f}")


def fresh(folder, name):
    path = os.path.join(folder, name)
    if os.path.exists(path):
        os.remove(path)
    return path


def duckdb_merge(statements, folder, hub):
    import duckdb

    path = fresh(folder, "peer.duckdb")
    clock = Clock()
    db = duckdb.connect(path, config={"threads": 1})
    # "count", "begin" and "end" are columns here; dates stay texts, as in the other programs.
    db.execute(f"CREATE TABLE statements AS SELECT * FROM read_csv('{statements}', all_varchar = false, "
               "types = {'date': 'VARCHAR', 'preposition': 'VARCHAR'}, nullstr = '\\N')")
    clock.part("load")
    for name, sql in (("relations", RELATIONS), ("evidence", EVIDENCE), ("entities", ENTITIES)):
        db.execute(sql)
        clock.part(name)
    db.execute("CREATE INDEX by_subject ON relations (subject); CREATE INDEX by_object ON relations (object)")
    db.execute("CREATE INDEX by_relation ON evidence (relation)")
    db.execute("DROP TABLE statements; CHECKPOINT")
    clock.part("index")
    clock.end()
    print("found", db.execute("SELECT count(*) FROM relations").fetchone()[0])
    db.close()
    print("file_mb", os.path.getsize(path) / 1e6)
    os.remove(path)


def sqlite_merge(statements, folder, hub):
    path = fresh(folder, "peer.sqlite")
    clock = Clock()
    db = sqlite3.connect(path)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    with open(statements, newline="", encoding="utf-8") as file:
        rows = csv.reader(file)
        header = next(rows)
        kinds = {"count": "INTEGER", "confidence": "REAL", "begin": "INTEGER", "end": "INTEGER"}
        db.execute("CREATE TABLE statements (" + ", ".join(f'"{c}" {kinds.get(c, "TEXT")}' for c in header) + ")")
        db.executemany("INSERT INTO statements VALUES (" + ", ".join("?" * len(header)) + ")", rows)
    clock.part("load")
    db.execute(RELATIONS)
    db.execute(f"CREATE UNIQUE INDEX by_key ON relations ({KEY})")
    clock.part("relations")
    db.execute(EVIDENCE)
    clock.part("evidence")
    db.execute(ENTITIES)
    clock.part("entities")
    db.execute("CREATE INDEX by_subject ON relations (subject)")
    db.execute("CREATE INDEX by_object ON relations (object)")
    db.execute("CREATE INDEX by_relation ON evidence (relation)")
    db.execute("DROP TABLE statements")
    db.commit()
    clock.part("index")
    clock.end()
    print("found", db.execute("SELECT count(*) FROM relations").fetchone()[0])
    db.close()
    print("file_mb", os.path.getsize(path) / 1e6)
    os.remove(path)


def rows_of(statements):
    with open(statements, newline="", encoding="utf-8") as file:
        yield from csv.DictReader(file)


def some_pairs(names):
    random.seed(1)
    return [(random.choice(names), random.choice(names)) for _ in range(100)]


def print_paths(times):
    print("path_median", f"{statistics.median(times):.6f}")
    print("path_worst", f"{max(times):.6f}")


def networkx_merge(statements, folder, hub):
    import networkx

    clock = Clock()
    graph = networkx.MultiDiGraph()
    for row in rows_of(statements):
        key = (row["lemma"], row["preposition"], row["polarity"], row["modality"])
        if graph.has_edge(row["subject"], row["object"], key):
            data = graph.edges[row["subject"], row["object"], key]
            data["count"] += int(row["count"])
            data["documents"].add(row["document"])
        else:
            graph.add_edge(row["subject"], row["object"], key, label=row["label"], count=int(row["count"]),
                           documents={row["document"]})
    clock.part("build")
    clock.end()
    print("found", graph.number_of_edges())
    either = graph.to_undirected(as_view=True)
    clock = Clock()
    print("two_hops_found", len(networkx.single_source_shortest_path_length(either, hub, cutoff=2)))
    clock.part("two_hops")
    times = []
    for a, b in some_pairs(sorted(graph)):
        begin = time.perf_counter()
        try:
            networkx.bidirectional_shortest_path(either, a, b)
        except networkx.NetworkXNoPath:
            pass
        times.append(time.perf_counter() - begin)
    print_paths(times)


def igraph_merge(statements, folder, hub):
    import igraph

    warnings.filterwarnings("ignore", message=".*reach some vertices.*")

    clock = Clock()
    numbers, edges = {}, {}
    for row in rows_of(statements):
        ends = (numbers.setdefault(row["subject"], len(numbers)), numbers.setdefault(row["object"], len(numbers)))
        key = ends + (row["lemma"], row["preposition"], row["polarity"], row["modality"])
        edges[key] = edges.get(key, 0) + int(row["count"])
    graph = igraph.Graph(n=len(numbers), edges=[key[:2] for key in edges], directed=True)
    graph.es["count"] = list(edges.values())
    clock.part("build")
    clock.end()
    print("found", graph.ecount())
    clock = Clock()
    print("two_hops_found", graph.neighborhood_size(numbers[hub], order=2, mode="all"))
    clock.part("two_hops")
    times = []
    for a, b in some_pairs(sorted(numbers)):
        begin = time.perf_counter()
        graph.get_shortest_path(numbers[a], numbers[b], mode="all")
        times.append(time.perf_counter() - begin)
    print_paths(times)


def main():
    peers = {"duckdb": duckdb_merge, "sqlite": sqlite_merge, "networkx": networkx_merge, "igraph": igraph_merge}
    if len(sys.argv) != 5 or sys.argv[1] not in peers:
        sys.exit(__doc__)
    peers[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
