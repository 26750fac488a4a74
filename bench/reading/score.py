#!/usr/bin/env python3
"""What reading found: bench/reading/score.py verdicts.test.jsonl

Prints how many of the statements judged are right, why others are not, and how often statements of a confidence are
right. Python 3, standard library only.
"""
import collections
import json
import sys

BOUNDS = (0.0, 0.3, 0.4, 0.5, 0.7, 0.8, 1.01)


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


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    with open(sys.argv[1], encoding="utf-8") as lines:
        verdicts = [json.loads(text) for text in lines]
    line("right", verdicts)
    for low, high in zip(BOUNDS, BOUNDS[1:]):
        chosen = [v for v in verdicts if low <= v["confidence"] < high]
        if chosen:
            line(f"  confidence {low:.1f}–{min(high, 1):.1f}", chosen)
    causes = collections.Counter(v["cause"] for v in verdicts if not v["right"])
    print("wrong: " + ", ".join(f"{cause} {count}" for cause, count in causes.most_common()))


if __name__ == "__main__":
    main()
