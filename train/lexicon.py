"""The lexicon of the model file: lemmas that win over the network's scripts."""
import argparse
import collections
import math

import torch

import device
import lemmas
import rawtext
from analysis import Model, raw_scores
from optimizer import replace

def key(form, tag):
    return form.lower() + "\t" + tag.split("|")[0]


def from_treebank(sentences):
    """Form and UPOS to lemma, where the treebank knows exactly one; not for names, whose lemma is the form as written."""
    seen = collections.defaultdict(set)
    for s in sentences:
        for form, lemma, tag in zip(s.forms, s.lemmas, s.tags):
            if not tag.startswith("PROPN"):
                seen[key(form, tag)].add(lemma)
    return {k: next(iter(found)) for k, found in sorted(seen.items()) if len(found) == 1}


def from_raw(model, sentences, known, least=5, occurrences=1, batch=64):
    """Corrections for words that the treebank lacks: the lemma must be a word that the raw text has.

    Where the network's best script gives something that the raw text never has (`supondrá` to `supondr`), the best one that
    gives a word takes its place. `sentences`: tokenised raw text; `known`: lexicon of the treebank.
    """
    counts = collections.Counter(f.lower() for s in sentences for f in s)
    have = {k.split("\t")[0] for k in known}
    wanted = {f: occurrences for f, n in counts.items() if n >= least and f.isalpha() and f not in have}
    chosen = []
    for s in sentences:
        new = [f for f in s if wanted.get(f.lower(), 0) > 0 and f.islower()]
        if new:
            chosen.append(s)
            for f in new:
                wanted[f] -= 1
    chosen.sort(key=len)
    votes = collections.defaultdict(collections.Counter)
    for at in range(0, len(chosen), batch):
        group = chosen[at:at + batch]
        with torch.no_grad():
            scores = raw_scores(model, group)
        upos = scores["tag"].argmax(2).tolist()
        values, indices = (x.tolist() for x in scores["lemma"].log_softmax(2).topk(12))
        for b, s in enumerate(group):
            for i, form in enumerate(s):
                if form in wanted:
                    kind = model.labels["tags"][upos[b][i]].split("|")[0]
                    if kind in ("VERB", "AUX", "NOUN"):
                        for value, script in zip(values[b][i], indices[b][i]):
                            lemma = lemmas.apply(model.labels["lemmas"][script], form)
                            if lemma is not None and not model.labels["lemmas"][script].startswith("="):
                                votes[form + "\t" + kind][lemma] += math.exp(value)
    out = {}
    for k, candidates in sorted(votes.items()):
        best, mass = candidates.most_common(1)[0]
        possible = [l for l, p in candidates.items() if p > 0.005 * mass and _is_lemma(l, k, counts, least)]
        if possible and counts[best] < least:
            out[k] = max(possible, key=candidates.get)
    return out


def _is_lemma(lemma, k, counts, least):
    form, kind = k.split("\t")
    if counts[lemma] < least or len(lemma) < 4 or lemma[0] != form[0]:
        return False
    return lemma != form if kind == "NOUN" else lemma[-2:] in ("ar", "er", "ir", "ír")


def main():
    ap = argparse.ArgumentParser(description="Adds corrections from raw text to the lexicon of a trained model.")
    ap.add_argument("checkpoint", help="best model of train.py")
    ap.add_argument("out", help="the checkpoint with the longer lexicon")
    ap.add_argument("--raw", nargs="+", required=True)
    ap.add_argument("--limit", type=int, default=120000, help="sentences of raw text to look at")
    a = ap.parse_args()
    state = device.load(a.checkpoint)
    sentences = rawtext.load(a.raw, 1, limit=a.limit)
    more = from_raw(Model.from_state(state), sentences, state["lexicon"])
    print(f"{len(state['lexicon'])} entries of the treebank, {len(more)} more")
    replace(a.out, dict(state, lexicon={**more, **state["lexicon"]}))


if __name__ == "__main__":
    main()
