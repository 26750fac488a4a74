#!/usr/bin/env python3
"""Trains extract/data/es/antecedents.tsv: which candidate a pronoun, a possessive or a left-out subject means.

Reads what `bench/coref --cases` wrote of annotated articles and labels every choice by their keys: chains of
bench/coref (gold.jsonl, dropped.jsonl, subjects.jsonl, cases.jsonl, press.jsonl; development parts only) and statements with the
names and places of their participants. The model is a softmax over the candidates and nobody, linear in conjunctions
of columns (TEMPLATES), with a Gaussian prior; where a key only says who is meant of words that mean someone
(statements), nobody is left out of the sum. Without --write it is cross-validated by article.

    train/antecedents.py --chains bench/coref/gold.jsonl gold.out.jsonl --statements key.jsonl texts.jsonl out.jsonl
"""

import argparse
import collections
import hashlib
import json
import re
import unicodedata

import numpy as np
import scipy.optimize
import scipy.sparse

KINDS = ("dropped", "accusative", "dative", "possessive", "subject pronoun", "other pronoun", "demonstrative")
FULL = ("named", "nominal")
UNIT = 100 / np.log(2)  # Of the table: a hundred doubles the share.


class Choice:
    """One word, its candidates (the first is nobody), and the indices of those that are right. `open`: whether nobody
    could have been right by the key."""

    def __init__(self, doc, case, right, open_, source):
        self.doc, self.kind, self.right, self.open, self.source = doc, case["kind"], right, open_, source
        self.columns = np.array([columns for _, columns in case["candidates"]], dtype=np.int16)
        self.head = case["head"]


def fold(text):
    return "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c)).strip()


def overlap(a, b):
    return a[0] < b[1] and b[0] < a[1]


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def label(case, good):
    """Indices of the right candidates: those all of whose chains are good; else those with a good one."""
    all_of = [i for i, (chains, _) in enumerate(case["candidates"]) if i and all(c in good for c in chains)]
    if len(good) > 1:
        most = max((len(case["candidates"][i][0]) for i in all_of), default=0)
        all_of = [i for i in all_of if len(case["candidates"][i][0]) == most]
    return all_of


def from_chains(key_path, out_path):
    """Choices of articles whose chains are annotated."""
    possessives = key_path.endswith("gold.jsonl")
    out = {row["id"]: row for row in read(out_path)}
    for key in read(key_path):
        if key["split"] != "dev" or key["id"] not in out:
            continue
        row = out[key["id"]]
        votes = collections.defaultdict(collections.Counter)  # Gold chains by chain of the system.
        for mention in row["mentions"]:
            if mention["kind"] not in FULL or len(mention["chains"]) != 1:
                continue
            for gold in key["mentions"]:
                if gold["kind"] in ("name", "nominal", "thing") and any(overlap(h, mention["head"]) for h in gold["heads"]):
                    votes[mention["chains"][0]][gold["chain"]] += 1
                    break
        for case in row["cases"]:
            kind = KINDS[case["kind"]]
            if kind == "possessive" and not possessives:
                continue
            wanted = {"dropped": ("dropped", "shared"), "possessive": ("possessive",)}.get(kind, ("clitic", "pronoun", "nominal"))
            places = [case["head"], case["finite"]]
            found = [g for g in key["mentions"] if g["kind"] in wanted and any(overlap(h, p) for h in g["heads"] for p in places)]
            if not found and kind != "possessive":
                continue
            if found and found[0]["kind"] == "shared" and not found[0]["chain"]:
                continue
            chain = found[0]["chain"] if found else 0
            good = {c for c, count in votes.items() if chain and count[chain] * 2 >= max(count.values()) and count[chain]}
            right = label(case, good)
            yield Choice(key["id"], case, right or [0], True, "chains")


