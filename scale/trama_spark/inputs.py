"""Inputs to documents: files are divided among the workers, each is read once by `trama convert`."""
import json
import os
import re
import socket
import subprocess
import tempfile
import threading

import pyarrow as pa

from trama_spark import schema
from trama_spark.errors import ScaleError

GROUP_FILES = 500
GROUP_BYTES = 32 << 20
ROWS = 500  # Of a batch between Python and Spark.
DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")


def is_table(path):
    """Whether a path is a Parquet file, or a folder of them."""
    if os.path.isdir(path):
        return any(name.endswith(".parquet") for name in os.listdir(path))
    return path.endswith(".parquet")


def list_files(inputs):
    """(path, bytes) of each file, folders in the order in which trama walks them."""
    files = []
    for path in inputs:
        if not os.path.exists(path):
            raise ScaleError(f"{path}: no such file or folder")
        if not os.path.isdir(path):
            files.append((path, os.path.getsize(path)))
            continue
        found = []
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            for name in names:
                file = os.path.join(folder, name)
                if not name.startswith(".") and os.path.isfile(file):
                    found.append((file, os.path.getsize(file)))
        files += sorted(found, key=lambda entry: os.fsencode(entry[0]))
    return files


def group(files):
    """Files that one task reads: many small ones, or a large one."""
    groups, size = [], GROUP_BYTES
    for path, bytes_ in files:
        if size >= GROUP_BYTES or len(groups[-1]) >= GROUP_FILES:
            groups.append([])
            size = 0
        groups[-1].append(path)
        size += bytes_
    return groups


def converted(program, options, arguments, lines=()):
    """What `trama convert` makes of inputs, as dictionaries: documents, and what is none."""
    errors = tempfile.TemporaryFile()
    process = subprocess.Popen([program, "convert", "--staging", "--quiet", *options, *arguments],
                               stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)

    def write():
        try:
            for line in lines:
                process.stdin.write(line.encode() + b"\n")
            process.stdin.close()
        except OSError:
            pass  # It ended early: its code says so.

    threading.Thread(target=write, daemon=True).start()
    yield from process.stdout
    if process.wait() != 0:
        errors.seek(0)
        said = errors.read().decode("utf-8", "replace").strip()
        raise ScaleError(f"{socket.gethostname()}: trama convert: {said or process.returncode}")


def staged_row(line, place):
    read = json.loads(line)
    if "error" in read:
        return {"place": place, "id": read["where"], "error": read["error"]}
    day = read.get("date", "")
    return {"place": place, "identity": read["identity"], "id": read["id"], "day": day if DAY.match(day) else None,
            "document": line.decode().rstrip("\n")}


def batches(rows, form):
    """Record batches of a Spark schema, of some rows each."""
    wanted, held = schema.arrow(form), []
    for row in rows:
        held.append(row)
        if len(held) == ROWS:
            yield pa.RecordBatch.from_pylist(held, wanted)
            held = []
    if held:
        yield pa.RecordBatch.from_pylist(held, wanted)


def read_files(spark, program, options, files):
    groups = group(files)
    frame = spark.createDataFrame([(number, json.dumps(paths)) for number, paths in enumerate(groups)],
                                  "number long, paths string").repartition(max(1, len(groups)), "number")

    def rows(parts):
        for part in parts:
            for number, paths in zip(part.column(0).to_pylist(), part.column(1).to_pylist()):
                for line, read in enumerate(converted(program, options, json.loads(paths))):
                    yield staged_row(read, number << 32 | line)

    return frame.mapInArrow(lambda parts: batches(rows(parts), schema.STAGED), schema.STAGED)


def read_table(spark, program, options, path, number):
    """A Parquet table of documents: its rows are read as lines of JSON would be."""
    table = spark.read.parquet(path)
    lines = table.selectExpr("to_json(struct(*)) AS line", "monotonically_increasing_id() AS row")

    def rows(parts):
        for part in parts:
            lines, places = part.column(0).to_pylist(), part.column(1).to_pylist()
            for i, read in enumerate(converted(program, options, ["--input", "jsonl", "-"], lines)):
                row = staged_row(read, number << 48 | places[min(i, len(places) - 1)])
                if (row["id"] or "").startswith("stdin:") and "error" not in row:
                    raise ScaleError(f"{path}: its rows have no id; name the column by --fields id=COLUMN")
                yield row

    return lines.mapInArrow(lambda parts: batches(rows(parts), schema.STAGED), schema.STAGED)
