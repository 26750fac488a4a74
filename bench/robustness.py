#!/usr/bin/env python3
"""Says what unusual writing costs: tokens, sentences, tags and trees of a gold text after each of a list of changes.

    bench/robustness.py GOLD.conllu [--trama build/release/bin/trama] [--model FILE] [--only NAME…] [--show NAME]

Each change rewrites the text of every document (capitals, no accents, dashes, foreign names …), `trama analyze` reads
it from raw text, and its words are compared with the gold ones. Words that a change puts in are left out of the
score, those that it takes out too; the tree of the others is the gold one. The loss is against the text as it was,
scored on the same words. `long` joins sentences to about 500 words, and a speech verb between dashes governs what is said in AnCora's trees: there the
roots of the sentences, which the change makes dependents, are left out.
Figures are F1 as in the CoNLL 2018 shared task; LAS without relation subtypes. Exit code 1 if a change costs more LAS
than LIMITS allow.
Python 3, standard library only.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

from robustness_changes import CHANGES, read_conllu, rewrite, without_accents

DEFAULT_LIMIT = 4.0
NEW_ROOTS = {"long", "incises between dashes"}
LIMITS = {"capitals": 8.0, "no accents": 8.0}


def analyze(command, texts):
    """Runs trama over {id: text}; returns documents by id."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for name, text in texts.items():
            file.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run(command + [file.name], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return read_conllu(done.stdout.split("\n"))


def longest_common(a, b):
    """Pairs of equal items in order, as many as there can be."""
    table = [[0] * (len(b) + 1) for _ in range(len(a) + 1)]
    for i in reversed(range(len(a))):
        for j in reversed(range(len(b))):
            table[i][j] = table[i + 1][j + 1] + 1 if a[i] == b[j] else max(table[i + 1][j], table[i][j + 1])
    pairs, i, j = [], 0, 0
    while i < len(a) and j < len(b):
        if a[i] == b[j]:
            pairs.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return pairs


def folded(form):
    return without_accents(form).lower()


class Counts:
    KEYS = ("tokens", "sentences", "UPOS", "UAS", "LAS")

    def __init__(self):
        self.correct, self.gold, self.system = ({key: 0 for key in self.KEYS} for _ in range(3))

    def f1(self, key):
        whole = self.gold[key] + self.system[key]
        return 200 * self.correct[key] / whole if whole else 0.0


def scored_words(gold, ranges, skip_roots):
    """Words of every sentence that are in the text with their heads; without roots where joining changes them."""
    result = []
    for number, sentence in enumerate(gold):
        kept = {w for i, token in enumerate(sentence.tokens) if (number, i) in ranges for w in token.words}
        result.append({w for w in kept if (sentence.words[w].head in kept) or
                       (sentence.words[w].head < 0 and not skip_roots)})
    return result


def add_scores(counts, gold, ranges, scored, system):
    """Compares one document's analysis with the gold one; `scored` are the words that count."""
    gold_tokens = {span: key for key, span in ranges.items()}
    taken = bytearray(max((end for _, end in ranges.values()), default=0))
    for start, end in ranges.values():
        taken[start:end] = b"\1" * (end - start)

    def of_gold(token):
        return any(taken[token.start:token.end])

    pairs = {}  # (system sentence, word) -> (gold sentence, word)
    for s, sentence in enumerate(system):
        for token in sentence.tokens:
            key = gold_tokens.get((token.start, token.end))
            if key is None:
                counts.system["tokens"] += of_gold(token)
                words = len(token.words) if of_gold(token) else 0
                for name in ("UPOS", "UAS", "LAS"):
                    counts.system[name] += words
                continue
            counts.system["tokens"] += 1
            counts.correct["tokens"] += 1
            expected = gold[key[0]].tokens[key[1]].words
            forms = [[folded(sentence.words[w].form) for w in token.words],
                     [folded(gold[key[0]].words[w].form) for w in expected]]
            same = [(0, 0)] if len(token.words) == len(expected) == 1 else longest_common(*forms)
            pairs.update({(s, token.words[i]): (key[0], expected[j]) for i, j in same})
            unaligned = len(token.words) - len(same)
            for name in ("UPOS", "UAS", "LAS"):
                counts.system[name] += unaligned
    counts.gold["tokens"] += len(ranges)
    for name in ("UPOS", "UAS", "LAS"):
        counts.gold[name] += sum(len(words) for words in scored)
    for (s, i), (g, j) in pairs.items():
        if j not in scored[g]:
            continue
        word, expected = system[s].words[i], gold[g].words[j]
        attached = (word.head < 0 and expected.head < 0) if word.head < 0 or expected.head < 0 else \
            pairs.get((s, word.head)) == (g, expected.head)
        for name, right in (("UPOS", word.upos == expected.upos), ("UAS", attached),
                            ("LAS", attached and word.deprel == expected.deprel)):
            counts.system[name] += 1
            counts.correct[name] += right
    add_sentence_scores(counts, gold, ranges, system, of_gold)


def add_sentence_scores(counts, gold, ranges, system, of_gold):
    spans = set()
    for number, sentence in enumerate(gold):
        mine = [ranges[number, i] for i in range(len(sentence.tokens)) if (number, i) in ranges]
        if mine:
            spans.add((mine[0][0], mine[-1][1]))
    found = set()
    for sentence in system:
        mine = [token for token in sentence.tokens if of_gold(token)]
        if mine:
            found.add((mine[0].start, mine[-1].end))
    counts.gold["sentences"] += len(spans)
    counts.system["sentences"] += len(found)
    counts.correct["sentences"] += len(spans & found)


def total(gold, ranges, scored, system):
    counts = Counts()
    for name, document in gold.items():
        add_scores(counts, document, ranges[name], scored[name], system.get(name, []))
    return counts


class Bench:
    def __init__(self, gold, command):
        self.command = command
        # Long sentences are made of several documents: there all are one.
        self.gold = {False: gold, True: {"all": [sentence for document in gold.values() for sentence in document]}}
        self.unchanged = {}

    def analyzed(self, change, gold):
        """({document: byte ranges of its gold tokens}, {document: its analysis})"""
        rewritten = {name: rewrite(change, document) for name, document in gold.items()}
        system = analyze(self.command, {name: text for name, (text, _) in rewritten.items()})
        return {name: ranges for name, (_, ranges) in rewritten.items()}, system

    def measure(self, change):
        """Scores of a change, and of the text as it was on the same words."""
        joins = change == "long"
        gold = self.gold[joins]
        if joins not in self.unchanged:
            self.unchanged[joins] = self.analyzed("as it is", gold)
        ranges, system = self.analyzed(change, gold)
        old_ranges, old_system = self.unchanged[joins]
        scored = {name: scored_words(document, ranges[name], change in NEW_ROOTS) for name, document in gold.items()}
        kept = {name: {key: span for key, span in old_ranges[name].items() if key in ranges[name]} for name in gold}
        return total(gold, ranges, scored, system), total(gold, kept, scored, old_system)


def print_row(change, changed, loss):
    cells = [f"{changed.f1(key):10.2f}" for key in Counts.KEYS]
    if change == "long":
        cells[Counts.KEYS.index("sentences")] = f"{'-':>10s}"
    print(f"{change:28s}" + "".join(cells) + f"{loss['UAS']:10.2f}{loss['LAS']:10.2f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold")
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    parser.add_argument("--trama", default=os.path.join(root, "build", "release", "bin", "trama"))
    parser.add_argument("--model", help="model file")
    parser.add_argument("--only", nargs="+", metavar="NAME", default=[], choices=list(CHANGES))
    parser.add_argument("--show", choices=list(CHANGES), help="print the changed texts and end")
    options = parser.parse_args()
    with open(options.gold, encoding="utf-8") as file:
        gold = read_conllu(file)
    if options.show:
        for document in gold.values():
            print(rewrite(options.show, document)[0])
        return 0
    if not os.access(options.trama, os.X_OK):
        sys.exit(f"{options.trama}: no such program; build it, or name it with --trama")
    command = [options.trama, "analyze", "--quiet"] + (["--model", options.model] if options.model else [])
    bench = Bench(gold, command)
    print(f"{'change':28s}" + "".join(f"{key:>10s}" for key in Counts.KEYS) + f"{'loss UAS':>10s}{'loss LAS':>10s}")
    too_much = []
    for change in options.only or CHANGES:
        changed, as_it_was = bench.measure(change)
        loss = {key: as_it_was.f1(key) - changed.f1(key) for key in Counts.KEYS}
        print_row(change, changed, loss)
        if loss["LAS"] > LIMITS.get(change, DEFAULT_LIMIT):
            too_much.append(change)
    if too_much:
        print("more than allowed: " + ", ".join(too_much))
    return 1 if too_much else 0


if __name__ == "__main__":
    sys.exit(main())
