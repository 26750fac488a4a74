#!/usr/bin/env python3
"""Trains the ranker of candidates (extract/ranking) on statements annotated by hand.

  ranker.py --program build/release/bench/ranking --gold A.gold.jsonl --texts A.texts.jsonl --work FOLDER --out FILE

Three stages, each of gradient boosted trees: arguments (may this slot be subject, object of that predicate?), pairs (would a reader
draw this arrow?), choice (the same beside its rivals, and how important it is). Every stage learns from what the stages before say of articles
that they have not seen: the articles are dealt into folds, FOLDER/fold<k>.safetensors knows all but fold k, and its candidates are
those of fold k. With --trama, what the program then finds of each fold with the model that has not seen it. Needs LightGBM
(requirements.txt)."""
import argparse
import json
import os
import subprocess
import zlib

import lightgbm
import numpy as np

import gold as golds
import tensors

FOLDS = 5
SMOOTHING, RAREST = 4.0, 3  # Of rates: pseudo-counts of the average; keys seen less often have none.
TREES = dict(  # rounds, leaves, rate, least rows in a leaf
    subject=(48, 15, 0.16, 60), object=(48, 15, 0.16, 60), pair=(120, 23, 0.09, 40), choice=(56, 15, 0.1, 40),
    salience=(40, 15, 0.12, 40))
DEEPEST = 8


def fold_of(document):
    return zlib.crc32(document.encode()) % FOLDS


class Rows:
    """The candidates of one stage: what bench/ranking wrote of some texts."""

    def __init__(self, folder, width):
        self.sentences = golds.read(os.path.join(folder, "sentences.jsonl"))
        self.rows = np.fromfile(os.path.join(folder, "rows.i32"), np.int32).reshape(-1, width)
        count = max(1, len(self.rows))
        self.keys = np.fromfile(os.path.join(folder, "keys.u64"), np.uint64).reshape(len(self.rows), -1)
        values = np.fromfile(os.path.join(folder, "values.f32"), np.float32)
        self.values = values.reshape(len(self.rows), -1) if len(values) else None
        with open(os.path.join(folder, "names.txt")) as lines:
            self.names = lines.read().split()
        self.folds = np.array([fold_of(s["doc"]) for s in self.sentences], int)[self.rows[:, 0]]