def from_cases(key_path, out_path):
    """Choices of single words for which a reader told whom they mean."""
    out = {row["id"]: row for row in read(out_path)}
    for key in read(key_path):
        row = out[key["id"]]
        places = [key["means"], *key.get("also", ())] if "means" in key else ()
        good = set()
        for mention in row["mentions"]:
            if mention["kind"] in FULL and any(overlap(mention["head"], place) for place in places):
                good.update(mention["chains"])
        for case in row["cases"]:
            if {"dropped": "dropped", "possessive": "possessive"}.get(KINDS[case["kind"]], "clitic") != key["kind"]:
                continue
            if not (overlap(case["finite"], key["head"]) or overlap(case["head"], key["head"])):
                continue
            yield Choice(key["id"], case, label(case, good) or [0], True, "press" if key_path.endswith("press.jsonl") else "cases")
            break


def from_statements(key_path, texts_path, out_path):
    """Choices of words by which a participant of an annotated statement stands in its sentence."""
    texts = {row["id"]: row["text"] for row in read(texts_path)}
    out = {row["id"]: row for row in read(out_path)}
    by_doc = collections.defaultdict(list)
    for statement in read(key_path):
        by_doc[statement["doc"]].append(statement)
    for doc, statements in by_doc.items():
        text, row = texts[doc], out[doc]
        raw = text.encode()
        starts = np.cumsum([0] + [len(c.encode()) for c in text])

        def to_bytes(span):
            return [int(starts[span[0]]), int(starts[span[1]])]

        names = collections.defaultdict(set)  # By actor, folded.
        spans = collections.defaultdict(list)  # Where it stands by name or noun.
        anaphors, verbs = [], []
        for s in statements:
            for side in ("subject", "object"):
                if not s[side]:
                    continue
                actor, span, form = s[side][0], s[side + "_span"], s[side + "_form"]
                names[actor].update(fold(n) for n in s[side])
                if form in ("name", "nominal") and span:
                    spans[actor].append(to_bytes(span))
                elif form in ("clitic", "pronoun", "possessive") and span:
                    anaphors.append((to_bytes(span), actor, form))
                elif form == "dropped" and not span:
                    verbs.append((to_bytes([s["begin"], s["end"]]), actor, side))
        mentions = [m for m in row["mentions"] if m["kind"] in FULL and len(m["chains"]) == 1]
        chains_of = collections.defaultdict(set)
        for actor, places in spans.items():
            for place in places:
                best, best_share = None, 0.34
                for m in mentions:
                    both = min(place[1], m["span"][1]) - max(place[0], m["span"][0])
                    share = both / (max(place[1], m["span"][1]) - min(place[0], m["span"][0]))
                    if share > best_share:
                        best, best_share = m, share
                if best:
                    chains_of[actor].add(best["chains"][0])
        for m in mentions:
            if m["kind"] == "named":
                said = fold(raw[m["span"][0]:m["span"][1]].decode(errors="replace"))
                for actor, known in names.items():
                    if said in known:
                        chains_of[actor].add(m["chains"][0])
        column = row["columns"].index("passive")
        for case in row["cases"]:
            if case["kind"] == 0:
                side = "object" if case["candidates"][0][1][column] else "subject"
                actors = {a for place, a, s in verbs if s == side and (overlap(place, case["head"]) or overlap(place, case["finite"]))}
            else:
                forms = ("possessive",) if case["kind"] == 3 else ("clitic", "pronoun")
                actors = {a for place, a, form in anaphors if form in forms and overlap(place, case["head"])}
            if not actors:
                continue
            good = set().union(*(chains_of[a] for a in actors))
            right = label(case, good)
            yield Choice(doc, case, right, False, "statements")


