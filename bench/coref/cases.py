#!/usr/bin/env python3
"""Left-out subjects and clitics, one by one: bench/coref/cases.py PREDICTIONS.jsonl [--texts ARTICLES.jsonl].

PREDICTIONS are what bench/coref.cc writes of the articles of cases.jsonl (--articles unnews.jsonl.xz prints these). A
case is right if one of its chains has a name or a noun inside the words that the reader gave as whom it means. With
--texts, the wrong ones. Python 3, standard library only.
"""
import argparse
import collections
import json
import lzma
import pathlib

CASES = pathlib.Path(__file__).resolve().parent / "cases.jsonl"
FULL = ("named", "nominal")


def overlaps(one, other):
    return one[0] < other[1] and other[0] < one[1]


def chains_at(mentions, place, kinds):
    return {c for m in mentions if m["kind"] in kinds and overlaps(m["head"], place) for c in m["chains"]}


def print_articles(corpus, ids):
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for line in lines:
            if json.loads(line)["id"] in ids:
                print(line, end="")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions", nargs="?")
    parser.add_argument("--articles", metavar="CORPUS", help="print the articles of the cases and end")
    parser.add_argument("--texts", help="print the wrong ones, from these articles")
    options = parser.parse_args()
    with open(CASES, encoding="utf-8") as lines:
        cases = [json.loads(line) for line in lines]
    if options.articles:
        return print_articles(options.articles, {case["id"] for case in cases})
    if not options.predictions:
        parser.error("PREDICTIONS or --articles is needed")
    with open(options.predictions, encoding="utf-8") as lines:
        found = {row["id"]: row["mentions"] for row in map(json.loads, lines)}
    texts = {}
    if options.texts:
        with open(options.texts, encoding="utf-8") as lines:
            texts = {row["id"]: row["text"].encode() for row in map(json.loads, lines)}
    counts = collections.defaultdict(collections.Counter)
    for case in cases:
        mentions = found[case["id"]]
        given = chains_at(mentions, case["head"], ("dropped",) if case["kind"] == "dropped" else ("pronoun",))
        row = counts[case["kind"] if "means" in case else "no actor"]
        row["cases"] += 1
        row["given"] += bool(given)
        right = bool(given & chains_at(mentions, case["means"], FULL)) if "means" in case else not given
        row["right"] += right
        if texts and not right:
            begin, end = case["head"]
            text = texts[case["id"]]
            means = text[slice(*case["means"])].decode() if "means" in case else "no actor"
            before = text[max(0, begin - 200):begin].decode("utf-8", "ignore")
            print(f"{case['id']} {means} | {before}[[{text[begin:end].decode()}]]".replace("\n", " "))
    actors = [counts["dropped"], counts["clitic"]]
    for name, row in [*counts.items(), ("dropped+clitic", sum(actors, collections.Counter()))]:
        print(f"{name:<15}{100 * row['right'] / row['cases']:>6.1f} % of {row['cases']} right, {row['given']} given an antecedent")
    given = sum(row["given"] for row in counts.values())
    print(f"of those given {100 * sum(row['right'] for row in actors) / max(1, given):.1f} % right")


if __name__ == "__main__":
    main()
