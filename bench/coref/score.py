#!/usr/bin/env python3
"""Scores chains against bench/coref/gold.jsonl: bench/coref/score.py PREDICTIONS.jsonl [--split dev].

Predictions are JSON lines {"id", "mentions": [{"kind", "head": [begin, end], "chains": [N, …], "same": N}]}: what
bench/coref.cc and bench/coref/baselines.py write. How mentions are matched and what counts as right is in
bench/coref/README.md. Python 3, standard library only.
"""

import argparse
import collections
import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from metrics import CONLL, METRICS, rates  # noqa: E402

KINDS = ("name", "nominal", "pronoun", "clitic", "possessive", "dropped")
RESOLVED = ("dropped", "clitic", "possessive", "pronoun")  # Kinds whose antecedents are counted one by one.
FULL = ("name", "nominal")  # Kinds that tell who is meant.
SYSTEM_FULL = ("named", "nominal")


IGNORED = ("shared", "thing")  # Kinds that a system may find or not.


class Matched:
    """The mentions of one document as both sides see them. `gold[i]` has kind, chain and heads; `system` maps what the
    system found to its chain: keys are indices into `gold`, or ("only", n) for mentions that the key does not have."""

    def __init__(self, gold, predicted):
        self.gold = gold
        self.system = {}
        self.at = {}  # Where a mention stands, and whether it names or describes someone.
        for index, mention in enumerate(gold):
            self.at[index] = (mention["heads"][0][0], mention["kind"] in FULL)
        phrases = list(join_phrases(predicted))
        pairs = []
        for number, (_, parts) in enumerate(phrases):
            for index, other in enumerate(gold):
                ranks = [rank for part in parts if (rank := match(other, part)) is not None]
                if ranks:
                    pairs.append((min(ranks), index, number))
        taken = set()
        for _, index, number in sorted(pairs):
            chain = phrases[number][0]
            if number not in taken and self.system.get(index, chain) == chain:
                self.system[index] = chain
                taken.add(number)
        for number, (chain, parts) in enumerate(phrases):
            if number not in taken:
                self.system["only", number] = chain
                self.at["only", number] = (parts[0]["head"][0], any(part["kind"] in SYSTEM_FULL for part in parts))
        for index, mention in enumerate(gold):
            if mention["kind"] in IGNORED:
                self.system.pop(index, None)

    def key_chains(self, kinds=KINDS):
        chains = collections.defaultdict(set)
        for index, mention in enumerate(self.gold):
            if mention["chain"] and mention["kind"] in kinds:
                chains[mention["chain"]].add(index)
        return [chain for chain in chains.values() if len(chain) > 1]

    def response_chains(self, kinds=KINDS):
        chains = collections.defaultdict(set)
        for mention, chain in self.system.items():
            if isinstance(mention, tuple) or self.gold[mention]["kind"] in kinds:
                chains[chain].add(mention)
        return [chain for chain in chains.values() if len(chain) > 1]

    def antecedent(self, index):
        """The name or nominal that the system takes a mention to mean: of its chain, the last one before the mention,
        else the first after it; None if there is none."""
        chain = self.system.get(index)
        if chain is None:
            return None
        begin = self.at[index][0]
        full = [(self.at[m][0], m) for m, c in self.system.items() if c == chain and m != index and self.at[m][1]]
        before = [pair for pair in full if pair[0] < begin]
        after = [pair for pair in full if pair[0] >= begin]
        if before:
            return max(before, key=lambda pair: pair[0])[1]
        return min(after, key=lambda pair: pair[0])[1] if after else None

    def is_right(self, index):
        """A mention of a chain: its antecedent is in that chain. One of no actor: it is left alone."""
        antecedent = self.antecedent(index)
        chain = self.gold[index]["chain"]
        if not chain:
            return antecedent is None
        return isinstance(antecedent, int) and self.gold[antecedent]["chain"] == chain


def join_phrases(predicted):
    """Pairs of chain and mentions: those that say of each other that they are of the same phrase are one."""
    first = list(range(len(predicted)))

    def find(number):
        while first[number] != number:
            number = first[number]
        return number

    chains = [tuple(sorted(mention["chains"])) for mention in predicted]
    for number, mention in enumerate(predicted):
        same = mention.get("same", number)
        if chains[number] == chains[same]:
            one, other = sorted((find(number), find(same)))
            first[other] = one
    phrases = collections.defaultdict(list)
    for number, mention in enumerate(predicted):
        if chains[number]:
            phrases[find(number)].append(mention)
    return [(chains[number], parts) for number, parts in sorted(phrases.items())]


def match(gold, predicted):
    """How well a mention fits one of the key: a rank, the smaller the better, or None."""
    if (gold["kind"] in ("dropped", "shared")) != (predicted["kind"] == "dropped"):
        return None
    begin, end = predicted["head"]
    word = predicted["kind"] == "pronoun"
    for place, head in enumerate(gold["heads"]):
        if begin < head[1] and head[0] < end:
            unlike = word == (gold["kind"] in FULL or gold["kind"] == "thing")
            return (unlike, place, abs(begin - head[0]) + abs(end - head[1]))
    return None


def read(file):
    with open(file, encoding="utf-8") as lines:
        return {row["id"]: row for row in map(json.loads, filter(str.strip, lines))}