# Conjunctions of columns; those of two or three columns as they are, single ones also by kind.
NOBODY = """kind | kind verb | kind report | kind passive | kind quoted | kind plural | kind thing | kind things | kind clause
kind part | kind preposition | kind where | verb parent | verb thing | thing things"""
CANDIDATE = """type | named | gender | number | distance | near | subject | salience | names | first | path | bound | pointed
speaker | topic | quotes | suits | fits
type verb | path crossed | distance role | distance recency | subject distance | subject verb | type suits | fits type | speaker verb
speaker quoted | topic verb | path part | path preposition | path type | bound verb | bound parent | bound preposition | bound part
distance type | gender type | number type | plural type | topic clause | quotes distance | names type | salience thing | kind type verb
kind bound verb | kind path crossed | kind type suits | kind subject distance | bound verb preposition | kind bound parent
kind bound preposition | bound part preposition"""


def templates(text):
    return [tuple(template.split()) for template in text.replace("\n", "|").split("|")]


def expand(choices, names):
    """Sparse matrix of the rows of all choices, and the features: pairs of template and values."""
    index, rows, cols = {}, [], []
    position = {name: i for i, name in enumerate(names)}
    candidate = templates(CANDIDATE)
    candidate += [("kind", *template) for template in candidate if len(template) == 1]
    nobody = [("nobody", *template) for template in templates(NOBODY)]
    at = 0
    for choice in choices:
        for columns in choice.columns:
            for template in nobody if columns[position["nobody"]] else candidate:
                key = (template, tuple(int(columns[position[column]]) for column in template))
                rows.append(at)
                cols.append(index.setdefault(key, len(index)))
            at += 1
    return scipy.sparse.csr_matrix((np.ones(len(rows)), (rows, cols)), shape=(at, len(index))), list(index)


class Softmax:
    def __init__(self, matrix, choices, prior):
        self.matrix = matrix
        self.groups = np.repeat(np.arange(len(choices)), [len(c.columns) for c in choices])
        self.starts = np.cumsum([0] + [len(c.columns) for c in choices])
        self.right = np.zeros(matrix.shape[0], bool)
        self.excluded = np.zeros(matrix.shape[0], bool)
        for start, choice in zip(self.starts, choices):
            for i in choice.right:
                self.right[start + i] = True
            self.excluded[start] = not choice.open
        self.prior = prior
        self.count = len(choices)

    def shares(self, scores, mask):
        scores = np.where(mask, scores, -1e9)
        top = np.maximum.reduceat(scores, self.starts[:-1])
        e = np.exp(scores - top[self.groups]) * mask
        total = np.add.reduceat(e, self.starts[:-1])
        return e / total[self.groups], np.log(total) + top

    def loss(self, w):
        scores = self.matrix @ w
        p_all, z_all = self.shares(scores, ~self.excluded)
        p_right, z_right = self.shares(scores, self.right)
        gradient = self.matrix.T @ (p_all - p_right) + self.prior * w
        return float(np.sum(z_all - z_right)) + 0.5 * self.prior * float(w @ w), gradient

    def fit(self):
        result = scipy.optimize.minimize(self.loss, np.zeros(self.matrix.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 150, "maxcor": 20})
        return result.x


def probabilities(matrix, choices, w):
    scores = matrix @ w
    at, result = 0, []
    for choice in choices:
        own = scores[at:at + len(choice.columns)]
        at += len(choice.columns)
        e = np.exp(own - own.max())
        result.append(e / e.sum())
    return result


def fold_of(doc, folds):
    return int(hashlib.sha256(("trama-antecedents:" + doc).encode()).hexdigest(), 16) % folds


def report(choices, shares, least):
    """By source and kind: of the words that mean an actor of the candidates, how often the likeliest is right and how
    often one is given and right; of those given, how many are right."""
    table = collections.defaultdict(collections.Counter)
    for choice, p in zip(choices, shares):
        pick = choose(p, least)
        first = choose(p, 0)
        actor = choice.right and choice.right != [0]
        for row in ((choice.source, "all"), (choice.source, KINDS[choice.kind]), ("all", "all"), ("all", KINDS[choice.kind])):
            counts = table[row]
            counts["actors"] += bool(actor)
            counts["beyond"] += not choice.right
            counts["given"] += pick > 0
            counts["right"] += bool(actor) and pick in choice.right
            counts["first"] += bool(actor) and first in choice.right
    for (source, kind), c in sorted(table.items()):
        print(f"{source:11} {kind:16} actors {c['actors']:5} (not among the candidates {c['beyond']:4})  likeliest right "
              f"{percent(c['first'], c['actors'])}  given and right {percent(c['right'], c['actors'])}  of those given {percent(c['right'], c['given'])}")


