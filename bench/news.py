#!/usr/bin/env python3
"""Runs the whole program over many real articles and says how it went.

    bench/news.py CORPUS.jsonl[.xz|.gz] [-n 1000] [--trama build/release/bin/trama] [--threads 1] [--keep GRAPH]
                  [--sample 0]

Takes every k-th article of a JSON-lines corpus (so that all its years are seen), builds a graph of them, and prints
documents, failures, words per second, peak memory and the forty most connected actors. `--sample N` also prints N
statements drawn with a fixed seed, each with its sentence, to be judged by reading. Python 3, standard library only.
"""
import argparse
import gzip
import json
import lzma
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

OPENERS = {".xz": lzma.open, ".gz": gzip.open}


def articles(path, count):
    """Every k-th line of the corpus, `count` of them or all."""
    opener = OPENERS.get(os.path.splitext(path)[1], open)
    with opener(path, "rt", encoding="utf-8") as lines:
        rows = [line for line in lines if line.strip()]
    step = max(1, len(rows) // count)
    return rows[::step][:count]


def measured(command):
    """Runs a command; returns (exit code, wall seconds, processor seconds, peak MB so far of all children)."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    code = subprocess.run(command).returncode
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return code, wall, processor, after.ru_maxrss / 1024


def print_sample(trama, corpus, count):
    lines = subprocess.run([trama, "extract", "--quiet", corpus], stdout=subprocess.PIPE, text=True, check=False).stdout
    statements = [json.loads(line) for line in lines.splitlines()]
    for s in random.Random(1).sample(statements, min(count, len(statements))):
        source = s["source"]["who"]["canonical"] if s.get("source") else "-"
        polarity = "NOT " if s["polarity"] == "negative" else ""
        print(f"\n{s['subject']['canonical']} | {polarity}{s['relation']['label']} | {s['object']['canonical']} | theme: "
              f"{s.get('theme') or '-'} | {s['modality']} | source: {source} | {s['confidence']:.2f}")
        print(f"    {s['evidence']['document']} {s['evidence']['sentence']}")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus")
    parser.add_argument("-n", type=int, default=1000, help="articles (1000)")
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    parser.add_argument("--trama", default=os.path.join(root, "build", "release", "bin", "trama"))
    parser.add_argument("--threads", default="1")
    parser.add_argument("--keep", help="where to leave the graph file")
    parser.add_argument("--sample", type=int, default=0, help="statements to print for reading")
    options = parser.parse_args()
    if not os.access(options.trama, os.X_OK):
        sys.exit(f"{options.trama}: no such program; build it, or name it with --trama")
    with tempfile.TemporaryDirectory() as folder:
        corpus = os.path.join(folder, "articles.jsonl")
        rows = articles(options.corpus, options.n)
        with open(corpus, "w", encoding="utf-8") as out:
            out.writelines(rows)
        words = sum(len(json.loads(row).get("text", "").split()) for row in rows)
        graph = options.keep or os.path.join(folder, "graph.trama")
        code, wall, processor, peak = measured(
            [options.trama, "build", corpus, "-o", graph, "--threads", options.threads, "--quiet"])
        print(f"{len(rows)} articles, {words} words between white space; exit code {code} (3: some were skipped)")
        print(f"{wall:.1f} s, {processor:.1f} s of processor time: {words / processor:.0f} words per processor second; "
              f"peak memory {peak:.0f} MB", flush=True)
        subprocess.run([options.trama, "top", graph, "--limit", "40"], check=False)
        if options.sample:
            print_sample(options.trama, corpus, options.sample)
    return code


if __name__ == "__main__":
    sys.exit(main())
