#!/usr/bin/env python3
"""What reading found: bench/reading/score.py verdicts.test.jsonl [--now unnews.jsonl.xz]

Prints how many of the statements judged are right, why others are not, and how often statements of a confidence are
right; where two readers judged, how often they agree. With --now the same of those that today's program still prints
(with --all: reads, however unsure), with the confidence that it gives them. Python 3, standard library only.
"""
import argparse
import collections
import json
import lzma
import os

import sample

LEAST = (0.65, 0.7, 0.75, 0.8)
BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 1.01)


def interval(right, count):
    """Wilson's interval of 95 %."""
    if not count:
        return 0.0, 1.0
    z, share = 1.96, right / count
    middle = share + z * z / (2 * count)
    width = z * (share * (1 - share) / count + z * z / (4 * count * count)) ** 0.5
    return (middle - width) / (1 + z * z / count), (middle + width) / (1 + z * z / count)


def line(name, verdicts):
    right = sum(v["right"] for v in verdicts)
    low, high = interval(right, len(verdicts))
    said = sum(v["confidence"] for v in verdicts) / max(1, len(verdicts))
    print(f"{name:<22}{right:>4} of {len(verdicts):<4}{100 * right / max(1, len(verdicts)):>6.1f} %  "
          f"({100 * max(0.0, low):.0f}–{100 * high:.0f})   confidence {100 * said:.1f}")


def report(verdicts):
    line("right", verdicts)
    for low, high in zip(BOUNDS, BOUNDS[1:]):
        chosen = [v for v in verdicts if low <= v["confidence"] < high]
        if chosen:
            line(f"  confidence {low:.1f}–{min(high, 1):.1f}", chosen)
    all_right = sum(v["right"] for v in verdicts)
    for least in LEAST:
        chosen = [v for v in verdicts if v["confidence"] >= least]
        right = sum(v["right"] for v in chosen)
        if chosen and right < all_right:
            kept = f"{100 * right / all_right:.0f} % of the right ones"
            print(f"  --min-confidence {least:<5}{100 * right / len(chosen):>5.1f} % right, {kept}")
    causes = collections.Counter(v["cause"] for v in verdicts if not v["right"])
    print("wrong: " + ", ".join(f"{cause} {count}" for cause, count in causes.most_common()))
    each = [v["readers"] for v in verdicts if "readers" in v]
    if each:
        shares = ", ".join(f"{100 * sum(column) / len(each):.1f}" for column in zip(*each))
        agreed = sum(len(set(one)) == 1 for one in each)
        print(f"readers: {shares} % right, {100 * agreed / len(each):.1f} % judged alike")


def printed_now(verdicts, corpus, trama, options=()):
    """The verdicts whose statement is still printed, with today's confidence."""
    ids = {v["id"][0] for v in verdicts}
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        articles = [article for article in map(json.loads, lines) if article["id"] in ids]
    now = {json.dumps(sample.identity(s)): s["confidence"] for s in sample.extract(trama, articles, options)}
    return [{**v, "confidence": now[key]} for v in verdicts if (key := json.dumps(v["id"])) in now]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("verdicts")
    parser.add_argument("--now", metavar="CORPUS", help="unnews.jsonl.xz")
    parser.add_argument("--all", action="store_true", help="with --now: what trama extract leaves out as too unsure, too")
    parser.add_argument("--trama", default=os.path.join(sample.ROOT, "build", "release", "bin", "trama"))
    options = parser.parse_args()
    with open(options.verdicts, encoding="utf-8") as lines:
        verdicts = [json.loads(text) for text in lines]
    report(verdicts)
    if options.now:
        kept = printed_now(verdicts, options.now, options.trama, ["--min-confidence", "0"] if options.all else [])
        right = sum(v["right"] for v in verdicts)
        print(f"\nstill printed: {sum(v['right'] for v in kept)} of {right} right ones, "
              f"{sum(not v['right'] for v in kept)} of {len(verdicts) - right} wrong ones")
        report(kept)


if __name__ == "__main__":
    main()
