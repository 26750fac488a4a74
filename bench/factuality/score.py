#!/usr/bin/env python3
"""Scores what trama says of the source, the polarity and the modality of statements against a reader's annotation.

    score.py --unnews unnews.jsonl.xz --newscommentary newscommentary.txt.xz [--part dev] [--errors]
             [--trama build/release/bin/trama] [--model FILE] [--predictions FILE]

Runs `trama extract` over the articles of a part, finds for each annotated statement the one that trama read from the
same predicate, and prints coverage, accuracies beside those of saying positive, asserted and no source throughout, and
the confusion table of modalities. README.md has the definitions. Python 3, standard library only.
"""
import argparse
import collections
import json
import math
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

import articles

HERE = os.path.dirname(os.path.abspath(__file__))
MODALITIES = ("asserted", "promised", "planned", "possible", "alleged", "conditional", "ordered", "denied")
SMALL_WORDS = {"a", "al", "como", "con", "de", "del", "e", "el", "en", "la", "las", "los", "o", "para", "por", "su",
               "sus", "un", "una", "unos", "unas", "y"}


def read_gold(part):
    with open(os.path.join(HERE, f"{part}.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def extract(command, documents):
    """Statements of trama by document."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for document in documents:
            row = {key: document[key] for key in ("id", "title", "text", "date") if document.get(key)}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")
        file.flush()
        done = subprocess.run(command + [file.name], stdout=subprocess.PIPE, encoding="utf-8", check=True)
    return by_document(done.stdout.splitlines())


def by_document(lines):
    statements = collections.defaultdict(list)
    for line in lines:
        if line.strip():
            statement = json.loads(line)
            statements[statement["evidence"]["document"]].append(statement)
    return statements


def overlap(a, b):
    return max(0, min(a[1], b[1]) - max(a[0], b[0]))


def align(gold, predicted):
    """For each gold statement of a document the predicted one of the same predicate, or None."""
    candidates = [[] for _ in gold]
    for order, statement in enumerate(predicted):
        span = statement["relation"]["span"]

        def fit(g):
            return (statement["relation"]["lemma"] == gold[g]["lemma"], overlap(span, gold[g]["predicate"]),
                    gold[g]["predicate"])

        touched = [g for g in range(len(gold)) if overlap(span, gold[g]["predicate"]) > 0]
        if touched:
            best = max(touched, key=fit)
            candidates[best].append((*fit(best)[:2], statement.get("confidence", 0), -order, statement))
    return [max(found, key=lambda c: c[:4])[4] if found else None for found in candidates]


def words(name):
    folded = unicodedata.normalize("NFD", name.casefold())
    folded = "".join(c for c in folded if not unicodedata.combining(c))
    return [w for w in re.findall(r"\w+", folded) if w not in SMALL_WORDS]


def is_common(name):
    return next((w for w in name.split() if w.casefold() not in SMALL_WORDS), name)[:1].islower()


def same_name(a, b):
    """The words of one are all in the other; what begins with a common noun has to begin with the same one."""
    first, second = words(a), words(b)
    if not first or not second:
        return False
    if is_common(a) or is_common(b):
        return first[0] == second[0]
    return set(first) <= set(second) or set(second) <= set(first)


def is_participant(predicted, gold, text):
    """Whether a participant of a statement stands at the annotated place or has one of the annotated names."""
    if overlap(predicted.get("span", (0, 0)), gold["span"]) > 0:
        return True
    names = [text[begin:end].decode() for begin, end in gold["names"]]
    own = [predicted["canonical"], *predicted.get("aliases", ())]
    return any(same_name(name, other) for name in names for other in own)


def right_source(statement, gold, text):
    source = statement.get("source")
    if source is None:
        return None in gold["source"]
    return any(is_participant(source["who"], one, text) for one in gold["source"] if one)


def right_through(statement, gold, text):
    through = statement.get("source", {}).get("through")
    return through is not None and is_participant({"canonical": through}, gold["through"], text)


def judge(gold, statement, text):
    """What is right about an aligned pair, and what would be of the most frequent answer."""
    verdict = {
        "polarity": statement["polarity"] == gold["polarity"],
        "modality": statement["modality"] in gold["modality"],
        "source": right_source(statement, gold, text),
        "polarity of the majority": gold["polarity"] == "positive",
        "modality of the majority": "asserted" in gold["modality"],
        "source of the majority": None in gold["source"],
        "needs source": None not in gold["source"],
        "has source": statement.get("source") is not None,
    }
    if "through" in gold:
        verdict["through"] = right_through(statement, gold, text)
    return verdict


class Share:
    """A share with the 95 % interval of Wilson."""

    def __init__(self, verdicts):
        verdicts = list(verdicts)
        self.right, self.total = sum(verdicts), len(verdicts)

    def __str__(self):
        if not self.total:
            return "    –"
        p, n, z = self.right / self.total, self.total, 1.96
        middle, half = p + z * z / (2 * n), z * math.sqrt(p * (1 - p) / n + z * z / (4 * n * n))
        low, high = (middle - half) / (1 + z * z / n), (middle + half) / (1 + z * z / n)
        return f"{100 * p:5.1f}  ({self.right}/{self.total}; {100 * low:.0f}–{100 * high:.0f})"


def report(pairs, verdicts, gold):
    found = [p for p in pairs if p[1]]
    names = {g["id"] for g in gold}
    print(f"statements {len(gold)} in {len(names)} articles; found {Share(bool(p[1]) for p in pairs)}")
    print("\namong those found                right (of; 95 %)          majority")
    for name in ("polarity", "modality", "source"):
        majority = Share(v[name + " of the majority"] for v in verdicts)
        print(f"{name:30}{Share(v[name] for v in verdicts)!s:27}{majority}")
    print(f"{'source, where one is needed':30}{Share(v['source'] for v in verdicts if v['needs source'])}")
    print(f"{'source, where none is':30}{Share(v['source'] for v in verdicts if v['source of the majority'])}")
    print(f"{'source, of those given':30}{Share(v['source'] for v in verdicts if v['has source'])}")
    print(f"{'who passed it on':30}{Share(v['through'] for v in verdicts if 'through' in v)}")
    negative = [(p, v) for p, v in zip(found, verdicts) if p[0]["polarity"] == "negative"]
    print(f"{'polarity, of negative ones':30}{Share(v['polarity'] for _, v in negative)}")
    hedged = [v for v in verdicts if not v["modality of the majority"]]
    print(f"{'modality, of hedged ones':30}{Share(v['modality'] for v in hedged)}")
    print("\nmodality: gold (rows) against trama")
    table = collections.Counter()
    for one, statement in found:
        answer = statement["modality"]
        table[answer if answer in one["modality"] else one["modality"][0], answer] += 1
    print(" " * 12 + "".join(f"{m[:8]:>9}" for m in MODALITIES) + "    right")
    for row in MODALITIES:
        cells = [table[row, column] for column in MODALITIES]
        if sum(cells):
            print(f"{row:12}" + "".join(f"{c or '·':>9}" for c in cells) + f"{100 * table[row, row] / sum(cells):9.1f}")
    print("\nstratum             statements  found  polarity  modality  source  source needed")
    for stratum in sorted({g["stratum"] for g in gold}):
        chosen = [v for p, v in zip(found, verdicts) if p[0]["stratum"] == stratum]
        shares = [Share(v[name] for v in chosen) for name in ("polarity", "modality", "source")]
        shares.append(Share(v["source"] for v in chosen if v["needs source"]))
        total = sum(g["stratum"] == stratum for g in gold)
        print(f"{stratum:20}{total:10}{len(chosen):7}" + "".join(f"{str(s).split('(')[0].strip():>9}" for s in shares))


def print_errors(pairs, verdicts, texts):
    found = [p for p in pairs if p[1]]
    for (gold, statement), verdict in zip(found, verdicts):
        wrong = [name for name in ("polarity", "modality", "source") if not verdict[name]]
        if not wrong:
            continue
        text = texts[gold["id"]]

        def cut(span):
            return text[slice(*span)].decode()

        sources = "|".join(cut(s["span"]) if s else "–" for s in gold["source"])
        source = statement.get("source", {})
        print(f"\n{gold['id']} {gold['predicate']} {gold['stratum']}: {', '.join(wrong)}")
        print(f"  gold  {cut(gold['predicate'])}: {gold['polarity']} {'|'.join(gold['modality'])} {sources}")
        print(f"  trama {statement['subject']['canonical']} –{statement['relation']['label']}→ "
              f"{statement['object']['canonical']}: {statement['polarity']} {statement['modality']} "
              f"{source.get('who', {}).get('canonical', '–')} ({source.get('verb', '')})")
        print(f"  {statement['evidence']['sentence']}")


def score(gold, statements, texts):
    """Pairs (gold, statement or None) and the verdicts on those that have a statement."""
    pairs = []
    for name in dict.fromkeys(g["id"] for g in gold):
        own = [g for g in gold if g["id"] == name]
        pairs.extend(zip(own, align(own, statements.get(name, []))))
    return pairs, [judge(g, s, texts[g["id"]]) for g, s in pairs if s]


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--unnews", required=True)
    parser.add_argument("--newscommentary", required=True)
    parser.add_argument("--part", choices=("dev", "test"), default="dev")
    parser.add_argument("--trama", default=os.path.join(HERE, "../../build/release/bin/trama"))
    parser.add_argument("--model")
    parser.add_argument("--predictions", help="statements that `trama extract` wrote before, instead of running it")
    parser.add_argument("--errors", action="store_true", help="also print what is wrong (not for the test part)")
    arguments = parser.parse_args()
    gold = read_gold(arguments.part)
    documents = articles.read(arguments.unnews, arguments.newscommentary)
    names = list(dict.fromkeys(g["id"] for g in gold))
    texts = {name: documents[name]["text"].encode() for name in names}
    if arguments.predictions:
        with open(arguments.predictions, encoding="utf-8") as lines:
            statements = by_document(lines)
    else:
        command = [arguments.trama, "extract", "--quiet"] + (["--model", arguments.model] if arguments.model else [])
        statements = extract(command, [documents[name] for name in names])
    pairs, verdicts = score(gold, statements, texts)
    report(pairs, verdicts, gold)
    if arguments.errors:
        print_errors(pairs, verdicts, texts)


if __name__ == "__main__":
    sys.exit(main())