class Trainer:
    def __init__(self, args):
        self.args = args
        self.texts = {}
        for path in args.texts:
            for row in golds.read(path):
                self.texts[row["id"]] = row
        self.gold = golds.Gold(*args.gold)
        self.models = [dict() for _ in range(FOLDS + 1)]  # Arrays of each fold; the last one knows all.
        os.makedirs(args.work, exist_ok=True)
        self.parts = []
        for k in range(FOLDS):
            path = os.path.join(args.work, f"texts{k}.jsonl")
            with open(path, "w", encoding="utf-8") as out:
                for row in self.texts.values():
                    if fold_of(row["id"]) == k:
                        out.write(json.dumps(row, ensure_ascii=False) + "\n")
            self.parts.append(path)

    def model_path(self, k):
        return os.path.join(self.args.work, f"fold{k}.safetensors" if k < FOLDS else "all.safetensors")

    def write_models(self):
        for k in range(FOLDS + 1):
            if self.models[k]:
                tensors.write(self.model_path(k), self.models[k], {"kind": "ranker"})

    def dump(self, stage, texts, k, name=None):
        folder = os.path.join(self.args.work, name or f"{stage}{k}")
        command = [self.args.program, "--stage", stage, "-o", folder, texts]
        if self.models[k]:
            command += ["--ranker", self.model_path(k)]
        subprocess.run(command, check=True)
        return folder

    def stage(self, stage, width):
        """The candidates of all folds, each judged by what has not seen it."""
        self.write_models()
        parts = [Rows(self.dump(stage, self.parts[k], k), width) for k in range(FOLDS)]
        whole = parts[0]
        before = len(whole.sentences)
        for part in parts[1:]:
            part.rows[:, 0] += before
            before += len(part.sentences)
        whole.sentences = sum((p.sentences for p in parts), [])
        for key in ("rows", "keys", "values", "folds"):
            pieces = [getattr(p, key) for p in parts]
            setattr(whole, key, None if pieces[0] is None else np.concatenate(pieces))
        return whole

    # What is right

    def prepare(self, rows):
        """For every sentence: the span of each word in code points, names of slots as content words, and the gold of words."""
        spans = {}
        for s in rows.sentences:
            doc = s["doc"]
            if doc not in spans:
                raw = self.texts[doc]["text"].encode()
                points = np.cumsum([(b & 0xC0) != 0x80 for b in raw])
                spans[doc] = np.concatenate([[0], points])
            points = spans[doc]
            s["spans"] = [(int(points[min(w[0], len(points) - 1)]), int(points[min(w[1], len(points) - 1)])) for w in s["words"]]
            s["contents"] = [[golds.content(n) for n in slot["names"]] for slot in s["slots"]]
            s["gold"] = {}

    def gold_at(self, sentence, word):
        if word not in sentence["gold"]:
            sentence["gold"][word] = self.gold.at(sentence["doc"], *sentence["spans"][word])
        return sentence["gold"][word]

    def argument_labels(self, rows):
        self.prepare(rows)
        labels = np.zeros((len(rows.rows), 2), np.float32)
        for i, (s, p, slot) in enumerate(rows.rows):
            sentence = rows.sentences[s]
            for g in self.gold_at(sentence, p):
                names = sentence["contents"][slot]
                if not labels[i, 0] and golds.same(g["subject"], names):
                    labels[i, 0] = 1
                if not labels[i, 1] and golds.same(g["object"], names):
                    labels[i, 1] = 1
        return labels

    def pair_labels(self, rows):
        """1 + the weight of what is drawn, else 0."""
        self.prepare(rows)
        labels = np.zeros(len(rows.rows), np.int32)
        for i, (s, p, subject, obj, _) in enumerate(rows.rows):
            sentence = rows.sentences[s]
            a, b = sentence["contents"][subject], sentence["contents"][obj]
            for g in self.gold_at(sentence, p):
                if golds.same(g["subject"], a) and golds.same(g["object"], b):
                    labels[i] = max(labels[i], 1 + g["weight"])
        return labels

    # What is learned

    @staticmethod
    def rates(keys, labels):
        """(keys [n], rates [n, columns + 1]) of keys [rows, kinds] and labels [rows, columns]."""
        all_keys, all_rates = [], []
        prior = labels.mean(0)
        logit = lambda x: np.log(x / (1 - x))
        for column in range(keys.shape[1]):
            found, inverse, counts = np.unique(keys[:, column], return_inverse=True, return_counts=True)
            sums = np.stack([np.bincount(inverse, labels[:, c], len(found)) for c in range(labels.shape[1])], 1)
            rate = (sums + SMOOTHING * prior) / (counts[:, None] + SMOOTHING)
            keep = counts >= RAREST
            all_keys.append(found[keep])
            all_rates.append(np.concatenate([logit(rate) - logit(prior), np.log2(counts)[:, None]], 1)[keep])
        return np.concatenate(all_keys), np.concatenate(all_rates).astype(np.float16).astype(np.float32)

    def learn_rates(self, name, rows, labels):
        for k in range(FOLDS + 1):
            known = rows.folds != k
            keys, rates = self.rates(rows.keys[known], labels[known])
            order = np.argsort(keys)
            self.models[k][name + ".keys"] = keys[order].astype("<u8").view(np.int8).reshape(-1, 8)
            self.models[k][name + ".rates"] = rates[order]

    def learn(self, name, values, folds, labels, weights=None, objective="binary"):
        """Trees of each fold and of all; the margins of each row by the trees that have not seen it."""
        rounds, leaves, rate, least = TREES[name]
        margins = np.zeros(len(values))
        for k in range(FOLDS + 1):
            known = folds != k
            data = lightgbm.Dataset(values[known], labels[known], weight=None if weights is None else weights[known])
            booster = lightgbm.train(
                dict(objective=objective, num_leaves=leaves, max_depth=DEEPEST, learning_rate=rate, min_data_in_leaf=least, verbose=-1,
                     num_threads=2, deterministic=True, force_row_wise=True, seed=1, feature_fraction=0.6,
                     bagging_fraction=0.8, bagging_freq=1, lambda_l2=5.0, use_missing=False,
                     boost_from_average=False), data, rounds)
            nodes, roots = flatten(booster)
            self.models[k] |= {name + ".nodes": nodes, name + ".roots": roots,
                               name + ".features": np.array([values.shape[1]], np.float32)}
            if k < FOLDS:
                margins[~known] = booster.predict(values[~known], raw_score=True)
            elif self.args.gains:
                gains = sorted(zip(booster.feature_importance("gain"), self.names), reverse=True)
                print(name, " ".join(f"{n} {g / sum(x for x, _ in gains):.3f}" for g, n in gains[:25]))
        return margins

    def train(self):
        rows = self.stage("keys", 3)
        self.learn_rates("arguments", rows, self.argument_labels(rows))
        rows = self.stage("arguments", 3)
        labels = self.argument_labels(rows)
        self.names = rows.names
        for c, name in enumerate(("subject", "object")):
            margins = self.learn(name, rows.values, rows.folds, labels[:, c])
            report(name, margins, labels[:, c])
        rows = self.stage("pair_keys", 5)
        self.learn_rates("pairs", rows, (self.pair_labels(rows) > 0).astype(float)[:, None])
        rows = self.stage("pairs", 5)
        labels = self.pair_labels(rows)
        self.names = rows.names
        margins = self.learn("pair", rows.values, rows.folds, (labels > 0).astype(float))
        report("pair", margins, labels > 0)
        rows = self.stage("rivals", 5)
        labels = self.pair_labels(rows)
        self.names = rows.names
        margins = self.learn("choice", rows.values, rows.folds, (labels > 0).astype(float))
        report("choice", margins, labels > 0)
        right = labels > 0
        self.learn("salience", rows.values[right], rows.folds[right], np.array([0, 0.1, 0.5, 1.0])[labels[right]],
                   objective="regression")
        points = calibration(*best_of(rows, margins, labels))
        for model in self.models:
            model["calibration"] = points
        self.write_models()
        np.savez(os.path.join(self.args.work, "choice.npz"), margins=margins, labels=labels, rows=rows.rows)


    def score(self):
        printed = []
        for k in range(FOLDS):
            command = [self.args.trama, "extract", "--quiet", "--min-confidence", "0", self.parts[k]]
            environment = {**os.environ, "TRAMA_RANKER": self.model_path(k)}
            lines = subprocess.run(command, check=True, env=environment, capture_output=True, text=True).stdout
            printed += [json.loads(line) for line in lines.splitlines()]
        texts = {key: row["text"] for key, row in self.texts.items()}
        golds.show(golds.curve(self.gold, texts, printed))
        golds.show_salience(self.gold, texts, printed)


