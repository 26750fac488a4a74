import json
import os
import pathlib
import subprocess

import pytest

from trama_spark import command

PROGRAM = os.environ.get("TRAMA", str(pathlib.Path(__file__).parents[2] / "build/release/bin/trama"))


def pytest_addoption(parser):
    parser.addoption("--documents", type=int, default=60, help="of the comparison with one machine")


@pytest.fixture(scope="session")
def spark():
    arguments = command.parser().parse_args(
        ["build", "--output", "-", "--master", "local-cluster[2,1,1024]", "--conf", "spark.executor.memory=512m",
         "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=4"])
    session = command.session(arguments)
    yield session
    session.stop()


def write_lines(path, documents):
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in documents), encoding="utf-8")
    return path


def trama(*arguments, code=0):
    done = subprocess.run([PROGRAM, *map(str, arguments)], capture_output=True, text=True)
    assert done.returncode == code, done.stderr
    return done.stdout


def graph_of(path):
    return trama("export", path, "--to", "json")


def one_machine(folder, documents, name="one.trama"):
    path = write_lines(folder / f"{name}.jsonl", documents)
    trama("build", path, "-o", folder / name, "--quiet", "--lang", "es")
    return graph_of(folder / name)


def run(spark, *arguments):
    return command.main(["build", "--program", PROGRAM, "--lang", "es", *map(str, arguments)], spark)
