#!/usr/bin/env python3
"""A small fast student learns from what several big teachers make of raw text, word by word with all their doubts.

Every step takes a batch of raw sentences, analysed by the teachers on the spot, and a batch of the treebank, as train.py has it. The
student sees probabilities, not decisions (Hinton et al. 2015, Distilling the Knowledge in a Neural Network); of the names' CRF
the expected scores under the teachers' distribution, whose marginals are the derivatives of the log-partition function. The
teachers are joined as in teach.py: mean log-probabilities, mean CRF scores. Some raw sentences reach the student in capitals, in
headline case or without accents, while the teachers read them as they are.
"""
import argparse
import itertools
import json
import os
import random
import time

import torch

import conllu
import crf
import device
import export
from analysis import Model, analyze
from augment import Augmenter, strip_accents
from corpus import Corpus
from device import DEVICE, autocast
from evaluate import scores
from optimizer import Average, Schedule, adamw, replace, take_step
from train import CONVERTED, Batch, ahead, all_options, augmented, combined, losses, parameter_groups, treebank
from vocabulary import UNK

SOFT = ("tag", "lemma", "arc", "label", "func", "ner")


class Teachers:
    """What several networks say together of a batch of sentences of one length."""

    def __init__(self, models):
        self.networks, self.crf = [m.network for m in models], crf.Crf(models[0].labels["entities"])

    @torch.no_grad()
    def probabilities(self, words, chars, index):
        """Of tags, lemmas, heads, and of labels and functions under the likeliest heads: [B, T, *]; heads [B, T]; of names see names()."""
        each, out = [], {}
        with autocast():
            for net in self.networks:
                each.append(net(net.encoder(words, chars, index)))
        for kind in ("tag", "lemma", "arc"):
            out[kind] = mean_log(s[kind] for s in each).softmax(2)
        out["heads"] = out["arc"].argmax(2)
        with autocast():
            for kind in ("label", "func"):
                out[kind] = mean_log(label_scores(net, s, out["heads"], kind) for net, s in zip(self.networks, each)).softmax(2)
        out["ner"] = torch.stack([s["ner"] for s in each]).mean(0)
        return out

    def names(self, emissions):
        """Of the CRF with these emissions: expected uses of every label at every place, of transitions, starts and ends."""
        parameters = [torch.stack([getattr(net, k).detach() for net in self.networks]).mean(0) for k in ("transitions", "start", "end")]
        variables = [x.requires_grad_() for x in (emissions.clone(), *self.crf.constrain(*parameters))]
        lengths = torch.full((emissions.shape[0],), emissions.shape[1], device=DEVICE)
        with torch.enable_grad():
            z = crf.log_partition(variables[0], lengths, *variables[1:]).sum()
        return torch.autograd.grad(z, variables)


def mean_log(each):
    return torch.stack([x.log_softmax(2) for x in each]).mean(0)


def label_scores(net, s, heads, kind):
    """Scores [B, T, R] of labels ("label") or functions ("func") under given heads [B, T]."""
    prefix = "func_" if kind == "func" else ""
    dep, head = s[prefix + "dep"], s[prefix + "head"]
    head = head.gather(1, heads.unsqueeze(2).expand(-1, -1, head.shape[2]))
    b, t, d = dep.shape
    return net.label_scores(dep.reshape(b * t, d), head.reshape(b * t, d), getattr(net, kind + "_weight")).view(b, t, -1)


def soft_losses(student, teachers, corpus, changes, numbers, o):
    """Loss of each task, per word, of sentences of one length, form numbers [T, B]."""
    net, wanted = student.network, teachers.probabilities(*corpus.inputs(numbers))
    (words, chars, index), same = changes(numbers)
    words = words.masked_fill(torch.rand(words.shape, device=DEVICE) < o["word_dropout"], UNK)
    with autocast():
        layers = net.encoder(words, chars, index, dropout=o["dropout"], input_dropout=o["input_dropout"])
        s = net(layers, o["dropout"], o["mlp_dropout"])
        got = {kind: s[kind] for kind in ("tag", "lemma", "arc")}
        for kind in ("label", "func"):
            got[kind] = label_scores(net, s, wanted["heads"], kind)
    n = words.numel()
    each = {kind: -(wanted[kind] * got[kind].float().log_softmax(2)).sum(2) for kind in got}
    each["lemma"] = each["lemma"][same]  # A script for another form would be a wrong one.
    out = {kind: x.sum() / n for kind, x in each.items()}
    expected = teachers.names(wanted["ner"].float())
    parameters = teachers.crf.constrain(net.transitions, net.start, net.end)
    lengths = torch.full((words.shape[1],), words.shape[0], device=DEVICE)
    z = crf.log_partition(s["ner"], lengths, *parameters).sum()
    out["ner"] = (z - sum((e * x).sum() for e, x in zip(expected, (s["ner"], *parameters)))) / n
    return out


