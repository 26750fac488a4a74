#!/bin/sh
# Pretraining, training and export: run.sh DATA OUT MODEL.safetensors [python]
set -eu
data=$1 out=$2 model=$3 python=${4:-python3}
here=$(dirname "$0")
mkdir -p "$out"
"$python" "$here/pretrain.py" --raw "$data/raw/unnews.jsonl.xz" "$data/raw/newscommentary.txt.xz" \
    --treebank "$data/train.conllu" --out "$out/pretrained.pt"
"$python" "$here/train.py" --train "$data/train.conllu" --dev "$data/dev.conllu" "$data/dev-cess.conllu" \
    --pretrained "$out/pretrained.pt" --out "$out/model.pt"
"$python" "$here/lexicon.py" "$out/model.pt" "$out/model-lexicon.pt" --raw "$data/raw/unnews.jsonl.xz" "$data/raw/newscommentary.txt.xz"
"$python" "$here/export.py" "$out/model-lexicon.pt" "$model" --dev "$data/dev.conllu" "$data/dev-cess.conllu" \
    --data "$data/train.conllu" "$data/raw/unnews.jsonl.xz" "$data/raw/newscommentary.txt.xz" \
    --licence "$(cat "$here/licence.txt")" --command "train/run.sh DATA OUT MODEL" \
    --reference "$here/../tests/data/analysis-reference.json"
