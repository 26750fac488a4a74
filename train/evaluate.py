#!/usr/bin/env python3
"""Scores of a model on a CoNLL-U file, from gold tokens (definitions as usual: per cent of words; F1 for names)."""
import argparse

import conllu

ARGUMENTS = ("SUJ", "CD", "CI", "CREG", "CAG", "ATR", "CPRED")  # What a verb asks for; the other functions are free.


def scores(sentences, analyses):
    """UPOS, tags (UPOS and FEATS), lemmas, UAS, LAS (without subtypes), LAS_full, functions (F1; func_args: of ARGUMENTS alone) and names (exact span and type F1)).

    Names of type UNK are left out together with predicted names that overlap them; NER_span scores the spans alone."""
    words = upos = tags = lemma = uas = las = las_full = 0
    func, func_args = [0, 0, 0], [0, 0, 0]
    ner, span = [0, 0, 0], [0, 0, 0]
    for s, a in zip(sentences, analyses):
        words += len(s)
        for i in range(len(s)):
            upos += s.tags[i].split("|")[0] == a["tags"][i].split("|")[0]
            tags += s.tags[i] == a["tags"][i]
            lemma += s.lemmas[i] == a["lemmas"][i]
            if s.heads[i] == a["heads"][i]:
                uas += 1
                las += s.deprels[i].split(":")[0] == a["deprels"][i].split(":")[0]
                las_full += s.deprels[i] == a["deprels"][i]
        if has_functions(s):
            for total, wanted in ((func, None), (func_args, ARGUMENTS)):
                _count(total, *({(i, f) for i, f in enumerate(x) if f and (not wanted or f in wanted)} for x in (s.funcs, a["funcs"])))
        gold, system = conllu.spans(s.entities), conllu.spans(conllu.bioes_to_bio(a["entities"]))
        unknown = [e for e in gold if e[2] == "UNK"]
        _count(ner, {e for e in gold if e[2] != "UNK"},
               {e for e in system if not any(u[0] <= e[1] and e[0] <= u[1] for u in unknown)})
        _count(span, {e[:2] for e in gold}, {e[:2] for e in system})
    rate = lambda n: round(100 * n / words, 2)
    return dict(UPOS=rate(upos), tags=rate(tags), lemma=rate(lemma), UAS=rate(uas), LAS=rate(las), LAS_full=rate(las_full),
                func=_f1(func), func_args=_f1(func_args), NER=_f1(ner), NER_span=_f1(span))


def has_functions(sentence):
    """Functions are annotated in the converted sentences only; every one of those worth learning from has some."""
    return any(sentence.funcs)


def _count(total, gold, system):
    for i, n in enumerate((len(gold & system), len(gold), len(system))):
        total[i] += n


def _f1(total):
    return round(200 * total[0] / (total[1] + total[2]), 2) if total[1] + total[2] else 0.0


def main():
    import export
    from analysis import analyze
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("model", help=".safetensors, or a checkpoint of train.py")
    ap.add_argument("files", nargs="+")
    ap.add_argument("--gold-trees", action="store_true", help="label the trees of the files: how much is lost by labels alone")
    a = ap.parse_args()
    model = export.load_any(a.model)
    for path in a.files:
        gold = list(conllu.read(path))
        heads = [s.heads for s in gold] if a.gold_trees else None
        print(path, *(f"{k} {v:.2f}" for k, v in scores(gold, analyze(model, [s.forms for s in gold], heads=heads)).items()))


if __name__ == "__main__":
    main()
