#!/usr/bin/env python3
"""Raw text as numbers: what pretrain.py and distill.py read; with the word table. As a program: writes it to a file."""
import argparse
import collections
import io
import json
import lzma
import random

import numpy as np
import torch

import conllu
import rawtext
from device import DEVICE
from optimizer import replace_file
from vocabulary import Words


class Corpus:
    """Sentences as numbers of forms, one behind the other; the most frequent form is 0."""

    def __init__(self, forms, flat, lengths, words):
        self.forms, self.words = forms, words
        self.form_words = torch.tensor([words.row(f) for f in forms]).to(DEVICE)
        self.form_chars = torch.from_numpy(np.stack([words.spell(f) for f in forms])).long().to(DEVICE)
        self.flat, self.lengths, self.size = torch.from_numpy(flat).to(DEVICE), lengths, len(flat)
        starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        self.by_length = {int(n): starts[lengths == n] for n in np.unique(lengths)}

    @classmethod
    def of(cls, sentences, words):
        counts = collections.Counter(f for s in sentences for f in s)
        forms = [f for f, _ in counts.most_common()]
        number = {f: i for i, f in enumerate(forms)}
        flat = np.fromiter((number[f] for s in sentences for f in s), np.int32)
        return cls(forms, flat, np.array([len(s) for s in sentences], np.int32), words)

    def batches(self, seed, batch_words):
        """One pass in random order: (length, places in `flat` where the sentences begin); sentences of one length each."""
        rng, out = np.random.default_rng(seed), []
        for length, starts in self.by_length.items():
            starts, b = rng.permutation(starts), max(1, batch_words // length)
            out += [(length, starts[i:i + b]) for i in range(0, len(starts), b)]
        random.Random(seed).shuffle(out)
        return out

    def take(self, length, starts):
        """Form numbers [T, B] of sentences of one length."""
        at = torch.from_numpy(starts).to(DEVICE).unsqueeze(0) + torch.arange(length, device=DEVICE).unsqueeze(1)
        return self.flat[at].long()

    def inputs(self, numbers):
        """Of form numbers [T, B]: rows of the word table, spellings of the distinct forms, and which of these each word has."""
        used, index = torch.unique(numbers, return_inverse=True)
        return self.form_words[numbers], self.form_chars[used], index

    def save(self, path):
        data = io.BytesIO()
        text = lambda strings: np.frombuffer("\n".join(strings).encode(), np.uint8)
        flat = self.flat.cpu().numpy()
        np.savez(data, forms=text(self.forms), low=(flat & 0xFFFF).astype(np.uint16), high=(flat >> 16).astype(np.uint8),
                 lengths=self.lengths, tables=text([json.dumps([self.words.words, self.words.chars])]))
        with lzma.open(path + ".new", "wb", preset=4) as file:
            file.write(data.getvalue())
        replace_file(path)

    @classmethod
    def load(cls, path):
        with lzma.open(path) as file:
            data = np.load(io.BytesIO(file.read()))
        text = lambda key: data[key].tobytes().decode()
        flat = data["high"].astype(np.int32) << 16 | data["low"]
        return cls(text("forms").split("\n"), flat, data["lengths"], Words(*json.loads(text("tables"))))


def main():
    import export
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("out", help=".npz.xz")
    ap.add_argument("--raw", nargs="+", required=True, help="raw text: .tok (trama analyze --tokens), .jsonl.xz or .txt.xz")
    ap.add_argument("--treebank", required=True, help="train.conllu: its forms count for the word table and join the text")
    ap.add_argument("--vocabulary", type=int, default=55000)
    ap.add_argument("--tables", help="a model file whose tables of words and characters are taken")
    ap.add_argument("--longest", type=int, default=70, help="words of a sentence")
    ap.add_argument("--seed", type=int, default=1)
    a = ap.parse_args()
    treebank = [s.forms for s in conllu.read(a.treebank)]
    raw = rawtext.load(a.raw, a.seed, a.longest)
    words = export.load(a.tables).words if a.tables else Words.build(raw, treebank, a.vocabulary)
    corpus = Corpus.of(raw + [s for s in treebank if 4 <= len(s) <= a.longest], words)
    corpus.save(a.out)
    print(f"{corpus.size} words, {len(corpus.forms)} forms, {len(words.words)} known, "
          f"{float((corpus.form_words[corpus.flat.long()] == 0).float().mean()):.4f} unknown, {len(words.chars)} characters")


if __name__ == "__main__":
    main()
