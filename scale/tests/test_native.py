"""The program beside a worker, without Spark."""
import json

import pytest

from conftest import PROGRAM
from news import make_documents
from trama_spark import native
from trama_spark.errors import ScaleError


def lines(documents):
    return [json.dumps(each, ensure_ascii=False) for each in documents]


def test_one_process_answers_many_batches():
    greeting = native.describe(PROGRAM, [])
    documents = lines(make_documents(6))
    first = list(native.answers(PROGRAM, [], greeting, documents))
    pipes = dict(native._pipes)
    assert list(native.answers(PROGRAM, [], greeting, documents)) == first
    assert native._pipes == pipes
    assert sum(len(statements) for _, statements in first) > 6


def test_a_document_on_which_it_dies_is_left_out_alone(tmp_path):
    # A program that ends without a word when such a document comes.
    deadly = tmp_path / "trama"
    deadly.write_text(f'#!/bin/bash\n[ "$2" = --describe ] && exec {PROGRAM} "$@"\nsed -u /MORTAL/Q | {PROGRAM} "$@"\n')
    deadly.chmod(0o755)
    documents = make_documents(5)
    documents[2]["text"] = "MORTAL"
    greeting = native.describe(str(deadly), [])
    answers = list(native.answers(str(deadly), [], greeting, lines(documents)))
    assert [answer["id"] for answer, _ in answers] == [each["id"] for each in documents]
    assert ["error" in answer for answer, _ in answers] == [False, False, True, False, False]
    assert answers[2][0]["error"].startswith("trama died of it")


def test_a_worker_with_another_model_is_told():
    with pytest.raises(ScaleError, match="is another trama, model or tables than the driver's"):
        list(native.answers(PROGRAM, ["--min-confidence", "0.5"], native.describe(PROGRAM, []), lines(make_documents(1))))


def test_a_worker_without_the_model_is_told(monkeypatch):
    monkeypatch.setenv("TRAMA_MODEL", "/nirgendwo.safetensors")
    with pytest.raises(ScaleError, match="nirgendwo"):
        list(native.answers(PROGRAM, ["--detail", "main"], {}, lines(make_documents(1))))
