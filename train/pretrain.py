#!/usr/bin/env python3
"""Pretraining of the encoder on raw text, without labels.

Two tasks: the last layer predicts masked words; the outer neighbours' states of the first layer (forward state of the word
before, backward state of the word after) predict any word. Both use the word table as the output layer.
"""
import argparse
import json
import os
import time

import torch
from torch import nn
import torch.nn.functional as F

import conllu
import device
import rawtext
from corpus import Corpus
from device import DEVICE, autocast
from network import Encoder, Sizes
from optimizer import Schedule, adamw, replace, take_step
from vocabulary import MASK, UNK, Words


class Norm(nn.LayerNorm):
    """In full precision (PyTorch 1.13 has no other under autocast)."""

    def forward(self, x):
        return super().forward(x.float())


class Heads(nn.Module):
    """Projections of states to the space of the word table."""

    def __init__(self, sizes, targets):
        super().__init__()
        width = 2 * sizes["hidden"]
        self.masked = nn.Sequential(nn.Linear(width, sizes["word"]), nn.GELU(), Norm(sizes["word"]))
        self.cloze = nn.Sequential(nn.Linear(width, sizes["word"]), nn.GELU(), Norm(sizes["word"]))
        self.bias = nn.Parameter(torch.zeros(targets))


def losses(encoder, heads, corpus, numbers, generator, mask_rate=0.2, cloze_rate=0.15):
    """Losses of masked words and of the cloze task; form numbers [T, B]."""
    gold, chars, index = corpus.inputs(numbers)
    targets = len(heads.bias)
    draw = torch.rand(gold.shape, generator=generator).to(DEVICE)
    predictable = (gold > MASK) & (gold < targets + 2)
    masked = (draw < mask_rate) & predictable
    words = torch.where(masked, MASK, gold)
    words = torch.where(~masked & (draw > 0.95), UNK, words)
    with autocast():
        layers = encoder(words, chars, index, None, (~masked).float(), dropout=0.1)
        first, width = layers[0], layers[0].shape[2] // 2
        around = torch.cat([first[:-2, :, :width], first[2:, :, width:]], 2)
        cloze = (predictable & (draw > 1 - cloze_rate))[1:-1]
        tasks = [(heads.masked, layers[-1][masked], gold[masked]), (heads.cloze, around[cloze], gold[1:-1][cloze])]
        table = encoder.word.weight[2:targets + 2].t()
        logits = [head(states) @ table + heads.bias for head, states, _ in tasks]
    return [F.cross_entropy(x.float(), words - 2, reduction="sum") / max(1, len(words)) for x, (_, _, words) in zip(logits, tasks)]


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--corpus", help="file of corpus.py, in place of --raw and --treebank")
    ap.add_argument("--raw", nargs="+", help="raw text: .tok, .jsonl.xz or .txt.xz")
    ap.add_argument("--treebank", help="train.conllu: its forms count for the word table and join the text")
    ap.add_argument("--out", required=True, help="checkpoint; continued if it exists")
    ap.add_argument("--words", type=float, default=23e6, help="words to train on in all (more is better)")
    ap.add_argument("--seconds", type=float, help="stop after so many seconds, with the learning rate at its end")
    ap.add_argument("--vocabulary", type=int, default=55000)
    ap.add_argument("--targets", type=int, default=12000, help="most frequent words that can be predicted")
    ap.add_argument("--mask", type=float, default=0.2, help="share of the words that are masked")
    ap.add_argument("--batch", type=int, default=3000, help="words")
    ap.add_argument("--lr", type=float, default=2e-3)
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--sizes", type=json.loads, default={}, help="JSON, see network.Sizes")
    a = ap.parse_args()
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    if not a.corpus and not (a.raw and a.treebank):
        ap.error("--corpus or --raw and --treebank are needed")

    if a.corpus:
        corpus = Corpus.load(a.corpus)
    else:
        treebank = [s.forms for s in conllu.read(a.treebank)]
        raw = rawtext.load(a.raw, a.seed)
        corpus = Corpus.of(raw + [s for s in treebank if 4 <= len(s) <= 70], Words.build(raw, treebank, a.vocabulary))
        del raw
    words = corpus.words
    print(f"{corpus.size} words, {len(corpus.forms)} forms, {len(words.words)} known, {len(words.chars)} characters", flush=True)
    sizes = Sizes(**a.sizes)
    encoder = Encoder(len(words.words), len(words.chars) + 4, sizes).to(DEVICE)
    heads = Heads(sizes, a.targets).to(DEVICE)
    parameters = [*encoder.parameters(), *heads.parameters()]
    optimizer = adamw(parameters, lr=a.lr, betas=(0.9, 0.98), weight_decay=0.01)
    done, step, epoch, skip = 0, 0, 0, 0
    if os.path.exists(a.out):
        old = device.load(a.out)
        encoder.load_state_dict(old["encoder"])
        heads.load_state_dict(old["heads"])
        optimizer.load_state_dict(old["optimizer"])
        done, step, epoch, skip = old["done"], old["step"], old["epoch"], old["skip"]
    schedule = Schedule(a.words, a.seconds)
    mean, since, begin = 0, 0, time.time()
    last_save = begin
    while schedule.share(done) < 1:
        for i, batch in enumerate(corpus.batches(a.seed + epoch, a.batch)):
            if i < skip:
                continue
            numbers = corpus.take(*batch)
            generator = torch.Generator().manual_seed(a.seed * 1000003 + step)
            loss = losses(encoder, heads, corpus, numbers, generator, a.mask)
            sum(loss).backward()
            for group in optimizer.param_groups:
                group["lr"] = a.lr * schedule.rate(done + numbers.numel())
            take_step(optimizer, parameters, 1.0)
            done, step, skip, since = done + numbers.numel(), step + 1, i + 1, since + numbers.numel()
            mean = mean + torch.stack([x.detach() for x in loss]) / 100
            if step % 100 == 0:
                print(f"step {step} words {done / 1e6:.2f}M masked, cloze", *(f"{x:.3f}" for x in mean.tolist()),
                      f"{since / (time.time() - begin):.0f} words/s", flush=True)
                mean, since, begin = 0, 0, time.time()
            finished = schedule.share(done) >= 1
            if time.time() - last_save > 120 or finished:
                replace(a.out, dict(encoder=encoder.state_dict(), heads=heads.state_dict(), optimizer=optimizer.state_dict(),
                                    done=done, step=step, epoch=epoch, skip=skip, words=words.words, chars=words.chars,
                                    sizes=dict(sizes)))
                last_save = time.time()
            if finished:
                break
        else:
            epoch, skip = epoch + 1, 0


if __name__ == "__main__":
    main()
