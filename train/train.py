#!/usr/bin/env python3
"""Training of all tasks together on a treebank; keeps the weights with the best score on the dev files."""
import argparse
import dataclasses
import json
import os
import queue
import random
import threading
import time

import torch
from torch import nn
import torch.nn.functional as F

import conllu
import crf
import device
import export
import lemmas
import lexicon
from analysis import Model, analyze, head_mask, inputs
from augment import Augmenter
from device import DEVICE, autocast
from evaluate import has_functions, scores
from network import Sizes
from optimizer import Average, Schedule, adamw, replace, take_step
from vocabulary import UNK, Words, label_tables

IGNORE = -100
GOLD, CONVERTED = 0, 1  # Styles of trees; other treebanks have the next ones.
OPTIONS = dict(epochs=18, batch=1000, lr=3e-3, encoder_lr=2.2e-3, word_lr=2e-3, beta2=0.95, decay=0.01, warmup=0.03,
               word_dropout=0.15, input_dropout=0.1, dropout=0.33, mlp_dropout=0.28, smoothing=0.02, average=0.998,
               weights=dict(tag=1.0, lemma=0.7, arc=1.0, label=1.0, func=0.7, ner=2.0), augment={}, source=True,
               silver_rate=2.0, silver_weight=1.0, silver_until=0.85, bf16=True)


class Targets:
    """Gold labels of sentences as padded tensors [B, T]."""

    def __init__(self, model, sentences):
        labels = model.labels
        index = {k: {x: i for i, x in enumerate(v)} for k, v in labels.items()}
        size = max(map(len, sentences))

        def pad(rows):
            return torch.tensor([row + [IGNORE] * (size - len(row)) for row in rows]).to(DEVICE)
        known = lambda kind, row: [index[kind].get(x, IGNORE) for x in row]
        self.tag = pad([known("tags", s.tags) for s in sentences])
        self.lemma = pad([known("lemmas", map(lemmas.make, s.forms, s.lemmas)) for s in sentences])
        self.head = pad([s.heads for s in sentences])
        self.label = pad([known("deprels", s.deprels) for s in sentences])
        self.func = pad([known("funcs", s.funcs) if has_functions(s) else [IGNORE] * len(s) for s in sentences])
        names = torch.zeros(len(sentences), size, len(labels["entities"]), dtype=torch.bool)
        for b, s in enumerate(sentences):
            names[b, :len(s)] = torch.from_numpy(crf.allowed(conllu.bio_to_bioes(s.entities), labels["entities"]))
            names[b, len(s):] = True
        self.names = names.to(DEVICE)


class Batch:
    """Sentences as tensors. All are of one kind: from other treebanks, of which only trees are learned, or not."""

    def __init__(self, model, sentences):
        self.inputs = inputs(model.words, [s.forms for s in sentences])
        self.gold = Targets(model, sentences)
        self.styles = torch.tensor([s.style for s in sentences]).to(DEVICE)
        self.size, self.trees_only = sum(map(len, sentences)), sentences[0].style > CONVERTED
        self.functions = any(map(has_functions, sentences))


def ahead(make, items, most=4):
    """`make(item)` of each item, made in a thread while the last ones are in use."""
    made, stop = queue.Queue(most), threading.Event()

    def put(x):
        while not stop.is_set():
            try:
                return made.put(x, timeout=0.1)
            except queue.Full:
                pass

    def work():
        try:
            for item in items:
                put((make(item), None))
                if stop.is_set():
                    return
            put((None, StopIteration()))
        except Exception as error:  # pylint: disable=broad-except  # Handed to the thread that uses the batches.
            put((None, error))
    threading.Thread(target=work, daemon=True).start()
    try:
        while True:
            result, error = made.get()
            if isinstance(error, StopIteration):
                return
            if error:
                raise error
            yield result
    finally:
        stop.set()


