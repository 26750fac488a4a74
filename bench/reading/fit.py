#!/usr/bin/env python3
"""Weights of the confidence from verdicts: bench/reading/fit.py unnews.jsonl.xz VERDICTS.jsonl… [--write]

Takes the articles of the verdicts, lets build/release/bench/confidence tell what the confidence of their statements is
judged by, and fits a logistic model to who was right (ridge regression on standardised features, by Newton's method:
Hastie, Tibshirani & Friedman 2009, "The Elements of Statistical Learning", 4.4). Prints how well the model, fitted to
nine tenths of the articles each time, tells right from wrong on the other tenth. --write puts the weights into
extract/data/es/confidence.tsv; comments and the order of the rows stay. Python 3, standard library only.
"""
import argparse
import hashlib
import json
import lzma
import math
import os
import subprocess
import tempfile

import sample
import score

TABLE = os.path.join(sample.ROOT, "extract", "data", "es", "confidence.tsv")
RIDGE = 120.0
FOLDS = 10
FEWEST = 15  # Statements that must have a feature; a rarer one weighs nothing.
ROUNDS = 12


def read_features(corpus, program, ids):
    """By the id of a statement, as text: its features."""
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        articles = [line for line in lines if json.loads(line)["id"] in ids]
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as texts:
        texts.writelines(articles)
        texts.flush()
        out = subprocess.run([program, texts.name], stdout=subprocess.PIPE, text=True, check=True).stdout
    found = {}
    for line in out.splitlines():
        row = json.loads(line)
        found.setdefault(json.dumps(row["id"]), row["features"])
    return found


def solve(matrix, vector):
    """Gaussian elimination; the matrix is positive definite."""
    size = len(vector)
    rows = [list(row) + [value] for row, value in zip(matrix, vector)]
    for i in range(size):
        for j in range(i + 1, size):
            share = rows[j][i] / rows[i][i]
            if share:
                rows[j] = [a - share * b for a, b in zip(rows[j], rows[i])]
    result = [0.0] * size
    for i in reversed(range(size)):
        result[i] = (rows[i][size] - sum(rows[i][k] * result[k] for k in range(i + 1, size))) / rows[i][i]
    return result


class Model:
    """Weights by name, "constant" among them."""

    def __init__(self, examples):
        count = len(examples)
        names = sorted({name for features, _ in examples for name in features})
        self.names = [n for n in names if sum(n in features for features, _ in examples) >= FEWEST]
        means = {n: sum(f.get(n, 0.0) for f, _ in examples) / count for n in self.names}
        spreads = {n: math.sqrt(sum((f.get(n, 0.0) - means[n]) ** 2 for f, _ in examples) / count) for n in self.names}
        rows = [[1.0] + [(f.get(n, 0.0) - means[n]) / spreads[n] for n in self.names] for f, _ in examples]
        weights = self.newton(rows, [float(right) for _, right in examples])
        self.weights = {n: w / spreads[n] for n, w in zip(self.names, weights[1:])}
        self.weights["constant"] = weights[0] - sum(self.weights[n] * means[n] for n in self.names)

    @staticmethod
    def newton(rows, rights):
        size = len(rows[0])
        weights = [0.0] * size
        for _ in range(ROUNDS):
            slope = [0.0] + [-RIDGE * w for w in weights[1:]]
            curve = [[0.0] * size for _ in range(size)]
            for i in range(1, size):
                curve[i][i] = RIDGE
            for row, right in zip(rows, rights):
                said = 1 / (1 + math.exp(-sum(w * x for w, x in zip(weights, row))))
                error, sway = right - said, said * (1 - said)
                for i, x in enumerate(row):
                    slope[i] += error * x
                    part, line = sway * x, curve[i]
                    for j in range(i + 1):
                        line[j] += part * row[j]
            for i in range(size):
                for j in range(i):
                    curve[j][i] = curve[i][j]
            step = solve(curve, slope)
            weights = [w + s for w, s in zip(weights, step)]
            if max(map(abs, step)) < 1e-6:
                break
        return weights

    def __call__(self, features):
        total = self.weights["constant"] + sum(self.weights.get(n, 0.0) * v for n, v in features.items())
        return 1 / (1 + math.exp(-total))


def area(pairs):
    """How often a right one is surer than a wrong one (the area under the ROC curve), of (confidence, right)."""
    pairs = sorted(pairs)
    right = sum(r for _, r in pairs)
    ranks, i = 0.0, 0
    while i < len(pairs):
        j = i
        while j < len(pairs) and pairs[j][0] == pairs[i][0]:
            j += 1
        ranks += sum(r for _, r in pairs[i:j]) * (i + j + 1) / 2
        i = j
    return (ranks - right * (right + 1) / 2) / (right * (len(pairs) - right))


def fold(article):
    return int(hashlib.sha256(("trama-fit:" + article).encode()).hexdigest(), 16) % FOLDS


def write(weights):
    lines = []
    with open(TABLE, encoding="utf-8") as table:
        for line in table:
            name = line.split("\t")[0]
            comment = line.startswith("#") or not line.strip()
            lines.append(line if comment else f"{name}\t{weights.get(name, 0.0):.3f}\n".replace("\t-0.000", "\t0.000"))
    with open(TABLE, "w", encoding="utf-8") as table:
        table.writelines(lines)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="unnews.jsonl.xz")
    parser.add_argument("verdicts", nargs="+")
    parser.add_argument("--write", action="store_true", help="into extract/data/es/confidence.tsv")
    parser.add_argument("--of", metavar="FILE", help="report on the verdicts of this file alone")
    parser.add_argument("--program", default=os.path.join(sample.ROOT, "build", "release", "bench", "confidence"))
    options = parser.parse_args()
    verdicts = {}
    for name in options.verdicts:
        with open(name, encoding="utf-8") as lines:
            for verdict in map(json.loads, lines):
                verdicts.setdefault(json.dumps(verdict["id"]), verdict)
    features = read_features(options.corpus, options.program, {v["id"][0] for v in verdicts.values()})
    known = [(v, features[key]) for key, v in verdicts.items() if key in features]
    print(f"{len(known)} of {len(verdicts)} statements are still read")
    tested = []
    for part in range(FOLDS):
        model = Model([(f, v["right"]) for v, f in known if fold(v["id"][0]) != part])
        tested += [{**v, "confidence": model(f)} for v, f in known if fold(v["id"][0]) == part]
    if options.of:
        with open(options.of, encoding="utf-8") as lines:
            ids = {json.dumps(json.loads(line)["id"]) for line in lines}
        tested = [v for v in tested if json.dumps(v["id"]) in ids]
    score.report(tested)
    print(f"a right one is surer than a wrong one: {100 * area([(v['confidence'], v['right']) for v in tested]):.1f} %")
    if options.write:
        write(Model([(f, v["right"]) for v, f in known]).weights)


if __name__ == "__main__":
    main()
