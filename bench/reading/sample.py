#!/usr/bin/env python3
"""Statements to be judged by reading: bench/reading/sample.py unnews.jsonl.xz dev|test [--count 200]

Takes 40 articles (behind the first --skip ones) by a hash of their ids (articles of the other benchmarks left out), runs
`trama extract` on them and draws statements with a fixed seed. The articles have 350 to 1,500 words, which one in 25 has,
or, with --any-length, as many as they have (half of them under 200). Prints one JSON object per statement: what the
verdicts name it by, its parts and its sentence, and with --context the text before it. Python 3, standard library only.
"""
import argparse
import hashlib
import json
import lzma
import os
import random
import subprocess
import sys
import tempfile

ARTICLES = 40
LONG = range(350, 1501)
READ = {"dev": 200, "test": 640}  # so many long articles of each part were read before articles of any length were
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "..")


def used_elsewhere():
    """Ids of articles that rules were made with."""
    ids = set()
    for name in ("coref/gold.jsonl", "factuality/dev.jsonl", "factuality/test.jsonl"):
        with open(os.path.join(ROOT, "bench", name), encoding="utf-8") as lines:
            ids.update(json.loads(line)["id"] for line in lines)
    for part in ("dev", "test", "unseen"):
        with open(os.path.join(ROOT, "bench", "time", f"articles.{part}.txt"), encoding="utf-8") as lines:
            ids.update(line.split()[0] for line in lines if line.strip())
    return ids


def select(corpus, part, skip=0, any_length=False):
    used, found = used_elsewhere(), {}
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            article = json.loads(line)
            if article["id"] in used:
                continue
            key = hashlib.sha256(("trama-reading:" + article["id"]).encode()).hexdigest()
            if (int(key[-1], 16) % 2 == 0) == (part == "dev"):
                found.setdefault(article["text"], (key, article))
    articles = [article for _, article in sorted(found.values(), key=lambda pair: pair[0])]
    long = [article for article in articles if len(article["text"].split()) in LONG]
    if not any_length:
        return long[skip:skip + ARTICLES]
    read = {article["id"] for article in long[:READ[part]]}
    return [article for article in articles if article["id"] not in read][skip:skip + ARTICLES]


def extract(trama, articles, options=()):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as corpus:
        for article in articles:
            corpus.write(json.dumps(article, ensure_ascii=False) + "\n")
        corpus.flush()
        out = subprocess.run([trama, "extract", "--quiet", *options, corpus.name], stdout=subprocess.PIPE, text=True, check=True).stdout
    return [json.loads(line) for line in out.splitlines()]


def identity(statement):
    """What makes it the same statement in another run: article, and the places of subject, relation and object."""
    return [statement["evidence"]["document"]] + [statement[part]["span"] for part in ("subject", "relation", "object")]


def parts(statement):
    source = statement.get("source")
    return {
        "subject": statement["subject"]["canonical"], "relation": statement["relation"]["label"],
        "object": statement["object"]["canonical"], "theme": statement.get("theme", ""),
        "polarity": statement["polarity"], "modality": statement["modality"],
        "source": source["who"]["canonical"] if source else None,
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="unnews.jsonl.xz")
    parser.add_argument("part", choices=("dev", "test"))
    parser.add_argument("--count", type=int, default=200)
    parser.add_argument("--skip", type=int, default=0, help="articles of the part to leave out first")
    parser.add_argument("--any-length", action="store_true", help="not only articles of 350 to 1,500 words")
    parser.add_argument("--trama", default=os.path.join(ROOT, "build", "release", "bin", "trama"))
    parser.add_argument("--context", action="store_true", help="with the text before the sentence")
    options = parser.parse_args()
    articles = select(options.corpus, options.part, options.skip, options.any_length)
    texts = {article["id"]: article["text"].encode() for article in articles}
    statements = extract(options.trama, articles)
    chosen = sorted(random.Random(1).sample(range(len(statements)), min(options.count, len(statements))))
    print(f"{len(articles)} articles, {len(statements)} statements", file=sys.stderr)
    for index in chosen:
        statement = statements[index]
        row = {"id": identity(statement), **parts(statement), "confidence": statement["confidence"],
               "sentence": statement["evidence"]["sentence"]}
        if options.context:
            begin = statement["evidence"]["span"][0]
            row["before"] = texts[row["id"][0]][max(0, begin - 600):begin].decode("utf-8", "ignore")
        print(json.dumps(row, ensure_ascii=False))


if __name__ == "__main__":
    main()