def losses(model, batch, options):
    """Loss of each task, per word."""
    net, o = model.network, options
    words, chars, index, lengths = batch.inputs
    if o["word_dropout"]:
        words = words.masked_fill(torch.rand(words.shape, device=DEVICE) < o["word_dropout"], UNK)
    with autocast(o["bf16"]):
        layers = net.encoder(words, chars, index, lengths, dropout=o["dropout"], input_dropout=o["input_dropout"])
        s = net(layers, o["dropout"], o["mlp_dropout"], batch.styles if o["source"] else None)
    gold, total = batch.gold, batch.size
    out = {}
    label_scores = autocast(o["bf16"])(net.label_scores)
    ce = lambda logits, target: F.cross_entropy(logits, target, ignore_index=IGNORE, reduction="sum",
                                                label_smoothing=o["smoothing"]) / total
    out["tag"] = ce(s["tag"].flatten(0, 1), gold.tag.flatten())
    out["lemma"] = ce(s["lemma"].flatten(0, 1), gold.lemma.flatten())
    arcs = s["arc"].masked_fill(~head_mask(lengths, words.shape[0]), -1e4)
    out["arc"] = F.cross_entropy(arcs.flatten(0, 1), gold.head.flatten(), ignore_index=IGNORE, reduction="sum") / total
    inside = gold.head != IGNORE
    rows = torch.arange(words.shape[1], device=DEVICE).unsqueeze(1).expand_as(inside)[inside]
    head = s["head"][rows, gold.head[inside]]
    out["label"] = ce(label_scores(s["dep"][inside], head, net.label_weight), gold.label[inside])
    func = gold.func[inside]
    if batch.functions:
        f = func != IGNORE
        dep, head = s["func_dep"][inside][f], s["func_head"][rows, gold.head[inside]][f]
        out["func"] = F.cross_entropy(label_scores(dep, head, net.func_weight), func[f], reduction="sum") / total
    out["ner"] = model.crf.loss(s["ner"], gold.names, lengths, (net.transitions, net.start, net.end)).sum() / total
    return {k: out[k] for k in ("arc", "label")} if batch.trees_only else out


def batches(sentences, size, rng):
    """Sentences grouped by similar length, groups of about `size` words in random order."""
    order = sorted(sentences, key=lambda s: len(s) + rng.random() * 4)
    out, group = [], []
    for s in order:
        if group and (len(group) + 1) * max(len(s), len(group[-1])) > size:
            out.append(group)
            group = []
        group.append(s)
    out.append(group)
    rng.shuffle(out)
    return out


def augmented(sentences, o, augmenter, rng):
    """Batches of one pass; only sentences of one style are joined."""
    changed = [augmenter(s) for s in rng.sample(sentences, len(sentences))]
    styles = sorted({s.style for s in sentences})
    return batches([t for style in styles for t in augmenter.join_some(s for s in changed if s.style == style)], o["batch"], rng)


def parameter_groups(network, o):
    """Own learning rates for the word table and the rest of the encoder; no decay for the word table and vectors."""
    word = [network.encoder.word.weight]
    encoder = [p for n, p in network.encoder.named_parameters() if n != "word.weight"]
    heads = [p for n, p in network.named_parameters() if not n.startswith("encoder.")]
    return [dict(params=word, base=o["word_lr"], weight_decay=0.0), dict(params=encoder, base=o["encoder_lr"]),
            dict(params=[p for p in heads if p.dim() > 1], base=o["lr"]),
            dict(params=[p for p in heads if p.dim() <= 1], base=o["lr"], weight_decay=0.0)]


def all_options(parser, given, **defaults):
    """OPTIONS with other defaults and with what was given; a name that is none of them ends the program."""
    unknown = set(given) - set(OPTIONS)
    if unknown:
        parser.error(f"unknown options: {', '.join(sorted(unknown))}")
    o = {**OPTIONS, **defaults, **given}
    return {**o, "weights": {**OPTIONS["weights"], **o["weights"]}}


def treebank(paths):
    """The sentences of some files, each with the style of its trees."""
    sentences = [s for path in paths for s in conllu.read(path)]
    for s in sentences:
        s.style = CONVERTED if has_functions(s) else GOLD
    return sentences


