"""Changes to training sentences that news text brings and the treebank lacks, and exchange of names.

Every function returns a changed copy. Forms change and so does nothing else, unless stated."""
import collections
import dataclasses
import unicodedata

import conllu

_QUOTES = [("“", "”"), ("«", "»"), ("''", "''"), ("‘", "’")]
_DASHES = ["—", "–", "-", "--"]


class Augmenter:
    """Draws changes for training sentences; `rates` gives the probability of each kind."""
    RATES = dict(names=0.3, capitals=0.04, title=0.04, no_accents=0.04, quotes=0.15, no_stop=0.05, joined=0.04)
    LONGEST = 300  # Words of joined sentences.

    def __init__(self, sentences, rng, **rates):
        self.rng, self.rates = rng, {**self.RATES, **rates}
        self.names = collections.defaultdict(list)  # (type, number of words, shape) -> words of each occurrence
        for s in sentences:
            for a, b, kind in conllu.spans(s.entities):
                if kind != "UNK":
                    self.names[_name_key(s, a, b, kind)].append((s.forms[a:b + 1], s.lemmas[a:b + 1], s.tags[a:b + 1]))

    def __call__(self, s):
        draw = lambda kind: self.rng.random() < self.rates[kind]
        s = dataclasses.replace(s, forms=s.forms[:], lemmas=s.lemmas[:], tags=s.tags[:], lines=[])
        if draw("names"):
            self.swap_names(s)
        if draw("quotes"):
            self.vary_quotes(s)
        if draw("no_stop"):
            s = drop_final_punctuation(s)
        if draw("no_accents"):
            s.forms = [strip_accents(f) for f in s.forms]
        if draw("capitals"):
            s.forms = [f.upper() for f in s.forms]
        elif draw("title"):
            s.forms = [f[0].upper() + f[1:] for f in s.forms]
        return s

    def join_some(self, sentences):
        """The sentences, some of them joined to long ones."""
        out, rest = [], iter(sentences)
        for s in rest:
            if self.rng.random() < self.rates["joined"]:
                for _ in range(self.rng.choice((1, 1, 2, 3, 5, 8))):
                    other = next(rest, None)
                    if other is None:
                        break
                    if len(s) + len(other) > self.LONGEST:
                        out.append(other)
                    else:
                        s = join(s, other)
            out.append(s)
        return out

    def swap_names(self, s):
        """Every typed name by another of the same type, length and word classes; lemmas and tags go with it."""
        for a, b, kind in conllu.spans(s.entities):
            pool = self.names.get(_name_key(s, a, b, kind))
            if pool and self.rng.random() < 0.5:
                s.forms[a:b + 1], s.lemmas[a:b + 1], s.tags[a:b + 1] = self.rng.choice(pool)

    def vary_quotes(self, s):
        """Typographic quotation marks and dashes; the lemma of a punctuation mark is the mark itself."""
        pair, dash, opened = self.rng.choice(_QUOTES), self.rng.choice(_DASHES), False
        for i, form in enumerate(s.forms):
            if form == '"':
                s.forms[i] = pair[opened]
                opened = not opened
            elif form in ("-", "--") and s.tags[i].startswith("PUNCT"):
                s.forms[i] = dash
            else:
                continue
            s.lemmas[i] = s.forms[i]


def _name_key(s, a, b, kind):
    return kind, tuple(t.split("|")[0] for t in s.tags[a:b + 1])


def drop_final_punctuation(s):
    """Without the last word, if that is a punctuation mark that nothing hangs on."""
    n = len(s)
    if n < 3 or not s.tags[-1].startswith("PUNCT") or n in s.heads or s.heads[-1] == 0:
        return s
    cut = {f: getattr(s, f)[:-1] for f in ("forms", "tags", "lemmas", "heads", "deprels", "funcs", "entities")}
    return dataclasses.replace(s, **cut)


_JOINT = [(",", "PUNCT|PunctType=Comm", ",", "punct"), ("y", "CCONJ", "y", "cc")]


def join(first, second):
    """`A, y B` of two sentences: B's root is a conjunct of A's, with the comma and "y" as its dependents."""
    first = drop_final_punctuation(first)
    n, shift = len(first), len(first) + len(_JOINT)
    root, other = first.heads.index(0) + 1, second.heads.index(0) + 1 + shift
    forms, tags, lemmas, deprels = map(list, zip(*_JOINT))
    begin = second.forms[0]
    if begin[1:].islower() and not second.tags[0].startswith("PROPN"):
        begin = begin.lower()
    heads = [root if h == 0 else h + shift for h in second.heads]
    return dataclasses.replace(
        first, forms=first.forms + forms + [begin] + second.forms[1:], tags=first.tags + tags + second.tags,
        lemmas=first.lemmas + lemmas + second.lemmas, heads=first.heads + [other] * len(_JOINT) + heads,
        deprels=first.deprels + deprels + [d if h else "conj" for d, h in zip(second.deprels, second.heads)],
        funcs=first.funcs + [""] * len(_JOINT) + second.funcs, entities=first.entities + ["O"] * len(_JOINT) + second.entities)


def strip_accents(form):
    """Without acute accents and diaeresis (ñ stays)."""
    return "".join(c if c in "ñÑ" else unicodedata.normalize("NFD", c)[0] for c in form)
