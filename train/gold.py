#!/usr/bin/env python3
"""Statements annotated by hand (one JSON object a line) and what matches them.

  gold.py GOLD.jsonl TEXTS.jsonl SYSTEM.jsonl    SYSTEM: what `trama extract --min-confidence 0 TEXTS.jsonl` prints

A participant matches if the content words of one of its names are those of an accepted one, or a part of them, or have at most
two more; a predicate if its span overlaps."""
import collections
import json
import re
import sys
import unicodedata

_EMPTY = set("el la los las un una unos unas de del y e a al en por para con que su sus lo the of".split())
WEIGHTS = ("could", "should", "must")


def content(name):
    """The words of a name that count, folded."""
    folded = "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))
    words = re.findall(r"\w+", folded)
    return frozenset(w for w in words if w not in _EMPTY) or frozenset(words)


def same(accepted, found):
    """Whether one of the accepted names is one of those found; both are sets of content words."""
    return any(f == a or f < a or (a < f and len(f - a) <= 2) for a in accepted for f in found if a and f)


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


class Gold:
    def __init__(self, *paths):
        self.documents = collections.defaultdict(list)
        for path in paths:
            for row in read(path):
                one = dict(begin=row["begin"], end=row["end"], weight=WEIGHTS.index(row["weight"]), prep=row["prep"],
                           subject=[content(n) for n in row["subject"]], object=[content(n) for n in row["object"]])
                self.documents[row["doc"]].append(one)

    def at(self, document, begin, end):
        """The statements whose predicate overlaps [begin, end), in code points."""
        return [g for g in self.documents[document] if begin < g["end"] and g["begin"] < end]


def names_of(participant):
    names = [participant.get(key) for key in ("canonical", "text", "via")] + list(participant.get("aliases") or [])
    return [content(name) for name in names if name]


def curve(gold, texts, system, bars=(0, 0.2, 0.3, 0.4, 0.5, 0.55, 0.6, 0.65, 0.7, 0.8, 0.9)):
    """Of what `trama extract` printed of {id: text}, at least as sure as each bar: how much of what is annotated it finds, and how much of it is
    annotated. Rows of (bar, statements, must, should, could, matched), per cent."""
    documents = set(texts) & set(gold.documents)
    by_document = collections.defaultdict(list)
    kept = [row for row in system if row["evidence"]["document"] in documents]
    for row in kept:
        raw = texts[row["evidence"]["document"]].encode()
        begin, end = (len(raw[:at].decode("utf-8", "replace")) for at in row["relation"]["span"])
        symmetric = row["relation"].get("symmetric") or row["relation"].get("preposition") == "con"
        by_document[row["evidence"]["document"]].append((begin, end, names_of(row["subject"]), names_of(row["object"]), symmetric, row))
    found, total, surest = [], collections.Counter(), {}
    for document in documents:
        for g in gold.documents[document]:
            best = -1.0
            for begin, end, subject, obj, symmetric, row in by_document[document]:
                if not (begin < g["end"] and g["begin"] < end):
                    continue
                fits = same(g["subject"], subject) and same(g["object"], obj)
                if not fits and (symmetric or g["prep"] == "con"):
                    fits = same(g["subject"], obj) and same(g["object"], subject)
                if fits:
                    best = max(best, row["confidence"])
                    surest[id(row)] = row["confidence"]
            total[g["weight"]] += 1
            found.append((g["weight"], best))
    rows = []
    for bar in bars:
        printed = sum(row["confidence"] >= bar for row in kept)
        recall = [100 * sum(w == weight and best >= bar for w, best in found) / max(1, total[weight]) for weight in (2, 1, 0)]
        rows.append((bar, printed, *recall, 100 * sum(c >= bar for c in surest.values()) / max(1, printed)))
    return rows


def kept_by_salience(gold, texts, system, bar, least):
    """Of the statements of `bar` and more that an annotated one matches, the shares of must, should and could that have at least so much
    salience, per cent."""
    kept, total = collections.Counter(), collections.Counter()
    for row in system:
        document = row["evidence"]["document"]
        if row["confidence"] < bar or document not in texts:
            continue
        raw = texts[document].encode()
        span = (len(raw[:at].decode("utf-8", "replace")) for at in row["relation"]["span"])
        subject, obj = names_of(row["subject"]), names_of(row["object"])
        weights = [g["weight"] for g in gold.at(document, *span) if same(g["subject"], subject) and same(g["object"], obj)]
        if weights:
            total[max(weights)] += 1
            kept[max(weights)] += row.get("salience", 1) >= least
    return [100 * kept[w] / max(1, total[w]) for w in (2, 1, 0)]


def show_salience(gold, texts, system):
    print("confidence  salience  keeps of must should could")
    for bar in (0.3, 0.6):
        for least in (0.4, 0.5, 0.6, 0.7, 0.8):
            must, should, could = kept_by_salience(gold, texts, system, bar, least)
            print(f"{bar:10.2f} {least:9.2f} {must:13.0f} {should:6.0f} {could:5.0f}")


def show(rows):
    print("confidence  statements  must should could  matched")
    for bar, printed, must, should, could, matched in rows:
        print(f"{bar:10.2f} {printed:11d} {must:5.1f} {should:6.1f} {could:5.1f} {matched:8.1f}")


def main():
    if len(sys.argv) != 4:
        sys.exit(__doc__)
    gold, texts, system = Gold(sys.argv[1]), {row["id"]: row["text"] for row in read(sys.argv[2])}, read(sys.argv[3])
    show(curve(gold, texts, system))
    show_salience(gold, texts, system)


if __name__ == "__main__":
    main()
