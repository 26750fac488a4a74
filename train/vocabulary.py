"""Tables of words, characters and labels, and words as numbers."""
import collections
import re

import numpy as np

import conllu
import lemmas
from network import MAX_CHARS

_DIGIT = re.compile(r"\d")
UNK, MASK = 0, 1
PAD_CHAR, UNK_CHAR, BEGIN, END = range(4)
LABELS = ("tags", "lemmas", "deprels", "funcs", "entities")


def key(form):
    """Key of a form in the word table: lower-cased character by character, decimal digits as 0."""
    return _DIGIT.sub("0", "".join(lower if len(lower := c.lower()) == 1 else c for c in form))


class Words:
    """The word table and the character table."""

    def __init__(self, words, chars):
        self.words, self.chars = list(words), list(chars)
        self.word_id = {w: i for i, w in enumerate(self.words)}
        self.char_id = {c: i + 4 for i, c in enumerate(self.chars)}
        self.rows, self.spellings = {}, {}  # Of the forms seen so far.

    @classmethod
    def build(cls, raw, treebank, size, least=5, treebank_weight=20):
        """From tokenised raw sentences and treebank sentences; treebank words count more. The most frequent come first."""
        counts, chars = collections.Counter(), collections.Counter()
        for weight, corpus in ((1, raw), (treebank_weight, treebank)):
            forms = collections.Counter(f for s in corpus for f in s)
            for form, n in forms.items():
                counts[key(form)] += weight * n
                for c in form:
                    chars[c] += weight * n
        kept = [w for w, n in counts.most_common(size) if n >= least]
        return cls(["<unk>", "<mask>"] + kept, sorted(c for c, n in chars.items() if n >= 2 * treebank_weight))

    def row(self, form):
        row = self.rows.get(form)
        if row is None:
            row = self.rows[form] = self.word_id.get(key(form), UNK)
        return row

    def spell(self, form):
        """Characters of a form as MAX_CHARS + 2 numbers."""
        if form not in self.spellings:
            self.spellings[form] = self._spell(form)
        return self.spellings[form]

    def _spell(self, form):
        if len(form) > MAX_CHARS:
            form = form[:MAX_CHARS // 2] + form[-(MAX_CHARS // 2):]
        out = np.zeros(MAX_CHARS + 2, np.int16)
        out[:len(form) + 2] = [BEGIN, *(self.char_id.get(c, UNK_CHAR) for c in form), END]
        return out


def label_tables(sentences, least_lemmas=2):
    """Label lists, as in the model file, from treebank sentences."""
    scripts = collections.Counter(lemmas.make(f, l) for s in sentences for f, l in zip(s.forms, s.lemmas))
    kinds = sorted({kind for s in sentences for _, _, kind in conllu.spans(s.entities)} - {"UNK"})
    count = lambda field: [x for x, _ in collections.Counter(x for s in sentences for x in getattr(s, field)).most_common()]
    return dict(
        tags=count("tags"), deprels=count("deprels"),
        lemmas=[x for x, n in scripts.most_common() if n >= least_lemmas],
        funcs=[""] + [f for f in count("funcs") if f],
        entities=["O"] + [f"{p}-{k}" for k in kinds for p in "BIES"])
