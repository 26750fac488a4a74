#!/usr/bin/env python3
"""Token F1 of the body and exact matches of title and date, of trama and of other readers on the same pages.

    python3 -m venv V && V/bin/pip install -r bench/html/requirements.txt
    V/bin/python bench/html/compare.py bench/html/pages

A folder holds pages (NAME.html) with what is expected of them (NAME.json: "text", and "title" and "date" where they are
to be judged). Body: precision and recall of words with their counts, the mean over pages; a page without an article
expects an empty text. Title: equal but for white space and case. Date: the day. --half a|b takes every other page, by name;
--worst N names the pages that trama reads worst."""

import argparse
import collections
import json
import logging
import os
import pathlib
import re
import subprocess
import sys

PROGRAM = pathlib.Path(__file__).resolve().parents[2] / "build/release/bench/html"


def tokens(text):
    return collections.Counter(re.findall(r"\w+", (text or "").lower()))


def score(found, expected):
    found, expected = tokens(found), tokens(expected)
    if not expected:
        return (1.0, 1.0, 1.0) if not found else (0.0, 1.0, 0.0)
    both = sum((found & expected).values())
    precision = both / max(1, sum(found.values()))
    recall = both / sum(expected.values())
    return precision, recall, 2 * both / (sum(found.values()) + sum(expected.values()))


def trama(pages):
    folders = sorted({str(page.parent) for page in pages})
    run = subprocess.run([PROGRAM, *folders], check=True, capture_output=True, text=True)
    print(run.stderr.strip())
    found = {}
    for line in run.stdout.splitlines():
        article = json.loads(line)
        found[article["file"]] = article
    return [found[str(page)] for page in pages]


def trafilatura(pages):
    from trafilatura import bare_extraction

    for page in pages:
        document = bare_extraction(page.read_bytes(), include_comments=False, include_tables=True, with_metadata=True)
        document = document.as_dict() if document else {}
        yield {"title": document.get("title"), "date": document.get("date"), "text": document.get("text")}


def decoded(raw):
    """It takes text alone."""
    try:
        return raw.decode()
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def readability(pages):
    import lxml.html
    from readability import Document

    for page in pages:
        try:
            document = Document(decoded(page.read_bytes()))
            text = lxml.html.fromstring(document.summary(html_partial=True)).text_content()
            yield {"title": document.short_title(), "date": "", "text": text}
        except Exception:  # It has an exception for most kinds of bad page.
            yield {"title": "", "date": "", "text": ""}


def spent():
    """Seconds of the processor, those of programs that were run included."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def norm(text):
    return " ".join((text or "").split()).casefold()


def report(name, found, pages, seconds, wrong=False):
    rows = []
    titles, dates = [], []
    for page, article in zip(pages, found):
        expected = json.loads(page.with_suffix(".json").read_text())
        rows.append(score(article["text"], expected["text"]))
        if expected.get("title"):
            titles.append(norm(article["title"]) == norm(expected["title"]))
        if "date" in expected:
            dates.append((article["date"] or "")[:10] == expected["date"])
        if wrong and (expected.get("title") and not titles[-1] or "date" in expected and not dates[-1]):
            print(f"    {page.name}: {article['title']!r} {article['date']!r}, not {expected.get('title')!r} {expected.get('date')!r}")
    mean = [sum(row[i] for row in rows) / len(rows) for i in range(3)]
    share = lambda hits: f"{sum(hits) / len(hits):.3f} of {len(hits)}" if hits else "-"
    print(f"{name:12} P {mean[0]:.3f}  R {mean[1]:.3f}  F1 {mean[2]:.3f}   title {share(titles)}   date {share(dates)}"
          f"   {seconds:.2f} s")
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, nargs="+")
    parser.add_argument("--half", choices=["a", "b"])
    parser.add_argument("--worst", type=int, default=0)
    parser.add_argument("--wrong", action="store_true", help="names wrong titles and dates of trama")
    parser.add_argument("--alone", action="store_true", help="trama only")
    args = parser.parse_args()
    logging.disable(logging.CRITICAL)  # Readers log pages that they cannot read.
    pages = sorted(page for folder in args.folder for page in folder.glob("*.html") if page.with_suffix(".json").exists())
    if args.half:
        pages = pages["ab".index(args.half)::2]
    print(f"{len(pages)} pages, {sum(page.stat().st_size for page in pages) / 1e6:.1f} MB")
    readers = [trama] if args.alone else [trama, trafilatura, readability]
    for reader in readers:
        begin = spent()
        found = list(reader(pages))
        rows = report(reader.__name__, found, pages, spent() - begin, reader is trama and args.wrong)
        if reader is trama:
            for row, page in sorted(zip(rows, pages), key=lambda x: x[0][2])[:args.worst]:
                print(f"    {row[2]:.3f} (P {row[0]:.2f} R {row[1]:.2f}) {page.name}")


if __name__ == "__main__":
    sys.exit(main())