def calibration(choices, shares):
    print("certainty  choices  right")
    first = [(float(max(p[1:])), choose(p, 0) in choice.right) for choice, p in zip(choices, shares) if len(p) > 1 and choice.right]
    for low in np.arange(0, 1, 0.1):
        inside = [right for certainty, right in first if low <= certainty < low + 0.1]
        print(f"{low:9.1f} {len(inside):8} {percent(sum(inside), len(inside))}")


def percent(part, whole):
    return f"{100 * part / whole:5.1f}" if whole else "    -"


def write(path, features, weights):
    head = """# Whom a pronoun, a possessive or a left-out subject means: weights of what holds of a candidate, in hundredths of a doubling of its
# share (extract/coref/antecedents.h). Made by train/antecedents.py; sources in models/README.md. Columns and their values stand in
# extract/coref/chains_antecedents.cc; "nobody=1" is that no actor is meant.
# what holds\tweight
"""
    lines = []
    for (template, values), weight in zip(features, weights):
        rounded = int(round(weight * UNIT))
        if rounded:
            lines.append(" ".join(f"{column}={value}" for column, value in zip(template, values)) + f"\t{rounded}\n")
    with open(path, "w", encoding="utf-8") as out:
        out.write(head + "".join(sorted(lines)))


def choose(p, least):
    best = 1 + int(np.argmax(p[1:])) if len(p) > 1 else 0
    return best if best and p[best] >= least else 0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--chains", nargs=2, action="append", default=[], metavar=("KEY", "OUT"))
    parser.add_argument("--cases", nargs=2, action="append", default=[], metavar=("KEY", "OUT"))
    parser.add_argument("--statements", nargs=3, action="append", default=[], metavar=("KEY", "TEXTS", "OUT"))
    parser.add_argument("--prior", type=float, default=18.0)
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--least", type=float, default=0.4, help="of the probability, to give an antecedent")
    parser.add_argument("--write", metavar="FILE", help="train on everything and write the table")
    parser.add_argument("--without", type=int, metavar="N", help="with --write: leave out the articles of this fold")
    options = parser.parse_args()
    choices = [c for paths in options.chains for c in from_chains(*paths)]
    choices += [c for paths in options.cases for c in from_cases(*paths)]
    choices += [c for paths in options.statements for c in from_statements(*paths)]
    names = read((options.chains + options.cases + options.statements)[0][-1])[0]["columns"]
    matrix, features = expand(choices, names)
    starts = np.cumsum([0] + [len(choice.columns) for choice in choices])
    print(f"{len(choices)} choices, {matrix.shape[0]} candidates, {matrix.shape[1]} features")

    def rows(numbers):
        return matrix[np.concatenate([np.arange(starts[i], starts[i + 1]) for i in numbers])], [choices[i] for i in numbers]

    known = [i for i, choice in enumerate(choices) if choice.right]
    if options.write:
        known = [i for i in known if fold_of(choices[i].doc, options.folds) != options.without]
        return write(options.write, features, Softmax(*rows(known), options.prior).fit())
    shares = [None] * len(choices)
    for part in range(options.folds):
        held = [i for i, choice in enumerate(choices) if fold_of(choice.doc, options.folds) == part]
        weights = Softmax(*rows([i for i in known if fold_of(choices[i].doc, options.folds) != part]), options.prior).fit()
        for i, p in zip(held, probabilities(*rows(held), weights)):
            shares[i] = p
    report(choices, shares, options.least)
    calibration(choices, shares)


if __name__ == "__main__":
    main()
