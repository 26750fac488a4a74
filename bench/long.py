#!/usr/bin/env python3
"""Long documents: bench/long.py unnews.jsonl.xz [--words 5000 20000 50000 200000]

Joins the articles of a corpus to one document of so many words, and runs `trama analyze` and `trama extract` on it with
one thread: processor seconds a million words, how many times those of the shortest document, what statements cost beside
the analysis, statements, peak memory. Python 3, standard library only.
"""
import argparse
import json
import lzma
import os
import sys
import tempfile

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")


def document(corpus, wanted):
    texts, words = [], 0
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            text = json.loads(line)["text"]
            texts.append(text)
            words += len(text.split())
            if words >= wanted:
                return "\n\n".join(texts), words
    sys.exit(f"{corpus}: only {words} words")


def run(command, out):
    """Processor seconds and peak memory in MB."""
    pid = os.posix_spawn(command[0], command, os.environ,
                         file_actions=[(os.POSIX_SPAWN_OPEN, 1, out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)])
    _, status, usage = os.wait4(pid, 0)
    if status != 0:
        sys.exit(f"{' '.join(command)}: failed")
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="unnews.jsonl.xz")
    parser.add_argument("--words", type=int, nargs="+", default=[5000, 20000, 50000, 200000])
    parser.add_argument("--trama", default=os.path.join(ROOT, "build", "release", "bin", "trama"))
    options = parser.parse_args()
    first = None
    print(f"{'words':>8}{'analyze':>10}{'extract':>10}{'times':>8}{'statements/analysis':>21}{'statements':>12}{'MB':>6}")
    with tempfile.TemporaryDirectory() as folder:
        source, out = os.path.join(folder, "long.txt"), os.path.join(folder, "out")
        for wanted in options.words:
            text, words = document(options.corpus, wanted)
            with open(source, "w", encoding="utf-8") as file:
                file.write(text)
            analysis, _ = run([options.trama, "analyze", "--quiet", "--threads", "1", source], out)
            whole, memory = run([options.trama, "extract", "--quiet", "--threads", "1", source], out)
            with open(out, encoding="utf-8") as file:
                statements = sum(1 for _ in file)
            rate = whole / words * 1e6
            first = first or rate
            print(f"{words:>8}{analysis / words * 1e6:>10.1f}{rate:>10.1f}{rate / first:>8.2f}"
                  f"{(whole - analysis) / analysis:>21.2f}{statements:>12}{memory:>6.0f}", flush=True)


if __name__ == "__main__":
    main()
