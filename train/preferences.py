#!/usr/bin/env python3
"""Makes extract/data/es/preferences.tsv: who fills the places of verbs, and who owns what nouns mean.

    build/release/bench/coref --fillers raw.jsonl | train/preferences.py > extract/data/es/preferences.tsv

Counts, by place and word, how often it is filled by actors of each type or by what is no actor (0), and by actors of a
class of actors.tsv, and writes how much more or less often than that place is filled so at large: 1 (under a quarter), 2
(under two thirds), 3, 4 (from one and a half times on), 5 (from three times on). Counts are smoothed by the place's own
shares; words seen fewer than --least times are left out, and of classes what is neither likely nor unlikely.
"""

import argparse
import collections
import sys

TYPES = 7
SMOOTHING = 10
CLASS_SMOOTHING = 20
EXPECTED = 4  # Of a class, to say that it is rare with a word.
BOUNDS = (0.25, 0.667, 1.5, 3.0)

HEAD = """\
# How often actors of a type fill a place of a word, against how often they fill that place of any: digits of what is no actor,
# people, organisations, countries, other places, groups, others; 1 hardly ever, 2 less, 3 as often, 4 more, 5 much more. Then the
# same of classes of actors.tsv, but 3. Made by train/preferences.py of raw news (models/README.md).
# place\tword\tlevels\tclasses"""


def level(count, total, share, smoothing):
    own = (count + smoothing * share) / (total + smoothing)
    return 1 + sum(own / max(share, 1e-9) >= bound for bound in BOUNDS)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=25)
    options = parser.parse_args()
    places = collections.defaultdict(collections.Counter)
    words = collections.defaultdict(collections.Counter)
    for line in sys.stdin:
        place, lemma, kind, classes = line.rstrip("\n").split("\t")
        for key in (int(kind), *classes.split()):
            places[place][key] += 1
            words[place, lemma][key] += 1
    print(HEAD)
    for (place, lemma), counts in sorted(words.items()):
        total = sum(counts[kind] for kind in range(TYPES))
        if total < options.least:
            continue
        everywhere = sum(places[place][kind] for kind in range(TYPES))
        shares = {key: count / everywhere for key, count in places[place].items()}
        levels = "".join(str(level(counts[kind], total, shares.get(kind, 0), SMOOTHING)) for kind in range(TYPES))
        classes = []
        for name, share in sorted((key, share) for key, share in shares.items() if isinstance(key, str)):
            told = level(counts[name], total, share, CLASS_SMOOTHING)
            if told > 3 and counts[name] >= 3 or told < 3 and share * total >= EXPECTED:
                classes.append(f"{name}={told}")
        if levels != "3" * TYPES or classes:
            print(place, lemma, levels, " ".join(classes) or "-", sep="\t")


if __name__ == "__main__":
    main()