def flatten(booster):
    """(nodes [n, 4], roots [trees]) as extract/ranking/boosted_trees.h wants them."""
    nodes, roots = [], []

    def add(tree):
        at = len(nodes)
        nodes.append(None)
        if "leaf_value" in tree:
            nodes[at] = (-1, tree["leaf_value"], 0, 0)
        else:
            threshold = np.float32(tree["threshold"])
            if float(threshold) > tree["threshold"]:  # Values are floats: the same side for each of them.
                threshold = np.nextafter(threshold, np.float32(-np.inf), dtype=np.float32)
            low = add(tree["left_child"])
            nodes[at] = (tree["split_feature"], threshold, low, add(tree["right_child"]))
        return at

    for tree in booster.dump_model()["tree_info"]:
        roots.append(add(tree["tree_structure"]))
    return np.array(nodes, np.float32), np.array(roots, np.float32)


def best_of(rows, margins, labels):
    """(margins, labels) of the best reading of each predicate with the same two actors: those that may be printed."""
    best = {}
    for i, (s, p, subject, obj, _) in enumerate(rows.rows):
        slots = rows.sentences[s]["slots"]
        actors = tuple(x["chain"] if x["chain"] >= 0 else -2 - x["word"] for x in (slots[subject], slots[obj]))
        for key in ((s, p, *actors), (s, p, *actors[::-1])):
            if key not in best or margins[i] > margins[best[key]]:
                best[key] = i
    kept = sorted(set(best.values()))
    return margins[kept], labels[kept] > 0


def calibration(margins, labels, bins=40):
    """[points, 2]: margins and the share that is right there, both rising (pool adjacent violators, Ayer et al. 1955)."""
    order = np.argsort(margins)
    edges = [0, *np.unique(np.geomspace(60, len(order), bins).astype(int))]  # Counted from the surest.
    parts = [order[len(order) - b:len(order) - a] for a, b in zip(edges, edges[1:])]
    merged = []
    for part in reversed(parts):
        pool = [margins[part].mean(), labels[part].mean(), len(part)]
        merged.append(pool)
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (m1, p1, n1), (m2, p2, n2) = merged[-2:]
            merged[-2:] = [[(m1 * n1 + m2 * n2) / (n1 + n2), (p1 * n1 + p2 * n2) / (n1 + n2), n1 + n2]]
    return np.array([(m, p) for m, p, _ in merged], np.float32)


def report(name, margins, labels):
    order = np.argsort(-margins)
    hits = np.asarray(labels)[order].cumsum()
    precision = hits / np.arange(1, len(hits) + 1)
    average = float((precision * np.asarray(labels)[order]).sum() / max(1, hits[-1]))
    print(f"{name}: {len(margins)} candidates, {int(hits[-1])} right, average precision {average:.3f}", flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", required=True), parser.add_argument("--work", required=True)
    parser.add_argument("--gold", nargs="+", required=True), parser.add_argument("--texts", nargs="+", required=True)
    parser.add_argument("--out")
    parser.add_argument("--trama", help="the program, to print what is found of articles that the models have not seen")
    parser.add_argument("--score", action="store_true", help="only that, with the models that are in the folder of work")
    parser.add_argument("--gains", action="store_true", help="print what each stage learned most from")
    args = parser.parse_args()
    trainer = Trainer(args)
    if not args.score:
        trainer.train()
    if args.trama:
        trainer.score()
    if args.out and not args.score:
        tensors.write(args.out, trainer.models[FOLDS], {"kind": "ranker"})


if __name__ == "__main__":
    main()
