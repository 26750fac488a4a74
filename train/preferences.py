#!/usr/bin/env python3
"""Makes extract/data/es/preferences.tsv: what fills the places of verbs and owns what nouns mean.

    build/release/bench/coref --fillers raw.jsonl | train/preferences.py > extract/data/es/preferences.tsv

Counts, by place and word, how often it is filled by actors of each type or by what is no actor (0), and writes how much
more or less often than that place is filled so at large: 1 (under a quarter), 2 (under two thirds), 3, 4 (from one and a
half times on), 5 (from three times on). Counts are smoothed by the place's own shares; words seen fewer than --least times are left out.
"""

import argparse
import collections
import math
import sys

TYPES = 7
SMOOTHING = 10
BOUNDS = (0.25, 0.667, 1.5, 3.0)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--least", type=int, default=25)
    options = parser.parse_args()
    places = collections.defaultdict(collections.Counter)
    words = collections.defaultdict(collections.Counter)
    for line in sys.stdin:
        place, lemma, kind = line.rstrip("\n").split("\t")
        places[place][int(kind)] += 1
        words[place, lemma][int(kind)] += 1
    print("# How often actors of a type fill a place of a word, against how often they fill that place of any: digits of what is no")
    print("# actor, people, organisations, countries, other places, groups, others; 1 hardly ever, 2 less, 3 as often, 4 more, 5 much more.")
    print("# Made by train/preferences.py of raw news (models/README.md).")
    print("# place\tword\tlevels")
    for (place, lemma), counts in sorted(words.items()):
        total = sum(counts.values())
        if total < options.least:
            continue
        everywhere = sum(places[place].values())
        levels = ""
        for kind in range(TYPES):
            share = places[place][kind] / everywhere
            own = (counts[kind] + SMOOTHING * share) / (total + SMOOTHING)
            levels += str(1 + sum(own / max(share, 1e-9) >= bound for bound in BOUNDS))
        if levels != "3" * TYPES:
            print(place, lemma, levels, sep="\t")


if __name__ == "__main__":
    main()
