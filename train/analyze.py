#!/usr/bin/env python3
"""Analyses the words of a CoNLL-U file anew and prints it with the model's labels."""
import argparse
import sys

import torch

import conllu
import export
from analysis import analyze


def main():
    ap = argparse.ArgumentParser(description=__doc__)
    ap.add_argument("--model", required=True, help=".safetensors")
    ap.add_argument("file")
    ap.add_argument("--threads", type=int, default=1)
    a = ap.parse_args()
    torch.set_num_threads(a.threads)
    model = export.load(a.model)
    sentences = list(conllu.read(a.file))
    for sentence, labels in zip(sentences, analyze(model, [s.forms for s in sentences])):
        conllu.write(sentence, labels, sys.stdout)


if __name__ == "__main__":
    main()
