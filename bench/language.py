#!/usr/bin/env python3
"""How often a text is taken for one in another language: articles in Spanish, of which none should be, and texts in
other languages, all of which should be.

    bench/language.py unnews.jsonl.xz newscommentary.txt.xz

Every article is looked at as a whole, and every sentence for itself. Plain text files have one sentence a line, of which
twenty make an article. The other languages are the translations of programs that are installed here (gettext's .mo
files in /usr/share), twenty messages of at least six words making a text. Which part of the corpora is read is told by
--skip: what the rules were chosen on is not what they are measured on."""

import argparse
import gettext
import glob
import itertools
import json
import lzma
import os
import re
import subprocess
import sys
import tempfile

LANGUAGES = ["en_GB", "pt", "pt_BR", "gl", "ca", "fr", "it", "de", "eu", "nl", "ro", "ru", "el", "ja", "zh_CN", "ar", "es"]


def groups(lines, size):
    while group := list(itertools.islice(lines, size)):
        yield "\n".join(group)


def articles(path):
    opener = lzma.open if path.endswith(".xz") else open
    with opener(path, "rt", encoding="utf-8") as file:
        if ".jsonl" in path:
            yield from (json.loads(line)["text"] for line in file)
        else:
            yield from groups((line.strip() for line in file if line.strip()), 20)


def messages(language, part):
    """Translated messages without their markup; of the files, every other one."""
    for path in sorted(glob.glob(f"/usr/share/locale/{language}/LC_MESSAGES/*.mo"))[part::2]:
        if os.path.basename(path).startswith("iso_"):
            continue  # Names.
        try:
            with open(path, "rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
        except (OSError, UnicodeError, ValueError, IndexError):
            continue
        for key, text in catalog.items():
            text = re.sub(r"%[-+ #0-9.*$]*[a-z]+|<[^>]*>|--?[a-zA-Z][-\w=]*|\\n|_(?=\w)|&(?=\w)", " ", text)
            text = " ".join(text.split())
            letters = re.findall(r"\w+", text)
            if key and text != key and (len(letters) >= 6 or (len(text) >= 20 and not text.isascii())):
                yield text


def measure(program, texts, options):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for text in texts:
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
        file.flush()
        subprocess.run([program, *options, file.name], check=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", nargs="*")
    root = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..")
    parser.add_argument("--program", default=os.path.join(root, "build", "release", "bench", "language"))
    parser.add_argument("-n", type=int, default=5000, help="articles of each corpus (5000)")
    parser.add_argument("--skip", type=int, default=5000, help="articles to pass over first (5000)")
    parser.add_argument("--part", type=int, choices=(0, 1), default=1, help="which half of the .mo files (1)")
    parser.add_argument("--show", action="store_true", help="print the texts that are not taken for Spanish")
    options = parser.parse_args()
    if not os.access(options.program, os.X_OK):
        sys.exit(f"{options.program}: no such program; build it, or name it with --program")
    show = ["--show"] if options.show else []
    for corpus in options.corpora:
        print(f"{os.path.basename(corpus)}:", flush=True)
        measure(options.program, itertools.islice(articles(corpus), options.skip, options.skip + options.n),
                ["--sentences", *show])
    for language in LANGUAGES:
        texts = list(itertools.islice(groups(messages(language, options.part), 20), 200))
        if not texts:
            continue
        print(f"{language}: ", end="", flush=True)
        measure(options.program, texts, [])


if __name__ == "__main__":
    main()
