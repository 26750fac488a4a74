"""The graph of a cluster is that of one machine, whatever happens on the way."""
import json
import os
import pathlib
import random
import signal
import threading
import time

import pytest

from conftest import PROGRAM, graph_of, one_machine, run, trama, write_lines
from news import make_documents


@pytest.fixture(scope="session")
def documents(pytestconfig):
    return make_documents(pytestconfig.getoption("--documents"))


@pytest.fixture(scope="session")
def expected(documents, tmp_path_factory):
    return one_machine(tmp_path_factory.mktemp("one"), documents)


def write_files(folder, documents, count):
    folder.mkdir()
    for number in range(count):
        write_lines(folder / f"{number}.jsonl", documents[number::count])
    return folder


def write_table(folder, documents, spark):
    spark.createDataFrame([{"id": each["id"], "texto": each["text"], "date": each.get("date"), "source": each["source"],
                            "title": each.get("title")} for each in documents],
                          "id string, texto string, date string, source string, title string") \
        .repartition(3).write.parquet(str(folder))
    return folder


def form_one_file(folder, documents, spark):
    return ["--input", write_lines(folder / "todo.jsonl", documents)]


def form_shuffled_files(folder, documents, spark):
    shuffled = documents[:]
    random.Random(7).shuffle(shuffled)
    return ["--input", write_files(folder / "partes", shuffled, 5), "--batch-documents", len(documents) // 3]


def form_table(folder, documents, spark):
    return ["--input", write_table(folder / "tabla.parquet", documents, spark), "--fields", "text=texto"]


@pytest.mark.parametrize("form", [form_one_file, form_shuffled_files, form_table])
def test_equals_one_machine(spark, tmp_path, documents, expected, form):
    out = tmp_path / "out"
    assert run(spark, *form(tmp_path, documents, spark), "--output", out) == 0
    assert graph_of(out / "graph.trama") == expected
    trama("import", out / "records", "-o", tmp_path / "back.trama")
    assert graph_of(tmp_path / "back.trama") == expected
    names = {path.name for path in (out / "tables").iterdir()}
    assert names >= {"entities.parquet", "aliases.parquet", "relations.parquet", "statements.parquet", "documents.parquet"}


def test_goes_on_and_grows_by_a_day(spark, tmp_path, documents, expected, capfd):
    out = tmp_path / "out"
    early = [each for each in documents if each.get("date", "") < "2025-03-20"]
    files = write_files(tmp_path / "partes", early, 2)
    assert run(spark, "--input", files, "--output", out, "--no-merge") == 0
    assert not (out / "graph.trama").exists()
    assert run(spark, "--input", files, "--output", out) == 0  # Merges what an earlier run left, and extracts nothing.
    said = capfd.readouterr().err
    assert said.count("extracted ") >= 1 and "documents extracted by" in said
    records = set((out / "records").rglob("*.parquet"))
    write_lines(files / "nuevo.jsonl", [each for each in documents if each not in early])
    assert run(spark, "--input", files, "--output", out) == 0
    assert f"extracted {len(documents) - len(early)} of" in capfd.readouterr().err
    assert records < set((out / "records").rglob("*.parquet"))
    assert graph_of(out / "graph.trama") == expected


def executors():
    """Process ids of Spark's executors that this process began, in no order."""
    parents = {}
    for entry in pathlib.Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                stat = (entry / "stat").read_text()
                line = (entry / "cmdline").read_bytes().replace(b"\0", b" ")
            except OSError:
                continue
            parents[int(entry.name)] = (int(stat.rsplit(")", 1)[1].split()[1]), line)

    def is_ours(pid):
        while pid in parents:
            if pid == os.getpid():
                return True
            pid = parents[pid][0]
        return False

    return [pid for pid, (_, line) in parents.items() if b"CoarseGrainedExecutorBackend" in line and is_ours(pid)], parents


def test_a_killed_executor_loses_and_doubles_nothing(spark, tmp_path, documents, expected):
    killed = []

    def kill():
        deadline = time.time() + 60
        while not killed and time.time() < deadline:
            backends, parents = executors()
            for pid, (parent, line) in parents.items():
                if b" pipe " not in line + b" " or os.path.basename(PROGRAM).encode() not in line:
                    continue
                while parent in parents and parent not in backends:
                    parent = parents[parent][0]
                if parent in backends:
                    os.kill(parent, signal.SIGKILL)
                    killed.append(parent)
                    break
            time.sleep(0.05)

    before = executors()[0]
    thread = threading.Thread(target=kill)
    thread.start()
    out = tmp_path / "out"
    assert run(spark, "--input", write_files(tmp_path / "partes", documents, 3), "--output", out) == 0
    thread.join()
    assert killed and killed[0] in before
    assert graph_of(out / "graph.trama") == expected
    read = spark.read.parquet(str(out / "records"))
    assert read.count() == read.select("identity").distinct().count()


def test_bad_records_are_counted(spark, tmp_path, documents, capfd):
    folder = write_files(tmp_path / "partes", documents[:10], 1)
    with open(folder / "0.jsonl", "a", encoding="utf-8") as lines:
        lines.write('{"id": "roto", "text": \n{"id": "vacío"}\n')
    (folder / "binario.txt").write_bytes(bytes(range(256)) * 8)
    out = tmp_path / "out"
    assert run(spark, "--input", folder, "--output", out) == 3
    said = capfd.readouterr().err
    assert "0.jsonl:11" in said and "0.jsonl:12" in said
    assert graph_of(out / "graph.trama") == one_machine(tmp_path, documents[:10])
    failures = {row["id"] for row in spark.read.parquet(str(out / "failures")).collect()}
    assert {name.rsplit("/", 1)[1] for name in failures} >= {"0.jsonl:11", "0.jsonl:12"}
    assert run(spark, "--input", folder, "--output", out) == 3  # They are told once.
    assert spark.read.parquet(str(out / "failures")).count() == len(failures)


def test_what_cannot_be_done_is_named(spark, tmp_path, documents, capfd, monkeypatch):
    file = write_lines(tmp_path / "a.jsonl", documents[:3])
    assert run(spark, "--input", tmp_path / "nada", "--output", tmp_path / "out") == 1
    assert f"{tmp_path}/nada: no such file or folder" in capfd.readouterr().err
    assert run(spark, "--input", file, "--output", tmp_path / "out") == 0
    assert run(spark, "--input", file, "--output", tmp_path / "out", "--min-confidence", "0.9") == 1
    assert "was made by another trama, model or options" in capfd.readouterr().err
    assert run(spark, "--input", file, "--output", tmp_path / "otra", "--program", tmp_path / "trama") == 1
    assert f"{tmp_path}/trama: no such program" in capfd.readouterr().err
    monkeypatch.setenv("TRAMA_MODEL", str(tmp_path / "sin.safetensors"))
    assert run(spark, "--input", file, "--output", tmp_path / "otra") == 1
    assert "sin.safetensors" in capfd.readouterr().err
    foreign = tmp_path / "ajeno"
    foreign.mkdir()
    (foreign / "carta.txt").write_text("mía")
    monkeypatch.delenv("TRAMA_MODEL")
    assert run(spark, "--input", file, "--output", foreign) == 1
    assert "is not empty and not of this job" in capfd.readouterr().err


def test_rules_of_users_hold(spark, tmp_path, documents):
    rules = tmp_path / "reglas.tsv"
    rules.write_text("same\tAna Soto\tEva Luna\n", encoding="utf-8")
    file = write_lines(tmp_path / "a.jsonl", documents[:20])
    assert run(spark, "--input", file, "--output", tmp_path / "out", "--merge-rules", rules) == 0
    trama("build", file, "-o", tmp_path / "one.trama", "--quiet", "--lang", "es", "--merge-rules", rules)
    found = graph_of(tmp_path / "out/graph.trama")
    assert found == graph_of(tmp_path / "one.trama")
    assert "Eva Luna" in json.dumps([node["aliases"] for node in json.loads(found)["nodes"]], ensure_ascii=False)
