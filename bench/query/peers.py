#!/usr/bin/env python3
"""Other programs at the questions of bench/query.

    peers.py ladybug-load ACTORS.csv RELATIONS.csv DATABASE
    peers.py ladybug-ask DATABASE QUERY
    peers.py networkx ACTORS.csv RELATIONS.csv HUB MIDDLE

Rows are printed as JSON lines. NetworkX holds all in memory and prints what each question took.
"""
import csv
import json
import sys
import time


def ladybug_load(actors, relations, path):
    import ladybug

    base = ladybug.Connection(ladybug.Database(path, max_num_threads=1), num_threads=1)
    base.execute("CREATE NODE TABLE Actor(id STRING, name STRING, type STRING, PRIMARY KEY(id))")
    base.execute("CREATE REL TABLE RELATION(FROM Actor TO Actor, lemma STRING, documents INT64)")
    base.execute(f"COPY Actor FROM '{actors}' (HEADER=false)")
    base.execute(f"COPY RELATION FROM '{relations}' (HEADER=false)")
    base.execute("CHECKPOINT")


def ladybug_ask(path, query):
    import ladybug

    base = ladybug.Connection(ladybug.Database(path, read_only=True, max_num_threads=1), num_threads=1)
    result = base.execute(query)
    names = result.get_column_names()
    while result.has_next():
        print(json.dumps(dict(zip(names, result.get_next()))))


def in_networkx(actors, relations, hub, middle):
    import networkx

    begin = time.process_time()

    def part(name, value):
        nonlocal begin
        now = time.process_time()
        print(f"  {name:26} {now - begin:8.3f}  {value}")
        begin = time.process_time()

    names = {row[0]: row[1] for row in csv.reader(open(actors))}
    graph = networkx.MultiDiGraph()
    graph.add_nodes_from(names.values())
    lemmas = {}
    for source, target, lemma, documents in csv.reader(open(relations)):
        graph.add_edge(names[source], names[target], lemma=lemma, documents=int(documents))
    plain = networkx.Graph(graph)
    part("reading the CSV files", graph.number_of_edges())
    part("one hop", len(set(plain[middle])))
    part("*1..3 from a hub", len(networkx.single_source_shortest_path_length(plain, hub, 3)) - 1)
    for _, _, lemma in graph.edges(data="lemma"):
        lemmas[lemma] = lemmas.get(lemma, 0) + 1
    part("grouping", len(lemmas))
    part("top 20", sorted(graph.degree, key=lambda one: (-one[1], one[0]))[0])
    part("triangles of one actor", networkx.triangles(plain, middle))


if __name__ == "__main__":
    {"ladybug-load": ladybug_load, "ladybug-ask": ladybug_ask, "networkx": in_networkx}[sys.argv[1]](*sys.argv[2:])
