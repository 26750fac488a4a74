#!/usr/bin/env python3
"""Pretraining of the encoder on raw text, without labels.

Two tasks: the last layer predicts masked words; the outer neighbours' states of the first layer (forward state of the word
before, backward state of the word after) predict any word. Both use the word table as the output layer.
"""
import argparse
import json
import os
import random
import time

import numpy as np
import torch
from torch import nn
import torch.nn.functional as F

import conllu
import rawtext
from network import Encoder, Sizes
from optimizer import adamw, replace
from vocabulary import MASK, UNK, Words


class Corpus:
    """Raw sentences as numbers, grouped by length."""

    def __init__(self, sentences, words):
        forms = {}
        flat = np.fromiter((forms.setdefault(f, len(forms)) for s in sentences for f in s), np.int32)
        self.form_words = np.array([words.row(f) for f in forms], np.int32)
        self.form_chars = np.stack([words.spell(f) for f in forms])
        self.by_length, at = {}, 0
        for s in sentences:
            self.by_length.setdefault(len(s), []).append(at)
            at += len(s)
        self.flat, self.size = flat, at

    def batches(self, seed, batch_words):
        """One pass in random order: arrays [T, B] of form numbers, sentences of one length each."""
        rng = random.Random(seed)
        out = []
        for length, starts in sorted(self.by_length.items()):
            starts = starts[:]
            rng.shuffle(starts)
            b = max(1, batch_words // length)
            out += [(length, starts[i:i + b]) for i in range(0, len(starts), b)]
        rng.shuffle(out)
        for length, starts in out:
            yield np.stack([self.flat[s:s + length] for s in starts], 1)


class Heads(nn.Module):
    """Projections of states to the space of the word table."""

    def __init__(self, sizes, targets):
        super().__init__()
        width = 2 * sizes["hidden"]
        self.masked = nn.Sequential(nn.Linear(width, sizes["word"]), nn.GELU(), nn.LayerNorm(sizes["word"]))
        self.cloze = nn.Sequential(nn.Linear(width, sizes["word"]), nn.GELU(), nn.LayerNorm(sizes["word"]))
        self.bias = nn.Parameter(torch.zeros(targets))


def losses(encoder, heads, corpus, batch, targets, generator, mask_rate=0.2, cloze_rate=0.15):
    used, index = np.unique(batch, return_inverse=True)
    index = torch.from_numpy(index.reshape(batch.shape))
    gold = torch.from_numpy(corpus.form_words[batch]).long()
    chars = torch.from_numpy(corpus.form_chars[used]).long()
    draw = torch.rand(batch.shape, generator=generator)
    predictable = (gold > MASK) & (gold < targets + 2)
    masked = (draw < mask_rate) & predictable
    words = torch.where(masked, MASK, gold)
    words = torch.where(~masked & (draw > 0.95), UNK, words)
    with torch.autocast("cpu", dtype=torch.bfloat16):
        layers = encoder(words, chars, index, None, (~masked).float(), dropout=0.1)
        first, width = layers[0], layers[0].shape[2] // 2
        around = torch.cat([first[:-2, :, :width], first[2:, :, width:]], 2)
        cloze = (predictable & (draw > 1 - cloze_rate))[1:-1]
        table = encoder.word.weight[2:targets + 2].t()
        out = []
        for head, states, gold_words in ((heads.masked, layers[-1][masked], gold[masked]),
                                         (heads.cloze, around[cloze], gold[1:-1][cloze])):
            logits = head(states) @ table + heads.bias
            out.append(F.cross_entropy(logits.float(), gold_words - 2))
    return out


def rate(done, total, warmup=0.02, decay=0.25):
    """Learning-rate factor: linear warm-up, constant, linear decay."""
    x = done / total
    return min(1.0, x / warmup, max(0.02, (1 - x) / decay))


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--raw", nargs="+", required=True, help="raw text: .jsonl.xz or .txt.xz")
    ap.add_argument("--treebank", required=True, help="train.conllu: its forms count for the word table and join the text")
    ap.add_argument("--out", required=True, help="checkpoint; continued if it exists")
    ap.add_argument("--words", type=float, default=23e6, help="words to train on in all (more is better)")
    ap.add_argument("--vocabulary", type=int, default=55000)
    ap.add_argument("--targets", type=int, default=12000, help="most frequent words that can be predicted")
    ap.add_argument("--batch", type=int, default=3000, help="words")
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--sizes", type=json.loads, default={}, help="JSON, see network.Sizes")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)

    treebank = [s.forms for s in conllu.read(a.treebank)]
    raw = rawtext.load(a.raw, a.seed)
    words = Words.build(raw, treebank, a.vocabulary)
    corpus = Corpus(raw + [s for s in treebank if 4 <= len(s) <= 70], words)
    del raw
    print(f"{corpus.size} words, {len(corpus.form_words)} forms, {len(words.words)} known, "
          f"{(corpus.form_words[corpus.flat] == UNK).mean():.4f} unknown, {len(words.chars)} characters", flush=True)
    sizes = Sizes(**a.sizes)
    encoder, heads = Encoder(len(words.words), len(words.chars) + 4, sizes), Heads(sizes, a.targets)
    parameters = [*encoder.parameters(), *heads.parameters()]
    optimizer = adamw(parameters, lr=a.lr, betas=(0.9, 0.98), weight_decay=0.01)
    done, step, epoch, skip = 0, 0, 0, 0
    if os.path.exists(a.out):
        old = torch.load(a.out, weights_only=False)
        encoder.load_state_dict(old["encoder"])
        heads.load_state_dict(old["heads"])
        optimizer.load_state_dict(old["optimizer"])
        done, step, epoch, skip = old["done"], old["step"], old["epoch"], old["skip"]
    mean, since, begin = np.zeros(2), 0, time.time()
    last_save = begin
    while done < a.words:
        for i, batch in enumerate(corpus.batches(a.seed + epoch, a.batch)):
            if i < skip:
                continue
            generator = torch.Generator().manual_seed(a.seed * 1000003 + step)
            loss = losses(encoder, heads, corpus, batch, a.targets, generator)
            sum(loss).backward()
            nn.utils.clip_grad_norm_(parameters, 1.0)
            for group in optimizer.param_groups:
                group["lr"] = a.lr * rate(done + batch.size, a.words)
            optimizer.step()
            optimizer.zero_grad()
            done, step, skip, since = done + batch.size, step + 1, i + 1, since + batch.size
            mean += [x.item() for x in loss]
            if step % 100 == 0:
                print(f"step {step} words {done / 1e6:.2f}M masked {mean[0] / 100:.3f} cloze {mean[1] / 100:.3f} "
                      f"{since / (time.time() - begin):.0f} words/s", flush=True)
                mean, since, begin = np.zeros(2), 0, time.time()
            if time.time() - last_save > 120 or done >= a.words:
                replace(a.out, dict(encoder=encoder.state_dict(), heads=heads.state_dict(), optimizer=optimizer.state_dict(),
                                    done=done, step=step, epoch=epoch, skip=skip, words=words.words, chars=words.chars,
                                    sizes=dict(sizes)))
                last_save = time.time()
            if done >= a.words:
                break
        else:
            epoch, skip = epoch + 1, 0


if __name__ == "__main__":
    main()