class Changes:
    """Form numbers of a corpus in capitals, in headline case, without accents."""

    def __init__(self, corpus, rates):
        known = {f: i for i, f in enumerate(corpus.forms)}
        forms, self.rates, self.maps = list(corpus.forms), rates, []
        for change in (str.upper, lambda f: f[0].upper() + f[1:], strip_accents):
            for f in map(change, corpus.forms):
                if f not in known:
                    known[f] = len(forms)
                    forms.append(f)
            self.maps.append(torch.tensor([known[change(f)] for f in corpus.forms]).to(DEVICE))
        self.forms = Corpus(forms, corpus.flat[:1].cpu().numpy(), corpus.lengths[:1], corpus.words)

    def __call__(self, numbers):
        """Inputs of the student, some sentences of [T, B] changed, and which [B] are as they were."""
        draw, low, out = torch.rand(numbers.shape[1], device=DEVICE), 0.0, numbers
        for kind, table in zip(("capitals", "title", "no_accents"), self.maps):
            high = low + self.rates[kind]
            out = torch.where((draw >= low) & (draw < high), table[numbers], out)
            low = high
        return self.forms.inputs(out), draw >= low


def endless(make):
    while True:
        yield from make()


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--teachers", nargs="+", required=True, help="checkpoints of train.py, same tables as the student")
    ap.add_argument("--worst", type=float, default=1.5, help="teachers that score so much less than the best one are left out")
    ap.add_argument("--student", required=True, help="model to go on from: .safetensors, or a checkpoint of train.py")
    ap.add_argument("--corpus", required=True, help="file of corpus.py with the tables of the student")
    ap.add_argument("--train", nargs="+", required=True)
    ap.add_argument("--dev", nargs="+", required=True, help="scored at the end")
    ap.add_argument("--out", required=True, help="checkpoint")
    ap.add_argument("--words", type=float, default=40e6, help="raw words to learn from")
    ap.add_argument("--seconds", type=float, help="stop after so many seconds, with the learning rate at its end")
    ap.add_argument("--batch", type=int, default=12000, help="raw words of a step; --options has those of the treebank")
    ap.add_argument("--seed", type=int, default=1)
    ap.add_argument("--threads", type=int, default=2)
    ap.add_argument("--options", type=json.loads, default={}, help="JSON, see train.OPTIONS")
    a = ap.parse_args()
    o = all_options(ap, a.options, dropout=0.15, input_dropout=0.05, mlp_dropout=0.15, smoothing=0.0, batch=2000)
    torch.manual_seed(a.seed)
    torch.set_num_threads(a.threads)
    rng = random.Random(a.seed)

    train = treebank(a.train)
    dev = [list(conllu.read(path)) for path in a.dev]
    states = [device.load(path) for path in a.teachers]
    figures = [combined(list(state["dev"].values())) for state in states]
    kept = [state for state, figure in zip(states, figures) if figure >= max(figures) - a.worst]
    print("teachers:", *(f"{figure:.2f}" for figure in figures), f"of which {len(kept)} teach", flush=True)
    teachers = Teachers([Model.from_state(state) for state in kept])
    given = export.load_any(a.student)
    student = Model.new(given.words, given.labels, given.lexicon, given.sizes, given.language, styles=CONVERTED + 1)
    student.load(given.state())
    student.crf = teachers.crf
    corpus = Corpus.load(a.corpus)
    for state in kept:
        if (state["words"], state["labels"]) != (given.words.words, given.labels) or corpus.words.words != given.words.words:
            raise SystemExit("the teachers, the student and the corpus have different tables of words or labels")
    augmenter = Augmenter(train, rng, **o["augment"])
    changes = Changes(corpus, augmenter.rates)
    labelled = ahead(lambda group: Batch(student, group), endless(lambda: augmented(train, o, augmenter, rng)))
    net = student.network
    net.train()
    optimizer = adamw(parameter_groups(net, o), lr=1.0, betas=(0.9, o["beta2"]), weight_decay=o["decay"])
    average = Average(net, o["average"])
    schedule = Schedule(a.words, a.seconds, warmup=0.03, decay=0.97)
    done, step, mean, begin = 0, 0, 0, time.time()
    seeds = itertools.count(a.seed)
    for batch in endless(lambda: corpus.batches(next(seeds), a.batch)):
        soft = soft_losses(student, teachers, corpus, changes, corpus.take(*batch), o)
        hard = losses(student, next(labelled), o)
        total = sum(o["weights"][k] * (o["silver_weight"] * soft[k] + hard.get(k, 0.0)) for k in SOFT)
        total.backward()
        for g in optimizer.param_groups:
            g["lr"] = g["base"] * schedule.rate(done)
        take_step(optimizer, net.parameters(), 2.0)
        average.update(net)
        done, step = done + batch[0] * len(batch[1]), step + 1
        mean = mean + torch.stack([soft[k].detach() for k in SOFT]) / 100
        if step % 100 == 0:
            print(f"step {step} words {done / 1e6:.2f}M", *(f"{k} {v:.3f}" for k, v in zip(SOFT, mean.tolist())),
                  f"{done / (time.time() - begin):.0f} words/s", flush=True)
            mean = 0
        if schedule.share(done) >= 1:
            break
    labelled.close()
    state = dict(student.state({k: v.half() for k, v in average.weights.items()}), options=o, seed=a.seed)
    replace(a.out, state)
    judged = Model.from_state(state)
    results = {os.path.basename(path): scores(d, analyze(judged, [s.forms for s in d])) for path, d in zip(a.dev, dev)}
    for name, r in results.items():
        print(f"  {name}", *(f"{k} {v:.2f}" for k, v in r.items()), flush=True)
    replace(a.out, dict(state, dev=results))


if __name__ == "__main__":
    main()