def scores(documents, kinds=KINDS):
    """By metric its rates; the CoNLL average is under "CoNLL", (None, None, F1)."""
    sums = {name: [0.0] * 4 for name in METRICS}
    for document in documents:
        key, response = document.key_chains(kinds), document.response_chains(kinds)
        for name, metric in METRICS.items():
            sums[name] = [a + b for a, b in zip(sums[name], metric(key, response))]
    result = {name: rates(counts) for name, counts in sums.items()}
    result["CoNLL"] = (None, None, sum(result[name][2] for name in CONLL) / len(CONLL))
    return result


def accuracy(documents, kind, outside=False):
    """How many mentions of a kind are resolved right, how many are resolved at all, and how many there are."""
    right = found = total = 0
    for document in documents:
        for index, mention in enumerate(document.gold):
            if mention["kind"] == kind and (mention["chain"] == 0) == outside:
                total += 1
                right += document.is_right(index)
                found += document.antecedent(index) is not None
    return right, found, total


def precision(documents, kinds):
    """Of the mentions of these kinds that the system gives an antecedent, those of no actor too: how many are right."""
    right = given = 0
    for document in documents:
        for index, mention in enumerate(document.gold):
            if mention["kind"] in kinds and document.antecedent(index) is not None:
                given += 1
                right += bool(mention["chain"]) and document.is_right(index)
    return right, given


def detection(documents):
    """Mentions of chains that are in a chain of the other side: recall, precision, F1."""
    key = response = both = 0
    for document in documents:
        gold = set().union(*document.key_chains())
        system = set().union(*document.response_chains())
        key, response, both = key + len(gold), response + len(system), both + len(gold & system)
    return rates((both, key, both, response))


def percent(part, whole):
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def report(documents):
    print("               recall  prec.     F1")
    rows = {"mentions": detection(documents), **scores(documents)}
    without = tuple(kind for kind in KINDS if kind != "possessive")
    rows["without poss."] = scores(documents, without)["CoNLL"]
    for name, row in rows.items():
        print(f"{name:14}" + "".join("       " if value is None else f"  {100 * value:5.1f}" for value in row))
    print("\n                right  found    of")
    for kinds in [(kind,) for kind in RESOLVED] + [("dropped", "clitic")]:
        print_accuracy("+".join(kinds), documents, kinds)
    print_accuracy("  no actor", documents, ("dropped", "clitic"), outside=True)
    right, given = precision(documents, ("dropped", "clitic"))
    print(f"{'  of those given':14}{percent(right, given)}        {given:5}")


def print_accuracy(name, documents, kinds, outside=False):
    counts = zip(*(accuracy(documents, kind, outside) for kind in kinds))
    right, found, total = (sum(values) for values in counts)
    print(f"{name:14}  {percent(right, total)}  {percent(found, total)} {total:5}")


def list_errors(name, document, text):
    """What is wrong in a document. With the text, the words; they are for your eyes, not for the repository."""

    def words(index):
        if isinstance(index, int):
            begin, end = document.gold[index]["heads"][0]
        else:
            begin, end = document.at[index][0], document.at[index][0] + 20
        return f"{begin} " + (text[begin:end].decode(errors="replace").split("\n")[0] if text else "")

    for index, mention in enumerate(document.gold):
        if mention["kind"] in RESOLVED and not document.is_right(index):
            found = document.antecedent(index)
            print(name, mention["kind"], words(index), f"chain {mention['chain']} ->",
                  "nothing" if found is None else words(found), sep="\t")
    for chain in document.key_chains():
        parts = collections.defaultdict(list)
        for index in sorted(chain):
            if document.gold[index]["kind"] in FULL:
                parts[document.system.get(index)].append(words(index))
        if len(parts) > 1:
            print(name, "split", " | ".join(", ".join(part) for part in parts.values()), sep="\t")
    for chain in document.response_chains():
        full = sorted((m for m in chain if document.at[m][1]), key=lambda m: document.at[m][0])
        kinds = {document.gold[m]["chain"] if isinstance(m, int) else m for m in full}
        if len(kinds) > 1:
            print(name, "joined", ", ".join(map(words, full)), sep="\t")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("predictions")
    parser.add_argument("--gold", default=pathlib.Path(__file__).resolve().parent / "gold.jsonl")
    parser.add_argument("--split", choices=("dev", "test"), default="dev")
    parser.add_argument("--errors", action="store_true", help="list errors (of dev only)")
    parser.add_argument("--texts", help="the articles as JSON lines, to show the words of errors")
    options = parser.parse_args()
    predictions = read(options.predictions)
    texts = {name: row["text"].encode() for name, row in read(options.texts).items()} if options.texts else {}
    gold = {name: row for name, row in read(options.gold).items() if row["split"] == options.split}
    missing = sorted(set(gold) - set(predictions))
    if missing:
        sys.exit("score.py: no predictions for " + ", ".join(missing))
    documents = {name: Matched(row["mentions"], predictions[name]["mentions"]) for name, row in gold.items()}
    report(documents.values())
    if options.errors and options.split == "dev":
        print()
        for name, document in documents.items():
            list_errors(name, document, texts.get(name))


if __name__ == "__main__":
    main()
