#!/usr/bin/env python3
"""Writes a trained model as the safetensors file of docs/model-format.md, and reads one back.

Weights are rounded to F16 first, which --float keeps, and then to bytes; dev scores, self-test and reference outputs are computed
from the rounded weights. `export.py FLOAT.safetensors OUT.safetensors` makes the bytes of a file that --float left."""
import argparse
import hashlib
import json
import os
import struct
import sys

import numpy as np
import torch

import conllu
import crf
import device
import quantize
from analysis import Model, analyze, raw_scores
from evaluate import scores
from network import TASKS, Sizes
from tensors import TYPES, write
from vocabulary import Words

FLOAT_FORMAT, BYTE_FORMAT = 1, 2
# By so much the best score must be better than the second one for the self-test, whatever products are rounded to.
CLEAR = {FLOAT_FORMAT: 0.02, BYTE_FORMAT: 0.1}
_MOVED = {"root": "parse.root", "arc_weight": "arc.weight", "arc_bias": "arc.bias", "label_weight": "label.weight",
          "func_weight": "func.weight", "encoder.word.weight": "embed.word", "encoder.chars.embed.weight": "embed.char"}


def tensor_name(name):
    """Name in the file of a parameter of the network (mix and CRF apart)."""
    part = name.split(".")
    if name in _MOVED:
        return _MOVED[name]
    if part[:2] == ["encoder", "layers"]:  # encoder.layers.LAYER.DIRECTION.weight_ih_l0
        return f"lstm.{part[4][:-1]}{part[2]}" + ("_reverse" if part[3] == "1" else "")
    if part[:3] == ["encoder", "chars", "conv"]:
        return f"char.conv{part[3]}.{part[4]}"
    return name


def tensors(model):
    """The tensors of the file as NumPy arrays in F16 (`source` serves training alone)."""
    net = model.network
    out = {f"mix.{t}": net.mix_weights(t) for t in TASKS}
    names = ("crf.transitions", "crf.start", "crf.end")
    out.update(zip(names, crf.Crf(model.labels["entities"]).constrain(net.transitions, net.start, net.end)))
    for name, p in net.named_parameters():
        if name.split(".")[0] not in ("mix", "scale", "transitions", "start", "end", "source"):
            out[tensor_name(name)] = p
    out = {k: v.detach().cpu().numpy().astype(np.float16) for k, v in out.items()}
    bad = [k for k, v in out.items() if not np.isfinite(v).all()]
    if bad:
        raise ValueError(f"out of range for F16: {', '.join(bad)}")
    return out


def read(path):
    """(arrays as F32, metadata) of a file; bytes are multiplied with their scales."""
    with open(path, "rb") as file:
        data = file.read()
    size = struct.unpack("<Q", data[:8])[0]
    header = json.loads(data[8:8 + size])
    metadata = json.loads(header.pop("__metadata__")["trama"])
    arrays = {}
    for name, x in header.items():
        a, b = (8 + size + o for o in x["data_offsets"])
        arrays[name] = np.frombuffer(data[a:b], TYPES[x["dtype"]]).reshape(x["shape"]).astype(np.float32)
    for name in [k for k, x in header.items() if x["dtype"] == "I8"]:
        arrays[name] = quantize.dequantize(name, arrays[name], arrays.pop(name + ".scale"))
    return arrays, metadata


def load(path):
    """The model of a file, ready for analysis.analyze."""
    arrays, meta = read(path)
    widths = {int(k[9:-7]): v.shape[0] for k, v in arrays.items() if k.startswith("char.conv") and k.endswith(".weight")}
    sizes = Sizes(word=arrays["embed.word"].shape[1], char=arrays["embed.char"].shape[1], conv=widths,
                  hidden=arrays["lstm.weight_hh_l0"].shape[1], layers=len(arrays["mix.tag"]),
                  arc=len(arrays["arc.bias"]), label=arrays["label_dep.bias"].shape[0])
    labels = {k: meta[k] for k in ("tags", "lemmas", "deprels", "funcs", "entities")}
    model = Model.new(Words(meta["words"], meta["chars"]), labels, meta["lexicon"], sizes, meta["language"], meta["leak"])
    state = {}
    for name, _ in model.network.named_parameters():
        kind, _, task = name.partition(".")
        if kind == "scale":
            x = arrays["mix." + task].sum()
        elif kind == "mix":
            with np.errstate(divide="ignore"):
                x = np.log(arrays["mix." + task] / arrays["mix." + task].sum())
        elif kind == "source":  # Of use in training only.
            x = np.zeros((0, len(arrays["parse.root"])))
        else:
            x = arrays["crf." + name if name in ("transitions", "start", "end") else tensor_name(name)]
        state[name] = torch.tensor(x)
    model.network.load_state_dict(state)
    model.network.eval()
    return model


def load_any(path):
    """The model of a file: `.safetensors`, or a checkpoint of train.py."""
    return load(path) if path.endswith(".safetensors") else Model.from_state(device.load(path))


