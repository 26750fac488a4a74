#!/usr/bin/env python3
"""Scores time expressions and quantities against the files beside this one (README.md says how they were annotated).

    bench/time/score.py CORPUS.jsonl.xz [--split dev|test|unseen] [--program build/release/bench/time] [--errors]

CORPUS has the articles (id, text, date, one JSON object a line; .xz or plain); only those of the split are read from it
and given to the program bench/time, whose output is compared. Standard library only.
"""

import argparse
import json
import lzma
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent
UNITS = {"D": ("día",), "W": ("semana",), "M": ("mes",), "Y": ("año",)}


def read_rows(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def by_article(rows):
    found = defaultdict(list)
    for row in rows:
        found[row["id"]].append(row)
    return found


def read_articles(corpus, wanted):
    opened = lzma.open(corpus, "rt", encoding="utf-8") if corpus.suffix == ".xz" else open(corpus, encoding="utf-8")
    with opened as file:
        articles = {}
        for line in file:
            article = json.loads(line)
            if article["id"] in wanted:
                articles[article["id"]] = {key: article[key] for key in ("id", "text", "date")}
    missing = wanted - set(articles)
    if missing:
        sys.exit(f"score.py: {corpus} lacks {len(missing)} articles, {min(missing)} among them")
    return articles


def run_program(program, model, articles):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for article in articles.values():
            file.write(json.dumps(article, ensure_ascii=False) + "\n")
        file.flush()
        command = [str(program), file.name] + (["--model", model] if model else [])
        output = subprocess.run(command, check=True, stdout=subprocess.PIPE, encoding="utf-8").stdout
    return {row["id"]: row for row in map(json.loads, output.splitlines())}


def overlap(one, two):
    return min(one["span"][1], two["span"][1]) - max(one["span"][0], two["span"][0])


def align(gold, predicted):
    """Pairs of one gold row and one prediction (None: nothing overlaps), largest overlaps first; and what is left."""
    pairs = sorted(((overlap(g, p), -i, -j) for i, g in enumerate(gold) for j, p in enumerate(predicted)), reverse=True)
    matched = {}
    for size, i, j in pairs:
        if size > 0 and -i not in matched and -j not in matched.values():
            matched[-i] = -j
    aligned = [(g, predicted[matched[i]] if i in matched else None) for i, g in enumerate(gold)]
    return aligned, [p for j, p in enumerate(predicted) if j not in matched.values()]


def same_interval(gold, found):
    return all((gold[end] or "") == found.get(end, "") for end in ("begin", "end"))


def close(one, two):
    return abs(one - two) <= 1e-4 * max(abs(one), abs(two))


def same_value(gold, found):
    return close(gold["low"], found["low"]) and close(gold["high"], found["high"])


def is_duration(gold, found):
    """P3M and a quantity of 3 "mes"."""
    number, unit = int(gold["value"][1:-1]), gold["value"][-1]
    values = [(number, UNITS[unit])]
    if unit == "Y":
        values.append((number / 10, ("década", "decenio")))
    if unit == "M":
        values.append((number / 12, ("año",)))
    return any(close(found["low"], value) and found.get("unit") in names for value, names in values)


def percent(part, whole):
    return f"{part:4d} of {whole:4d} {100 * part / whole if whole else 0:6.1f} %"


class Report:
    def __init__(self, articles, errors):
        self.articles, self.errors = articles, errors

    def show(self, kind, gold, found):
        if not self.errors:
            return
        row = gold or found
        article = self.articles[row["id"]] if "id" in row else {"text": "", "date": ""}
        text = article["text"].encode()
        begin, end = row["span"]
        context = text[max(0, begin - 60) : begin] + b" [[" + text[begin:end] + b"]] " + text[end : end + 40]
        shown = context.decode(errors="ignore").replace("\n", " ")

        def values(one):
            keys = ("kind", "value", "begin", "end", "low", "high", "unit", "approximate", "text")
            return {key: one[key] for key in keys if key in one} if one else None

        print(f"{kind}  {row['id']} {article['date']}  {shown}\n    gold {values(gold)}\n    found {values(found)}")


def score_times(gold, found, report):
    spans, right, exact, wrong_sets, spare, durations, total = 0, 0, 0, 0, 0, 0, Counter()
    counted = by_article(gold)
    for article in report.articles:
        rows = counted[article]
        times = [dict(row, id=article) for row in found[article]["times"]]
        quantities = [dict(row, id=article) for row in found[article]["quantities"]]
        total.update(row["kind"] for row in rows)
        aligned, left = align([row for row in rows if row["kind"] == "date"], times)
        for row, match in aligned:
            spans += match is not None
            exact += match is not None and row["span"] == match["span"]
            good = match is not None and same_interval(row, match)
            right += good
            if not good:
                report.show("time", row, match)
        others, left = align([row for row in rows if row["kind"] != "date"], left)
        for row, match in others:
            dated = match is not None and ("begin" in match or "end" in match)
            if row["kind"] == "set":
                wrong_sets += dated
            else:
                good = not dated and any(overlap(row, one) > 0 and is_duration(row, one) for one in quantities)
                durations += good
                if not good:
                    report.show("duration", row, match)
        for row in left:
            if "begin" in row or "end" in row:
                spare += 1
                report.show("spare time", None, row)
    print(f"dates: found               {percent(spans, total['date'])}")
    print(f"dates: right interval      {percent(right, total['date'])}")
    print(f"dates: same words          {percent(exact, total['date'])}")
    print(f"durations: right value     {percent(durations, total['duration'])}")
    print(f"dates and durations right  {percent(right + durations, total['date'] + total['duration'])}")
    print(f"sets read as a date        {percent(wrong_sets, total['set'])}")
    print(f"intervals given where there is none {spare + wrong_sets}")


def score_quantities(gold, found, report):
    counts, spare = Counter(), 0
    counted = by_article(gold)
    for article in report.articles:
        rows = [dict(row, id=article) for row in found[article]["quantities"]]
        aligned, left = align(counted[article], rows)
        for row, match in aligned:
            value = match is not None and same_value(row, match)
            unit = match is not None and match.get("unit", "").lower() in (row["unit"] or "").split("|")
            approximate = match is not None and match.get("approximate", False) == row.get("approximate", False)
            counts.update(found=match is not None, value=value, unit=value and unit, all=value and unit and approximate)
            if not (value and unit and approximate):
                report.show("quantity", row, match)
        spare += len(left)
        for row in left:
            report.show("spare quantity", None, row)
    print(f"quantities: found          {percent(counts['found'], len(gold))}")
    print(f"quantities: right value    {percent(counts['value'], len(gold))}")
    print(f"quantities: and unit       {percent(counts['unit'], len(gold))}")
    print(f"quantities: and approximate{percent(counts['all'], len(gold))}")
    print(f"quantities given where there is none {spare}")


def main():
    parser = argparse.ArgumentParser(description="Scores time expressions and quantities.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--split", choices=("dev", "test", "unseen"), default="dev")
    parser.add_argument("--program", type=Path, default=HERE.parent.parent / "build/release/bench/time")
    parser.add_argument("--model", help="model file")
    parser.add_argument("--errors", action="store_true", help="show what is wrong")
    options = parser.parse_args()
    wanted = set((HERE / f"articles.{options.split}.txt").read_text().split())
    articles = read_articles(options.corpus, wanted)
    found = run_program(options.program, options.model, articles)
    report = Report(articles, options.errors)
    print(f"{len(articles)} articles ({options.split})")
    score_times(read_rows(HERE / f"times.{options.split}.jsonl"), found, report)
    score_quantities(read_rows(HERE / f"quantities.{options.split}.jsonl"), found, report)


if __name__ == "__main__":
    main()
