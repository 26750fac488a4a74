#!/usr/bin/env python3
"""Silver data: raw sentences analysed by several models together, for train.py --silver.

Every decision is that of the mean of the models' log-probabilities (names: of their scores), which is better than any of them
alone; a student that learns from it comes close at the cost of one (Kuncoro et al. 2016, Distilling an Ensemble of Greedy
Dependency Parsers into One MST Parser). Sentences of which the trees are least sure are left out. A name that nearly always has
one type gets it everywhere: one sentence often does not say what a name is, all of them together do.
"""
import argparse
import collections
import os
import sys

import torch

import conllu
import device
import tree
from analysis import Model, batched, head_mask, inputs, labels_of, viterbi_parameters
from evaluate import scores


class Ensemble:
    """Several models with the same tables as one."""

    def __init__(self, models):
        first = models[0]
        for m in models[1:]:
            if (m.words.words, m.words.chars, m.labels) != (first.words.words, first.words.chars, first.labels):
                raise ValueError("the models have different tables of words or labels")
        self.models, self.first = models, first
        self.crf = [torch.stack(p).mean(0) for p in zip(*((m.network.transitions, m.network.start, m.network.end) for m in models))]

    @torch.no_grad()
    def analyze(self, sentences):
        """Labels of one batch, and the mean probability of each sentence's heads."""
        words, chars, index, lengths = inputs(self.first.words, sentences)
        each = []
        for m in self.models:
            layers = m.network.encoder(words, chars, index, lengths)
            each.append(m.network(layers))
        mean = lambda parts: torch.stack(list(parts)).mean(0).cpu()
        mask = head_mask(lengths, words.shape[0])
        arc = mean(s["arc"].masked_fill(~mask, -1e4).log_softmax(2) for s in each)
        means = {k: mean(s[k].log_softmax(2) for s in each) for k in ("tag", "lemma")}
        means["ner"] = mean(s["ner"] for s in each)
        parameters = viterbi_parameters(self.first.labels, *self.crf)
        for b, s in enumerate(sentences):
            n = len(s)
            heads = tree.decode(arc[b, :n, :n + 1].numpy())
            at = torch.tensor(heads)
            rel, func = (mean(m.network.label_scores(x["dep"][b, :n], x["head"][b, at], getattr(m.network, weight)).log_softmax(1)
                              for m, x in zip(self.models, each)) for weight in ("label_weight", "func_weight"))
            sure = float(arc[b, torch.arange(n), at].exp().mean())
            yield labels_of(self.first, s, heads, rel, func, means["tag"][b, :n], means["lemma"][b, :n],
                            means["ner"][b, :n], parameters), sure


def together(ensemble, sentences):
    """What Ensemble.analyze gives, for any number of sentences, in their order."""
    out = [None] * len(sentences)
    for group in batched(sentences, 3000):
        for i, result in zip(group, ensemble.analyze([sentences[i] for i in group])):
            out[i] = result
    return out


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("sentences", nargs="?", help="CoNLL-U; only words are read (trama analyze makes it from raw text)")
    ap.add_argument("out", nargs="?", help="CoNLL-U")
    ap.add_argument("--score", nargs="*", default=[], help="gold CoNLL-U files: only print the scores of the models together")
    ap.add_argument("--models", nargs="+", required=True, help="checkpoints of train.py, same tables")
    ap.add_argument("--words", type=float, default=2e6, help="stop after so many words")
    ap.add_argument("--skip", type=int, default=0, help="pass over so many sentences first")
    ap.add_argument("--least", type=float, default=0.8, help="mean probability of heads below which a sentence is left out")
    ap.add_argument("--longest", type=int, default=80, help="words of a sentence")
    ap.add_argument("--agreed", type=float, default=0.8, help="share of a name's places that settles its type")
    ap.add_argument("--names", type=int, default=5, help="places of a name that are needed for that")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    ensemble = Ensemble([Model.from_state(device.load(p)) for p in a.models])
    for path in a.score:
        gold = list(conllu.read(path))
        print(os.path.basename(path), scores(gold, [labels for labels, _ in together(ensemble, [s.forms for s in gold])]))
    if a.score:
        return
    if not a.out:
        ap.error("two files are needed: sentences, and where they go")
    read = taken = words = 0
    with open(a.out + ".new", "w", encoding="utf-8") as out:
        for chunk in chunks(conllu.read(a.sentences), a.skip, a.longest):
            for s, (labels, sure) in zip(chunk, together(ensemble, [s.forms for s in chunk])):
                read += 1
                if sure >= a.least:
                    conllu.write(s, labels, out)
                    taken += 1
                    words += len(s)
            print(f"{read} sentences, {taken} taken, {words} words", file=sys.stderr, flush=True)
            if words >= a.words:
                break
    changed = unify_names(a.out + ".new", a.out, a.agreed, a.names)
    os.remove(a.out + ".new")
    print(f"{changed} names have got the type that they mostly have", file=sys.stderr)


def unify_names(source, target, agreed, least):
    """Copies a file; a name that has one type in a share `agreed` of at least `least` places gets it. Returns how many changed.

    Countries and towns stay places or organisations by context: they also act, or play."""
    types, changed = collections.defaultdict(collections.Counter), 0
    for s in conllu.read(source):
        for first, last, kind in conllu.spans(s.entities):
            types[tuple(s.forms[first:last + 1])][kind] += 1
    usual = {}
    for name, counts in types.items():
        kind, n = counts.most_common(1)[0]
        if n < sum(counts.values()) and sum(counts.values()) >= least and n >= agreed * sum(counts.values()):
            usual[name] = kind
    with open(target, "w", encoding="utf-8") as out:
        for s in conllu.read(source):
            for first, last, kind in conllu.spans(s.entities):
                new = usual.get(tuple(s.forms[first:last + 1]), kind)
                if new != kind and {new, kind} != {"LOC", "ORG"}:
                    changed += 1
                    s.entities[first:last + 1] = ["B-" + new] + ["I-" + new] * (last - first)
            labels = dict(tags=s.tags, lemmas=s.lemmas, heads=s.heads, deprels=s.deprels, funcs=s.funcs,
                          entities=conllu.bio_to_bioes(s.entities))
            conllu.write(s, labels, out)
    return changed


def chunks(sentences, skip, longest, size=2000):
    chunk, seen = [], set()
    for number, s in enumerate(sentences):
        key = hash(tuple(s.forms))
        if number < skip or not 4 <= len(s) <= longest or key in seen:
            continue
        seen.add(key)
        chunk.append(s)
        if len(chunk) == size:
            yield chunk
            chunk = []
    if chunk:
        yield chunk


if __name__ == "__main__":
    main()