def metadata(model, version, card, selftest, format=FLOAT_FORMAT):
    return dict(kind="analysis", format=format, language=model.language, version=version, words=model.words.words, chars=model.words.chars,
                leak=model.network.leak, lexicon=model.lexicon, lemma_endings=model.lemma_endings, **model.labels, card=card,
                selftest=selftest)


def margin(model, forms):
    """Smallest distance between the best and the second score of tags, lemma scripts and heads of a sentence."""
    with torch.no_grad():
        s = raw_scores(model, [forms])
    gaps = [float((top := s[k].topk(2, -1).values)[..., 0].sub(top[..., 1]).min()) for k in ("tag", "lemma", "arc")]
    return min(gaps)


def reference(model, sentences):
    """Labels and some raw numbers of sentences, for comparing another implementation with this one."""
    out = []
    for forms, labels in zip(sentences, analyze(model, sentences)):
        with torch.no_grad():
            s = raw_scores(model, [forms])
        rounded = lambda x: [[round(v, 5) for v in row] for row in x.tolist()]
        out.append(dict(forms=forms, **labels, tag_max=[round(v, 5) for v in s["tag"][0].max(1).values.tolist()],
                        lemma_max=[round(v, 5) for v in s["lemma"][0].max(1).values.tolist()],
                        arc=rounded(s["arc"][0]), ner=rounded(s["ner"][0])))
    return out


def mean(states):
    """One state with the mean weights of runs that branched off one another, and all of their lexicons."""
    weights = {k: torch.stack([s["network"][k] for s in states]).mean(0) for k in states[0]["network"] if k != "source"}
    return dict(states[0], network=weights, lexicon={k: v for s in reversed(states) for k, v in s["lexicon"].items()})


def sha256(path):
    return hashlib.sha256(open(path, "rb").read()).hexdigest()


def finish(path, arrays, card, form, a, model):
    """Writes the tensors with card and self-test, which are made from what the file holds. `model` has the file's tables."""
    write(path, arrays, metadata(model, a.version, {}, [], form))
    model, card = load(path), dict(card, dev=dict(card["dev"]))
    for file in a.dev:
        gold = list(conllu.read(file))
        card["dev"][os.path.basename(file)] = scores(gold, analyze(model, [s.forms for s in gold]))
        print(os.path.basename(file), card["dev"][os.path.basename(file)])
    samples = [line.split() for line in open(a.samples, encoding="utf-8") if line.strip()]
    clear = [s for s in samples[:8] if margin(model, s) > CLEAR[form]]
    if not clear:
        sys.exit("no sample is decided clearly enough for the self-test")
    selftest = [dict(forms=s, **labels) for s, labels in zip(clear, analyze(model, clear))]
    write(path, arrays, metadata(model, a.version, card, selftest, form))
    if a.reference and form == BYTE_FORMAT:
        with open(a.reference, "w", encoding="utf-8") as file:
            json.dump(dict(model=os.path.basename(path), sha256=sha256(path), sentences=reference(model, samples)), file,
                      ensure_ascii=False)
            file.write("\n")
    print(f"{path}: {os.path.getsize(path) / 1e6:.1f} MB, sha256 {sha256(path)}, self-test of {len(clear)} sentences")


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("checkpoints", nargs="+", help="models of train.py; of several, the mean of the weights is written; or one file of --float")
    ap.add_argument("out", help=".safetensors")
    ap.add_argument("--version", default="1.0")
    ap.add_argument("--float", help="also write the weights as F16 to this .safetensors file")
    ap.add_argument("--dev", nargs="*", default=[], help="CoNLL-U files to score")
    ap.add_argument("--data", nargs="*", default=[], help="files that the model was trained on, for the card")
    ap.add_argument("--licence", default="", help="for the card")
    ap.add_argument("--command", default="", help="for the card")
    ap.add_argument("--samples", default=os.path.join(os.path.dirname(os.path.abspath(__file__)), "samples.txt"),
                    help="tokenised sentences; those with clear decisions among the first eight become the self-test")
    ap.add_argument("--reference", help="JSON file to write with the samples' labels and raw numbers")
    a = ap.parse_args()
    from_float = a.checkpoints[0].endswith(".safetensors")
    if from_float:
        if len(a.checkpoints) > 1:
            ap.error("one .safetensors file only")
        arrays, meta = read(a.checkpoints[0])
        card = dict(meta["card"], floats=dict(version=meta["version"], sha256=sha256(a.checkpoints[0])))
        model = load(a.checkpoints[0])
    else:
        state = mean([device.load(p) for p in a.checkpoints])
        model = Model.from_state(state)
        card = dict(data={os.path.basename(p): sha256(p) for p in a.data}, licence=a.licence, command=a.command,
                    seed=state.get("seed"), options=state.get("options"), epoch=state.get("epoch"), dev={})
        arrays = tensors(model)
        write(a.out, arrays, metadata(model, a.version, {}, []))
        model = load(a.out)  # Rounded to F16.
        if a.float:
            finish(a.float, arrays, card, FLOAT_FORMAT, a, model)
    finish(a.out, quantize.tensors(arrays, model), card, BYTE_FORMAT, a, model)


if __name__ == "__main__":
    main()
