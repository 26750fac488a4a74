#!/usr/bin/env python3
"""Simple coreference to compare with: bench/coref/baselines.py NAME < articles.conllu > predictions.jsonl.

The input is what `trama analyze` prints. NAME is one of
  names     names of the same words, blind to case, are one chain
  subjects  and a dropped subject is the nearest subject before it that agrees in number
  all       and so are possessives, clitics and pronouns; common nouns with "el", "la" that are the same are one chain
"""

import json
import sys


def read(lines):
    """Documents: pairs of id and sentences; a sentence is a list of words."""
    name, sentences, words, token = None, [], [], None
    for line in list(lines) + [""]:
        line = line.rstrip("\n")
        if line.startswith("# newdoc"):
            if name is not None:
                yield name, sentences
            name, sentences = line.split("=", 1)[1].strip(), []
        elif not line and words:
            sentences.append(words)
            words, token = [], None
        elif line and not line.startswith("#"):
            columns = line.split("\t")
            misc = dict(pair.split("=", 1) for pair in columns[9].split("|") if "=" in pair)
            span = [int(offset) for offset in misc["TokenRange"].split(":")] if "TokenRange" in misc else None
            if "-" in columns[0]:
                token = (int(columns[0].split("-")[1]), span)
                continue
            if token and int(columns[0]) <= token[0]:
                span = token[1]
            feats = dict(pair.split("=", 1) for pair in columns[5].split("|") if "=" in pair)
            words.append({"form": columns[1], "lemma": columns[2], "upos": columns[3], "feats": feats, "span": span,
                          "head": int(columns[6]) - 1, "deprel": columns[7], "entity": misc.get("Entity", "")})
    if name is not None:
        yield name, sentences


class Baseline:
    def __init__(self, level):
        self.level = level
        self.mentions = []
        self.chains = {}  # By key.
        self.subjects = []  # Mentions that were subjects, the last one last.

    def chain(self, key):
        return self.chains.setdefault(key, len(self.chains))

    def add(self, kind, span, chain):
        self.mentions.append({"kind": kind, "head": span, "chains": [chain]})

    def antecedent(self, number):
        for other, chain in reversed(self.subjects):
            if number in (None, other):
                return chain
        return None

    def read(self, sentence):
        names = {}
        for i, word in enumerate(sentence):
            if word["entity"].startswith("B-"):
                last = i
                while last + 1 < len(sentence) and sentence[last + 1]["entity"].startswith("I-"):
                    last += 1
                text = " ".join(word["form"] for word in sentence[i:last + 1]).casefold()
                chain = self.chain(("name", text))
                self.add("named", [word["span"][0], sentence[last]["span"][1]], chain)
                names.update({at: chain for at in range(i, last + 1)})
        if self.level == "names":
            return
        for i, word in enumerate(sentence):
            self.read_word(sentence, i, word, names)

    def read_word(self, sentence, i, word, names):
        number = word["feats"].get("Number")
        subject = word["deprel"].split(":")[0] == "nsubj"
        chain = names.get(i)
        if chain is None and word["upos"] == "NOUN" and (subject or self.level == "all"):
            definite = any(other["head"] == i and other["feats"].get("Definite") == "Def" for other in sentence)
            key = word["form"].casefold() if definite and self.level == "all" else len(self.mentions)
            chain = self.chain(("noun", key))
            self.add("nominal", word["span"], chain)
        elif chain is None and self.level == "all" and is_reference(word):
            chain = self.antecedent(None if word["lemma"] == "su" else number)
            if chain is not None:
                self.add("pronoun", word["span"], chain)
        elif is_dropped(sentence, i):
            chain = self.antecedent(number)
            if chain is not None:
                self.add("dropped", word["span"], chain)
        if subject and chain is not None:
            self.subjects.append((number or "Sing", chain))


def is_reference(word):
    """Possessives, personal pronouns and clitics of the third person; no reflexives."""
    feats = word["feats"]
    return (feats.get("PronType") == "Prs" and feats.get("Person", "3") == "3" and feats.get("Reflex") != "Yes"
            and word["lemma"] != "ello" and word["form"].casefold() != "se")


def is_dropped(sentence, i):
    """A finite verb of the third person, its auxiliary if it has one, without a subject of its own."""
    word = sentence[i]
    if word["feats"].get("VerbForm") != "Fin" or word["feats"].get("Person", "3") != "3":
        return False
    head = word["head"] if word["deprel"].split(":")[0] in ("aux", "cop") else i
    predicate = sentence[head]
    if predicate["lemma"] == "haber" or predicate["deprel"] in ("conj", "acl"):
        return False
    children = [other for other in sentence if other["head"] == head]
    if any(child["upos"] == "AUX" and child is not word and child["span"][0] < word["span"][0] for child in children):
        return False
    return not any(child["deprel"].split(":")[0] in ("nsubj", "csubj") or child["form"].casefold() == "se"
                   for child in children)


def main():
    if len(sys.argv) != 2 or sys.argv[1] not in ("names", "subjects", "all"):
        sys.exit(__doc__)
    for name, sentences in read(sys.stdin):
        baseline = Baseline(sys.argv[1])
        for sentence in sentences:
            baseline.read(sentence)
        print(json.dumps({"id": name, "mentions": baseline.mentions}))


if __name__ == "__main__":
    main()
