#!/usr/bin/env python3
"""The articles of the benchmark: bench/coref/articles.py unnews.jsonl.xz [dev|test] prints id, split and date; with a
split and --texts, the articles themselves as JSON lines, which is what trama and the baselines read. --of FILE takes
those of another key instead (subjects.jsonl, dropped.jsonl).

The rules were fixed before any of the articles that they choose was read. For each of the years 2003 to 2015 (2016,
half a year, counts with 2015), of the articles of 120 to 350 words (split at white space), the two whose SHA-256 of
"trama-coref:" and the id is smallest; then, because such news has few clitics, the next two of those that have at least
two words that look like clitics or end in one. Of each two, the smaller sum is dev, the other test. Articles with the
same text count once.
"""

import argparse
import hashlib
import json
import lzma
import re

FIRST_YEAR, LAST_YEAR = 2003, 2015
WORDS = range(120, 351)
PER_YEAR = 2  # Of each sort.
CLITIC = re.compile(r"\b(?:les?|\w{2,}(?:[aei]r|[áé]ndo)(?:se)?(?:l[aeo]s?))\b", re.IGNORECASE)


def select(lines):
    """Pairs of split and article, by year."""
    by_year = {year: [] for year in range(FIRST_YEAR, LAST_YEAR + 1)}
    for line in lines:
        article = json.loads(line)
        if len(article["text"].split()) in WORDS:
            year = min(int(article["date"][:4]), LAST_YEAR)
            key = hashlib.sha256(("trama-coref:" + article["id"]).encode()).hexdigest()
            by_year[year].append((key, article))
    texts = set()
    for articles in by_year.values():
        articles.sort(key=lambda pair: pair[0])
        for least_clitics in (0, 2):
            found = 0
            for _, article in articles:
                text = article["text"]
                if found < PER_YEAR and text not in texts and len(CLITIC.findall(text)) >= least_clitics:
                    yield ("dev", "test")[found], article
                    texts.add(text)
                    found += 1


def named_in(key, lines):
    """Pairs of split and article, of the articles of a key."""
    with open(key, encoding="utf-8") as rows:
        splits = {row["id"]: row["split"] for row in map(json.loads, rows)}
    for line in lines:
        article = json.loads(line)
        if article["id"] in splits:
            yield splits[article["id"]], article


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", help="unnews.jsonl.xz")
    parser.add_argument("split", nargs="?", choices=("dev", "test"))
    parser.add_argument("--texts", action="store_true", help="print the articles")
    parser.add_argument("--of", metavar="FILE", help="a key: its articles")
    options = parser.parse_args()
    with lzma.open(options.corpus, "rt", encoding="utf-8") as lines:
        for split, article in named_in(options.of, lines) if options.of else select(lines):
            if options.split in (None, split):
                row = json.dumps(article, ensure_ascii=False) if options.texts else None
                print(row or "\t".join((article["id"], split, article["date"])))


if __name__ == "__main__":
    main()
