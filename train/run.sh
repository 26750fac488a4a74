#!/bin/sh
# Pretraining, teachers, silver trees, student, export: run.sh DATA OUT MODEL.safetensors [python]
# Needs build/release/bin/trama (or $TRAMA) to divide raw text. Every step goes on from its checkpoint or is passed over if done.
set -eu
data=$1 out=$2 model=$3 python=${4:-python3}
here=$(dirname "$0")
trama=${TRAMA:-$here/../build/release/bin/trama}
raw="$data/raw/unnews.jsonl.xz $data/raw/newscommentary.txt.xz"
mkdir -p "$out"

# shellcheck disable=SC2086  # $raw is two words.
"$python" "$here/pretrain.py" --raw $raw --treebank "$data/train.conllu" --out "$out/pretrained.pt" --words 23e6
for seed in 11 12 13; do
  "$python" "$here/train.py" --train "$data/train.conllu" --dev "$data/dev.conllu" "$data/dev-cess.conllu" \
    --pretrained "$out/pretrained.pt" --seed $seed --out "$out/teacher$seed.pt"
done
if [ ! -e "$out/silver.conllu" ]; then
  # Any model will do here: only the words and sentences of its output are read.
  "$python" "$here/export.py" "$out/teacher11.pt" "$out/teacher11.safetensors"
  xzcat "$data/raw/unnews.jsonl.xz" | awk 'NR % 4 == 1' > "$out/un.jsonl"
  xzcat "$data/raw/newscommentary.txt.xz" | awk 'length($0) > 60 && NR % 6 == 1 { print; print "" }' > "$out/nc.txt"
  for part in un.jsonl nc.txt; do
    "$trama" analyze --model "$out/teacher11.safetensors" "$out/$part" > "$out/$part.conllu"
    "$python" "$here/teach.py" "$out/$part.conllu" "$out/$part.silver" --words 1.4e6 --least 0.88 \
      --models "$out/teacher11.pt" "$out/teacher12.pt" "$out/teacher13.pt"
  done
  cat "$out/un.jsonl.silver" "$out/nc.txt.silver" > "$out/silver.conllu"
fi
"$python" "$here/train.py" --train "$data/train.conllu" --silver "$out/silver.conllu" --dev "$data/dev.conllu" "$data/dev-cess.conllu" \
  --pretrained "$out/pretrained.pt" --seed 1 --out "$out/student.pt" --options '{"epochs": 10}'
# shellcheck disable=SC2086
"$python" "$here/lexicon.py" "$out/student.pt" "$out/student-lexicon.pt" --raw $raw
# shellcheck disable=SC2086
"$python" "$here/export.py" "$out/student-lexicon.pt" "$model" --float "$out/$(basename "$model")" --dev "$data/dev.conllu" "$data/dev-cess.conllu" \
  --data "$data/train.conllu" $raw --licence "$(cat "$here/licence.txt")" --command "train/run.sh DATA OUT MODEL" \
  --reference "$here/../tests/data/analysis-reference.json"