def combined(dev):
    """The figure that chooses the weights: trees and words from the first dev file, names and functions from the last."""
    trees, names = dev[0], dev[-1]
    return trees["UPOS"] + trees["lemma"] + trees["UAS"] + trees["LAS"] + 0.5 * names["NER"] + 0.5 * names["func"]


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--train", nargs="+", required=True)
    ap.add_argument("--dev", nargs="+", required=True, help="the first one chooses trees, the last one names")
    ap.add_argument("--pretrained", help="checkpoint of pretrain.py")
    ap.add_argument("--extra", nargs="*", default=[], help="other treebanks: trees in styles of their own, nothing else is learned")
    ap.add_argument("--init", help="model to start from with all of its weights and tables: .safetensors, or a checkpoint of train.py")
    ap.add_argument("--silver", help="sentences analysed by better models (teach.py)")
    ap.add_argument("--out", required=True, help="best model so far (PyTorch); OUT.last is the state to continue from")
    ap.add_argument("--language", default="es", help="ISO 639-1 code")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=1)
    ap.add_argument("--seconds", type=float, help="stop after so many seconds, with the learning rate at its end")
    ap.add_argument("--every", type=int, default=2, help="epochs from one evaluation to the next")
    ap.add_argument("--sizes", type=json.loads, default={}, help="JSON, see network.Sizes (without --pretrained)")
    ap.add_argument("--options", type=json.loads, default={}, help="JSON, see OPTIONS")
    a = ap.parse_args()
    o = all_options(ap, a.options)
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)

    train = treebank(a.train)
    extra = [dataclasses.replace(s, style=style) for style, path in enumerate(a.extra, CONVERTED + 1) for s in conllu.read(path)]
    dev = [list(conllu.read(path)) for path in a.dev]
    silver = list(conllu.read(a.silver)) if a.silver else []
    o["source"] = bool(extra) or o["source"] and len({s.style for s in train}) == 2
    pretrained = device.load(a.pretrained) if a.pretrained else None
    labels = label_tables(train)
    given = export.load_any(a.init) if a.init else None
    if given and given.labels != labels:
        ap.error(f"{a.init} has other labels than the treebank")
    if given:
        words, sizes = given.words, given.sizes
    elif pretrained:
        words, sizes = Words(pretrained["words"], pretrained["chars"]), Sizes(**pretrained["sizes"])
    else:
        words, sizes = Words.build([], [s.forms for s in train], 50000, least=2, treebank_weight=1), Sizes(**a.sizes)
    model = Model.new(words, labels, {**(given.lexicon if given else {}), **lexicon.from_treebank(train)}, sizes, a.language, styles=CONVERTED + 1 + len(a.extra))
    model.crf = crf.Crf(labels["entities"])
    if given:
        model.load(given.state())
    elif pretrained:
        model.network.encoder.load_state_dict(pretrained["encoder"])
    del pretrained, given
    net = model.network
    optimizer = adamw(parameter_groups(net, o), lr=1.0, betas=(0.9, o["beta2"]), weight_decay=o["decay"])
    average = Average(net, o["average"])
    best, first = float("-inf"), 0
    if os.path.exists(a.out + ".last"):
        old = device.load(a.out + ".last")
        net.load_state_dict(old["network"])
        optimizer.load_state_dict(old["optimizer"])
        average.weights, average.steps, best, first = old["average"], old["steps"], old["best"], old["epoch"]
        rng.setstate(old["rng"])
        torch.set_rng_state(old["torch_rng"].cpu())
    augmenter = Augmenter(train, rng, **o["augment"])
    print(f"{len(train)} sentences, {len(words.words)} words, {len(words.chars)} characters,",
          ", ".join(f"{len(v)} {k}" for k, v in labels.items()), f", lexicon {len(model.lexicon)}", flush=True)
    schedule = Schedule(o["epochs"], a.seconds, o["warmup"], 1 - o["warmup"], least=0.01)
    for epoch in range(first, o["epochs"]):
        begin, mean = time.time(), {}
        net.train()
        stream = [(group, 1.0) for part in (train, extra) if part for group in augmented(part, o, augmenter, rng)]
        if silver and epoch < o["silver_until"] * o["epochs"]:
            some = rng.sample(silver, min(len(silver), int(len(train) * o["silver_rate"])))
            stream += [(group, o["silver_weight"]) for group in augmented(some, o, augmenter, rng)]
        rng.shuffle(stream)
        for step, (batch, share) in enumerate(ahead(lambda x: (Batch(model, x[0]), x[1]), stream)):
            parts = losses(model, batch, o)
            (share * sum(o["weights"][k] * v for k, v in parts.items())).backward()
            for g in optimizer.param_groups:
                g["lr"] = g["base"] * schedule.rate(epoch + step / len(stream))
            take_step(optimizer, net.parameters(), 2.0)
            average.update(net)
            for k, v in parts.items():
                mean[k] = mean.get(k, 0.0) + v.detach() / len(stream)
            if schedule.share(epoch) >= 1:
                break
        print(f"epoch {epoch + 1} ({time.time() - begin:.0f} s)", *(f"{k} {float(v):.3f}" for k, v in mean.items()), flush=True)
        finished = epoch + 1 == o["epochs"] or schedule.share(epoch) >= 1
        if (epoch + 1) % a.every == 0 or finished:
            judged = Model.from_state(model.state(average.weights))
            results = [scores(d, analyze(judged, [s.forms for s in d])) for d in dev]
            figure = combined(results)
            for path, r in zip(a.dev, results):
                print(f"  {os.path.basename(path)}", *(f"{k} {v:.2f}" for k, v in r.items()), flush=True)
            print(f"  combined {figure:.2f}", flush=True)
            if figure > best:
                best = figure
                replace(a.out, dict(judged.state(), options=o, seed=a.seed, epoch=epoch + 1,
                                    dev={os.path.basename(p): r for p, r in zip(a.dev, results)}))
        replace(a.out + ".last", dict(network=net.state_dict(), optimizer=optimizer.state_dict(), average=average.weights,
                                      steps=average.steps, best=best, epoch=epoch + 1, rng=rng.getstate(),
                                      torch_rng=torch.get_rng_state()))
        if finished:
            break


if __name__ == "__main__":
    main()
