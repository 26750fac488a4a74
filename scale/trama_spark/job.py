"""The stages: documents are read and staged, extracted batch by batch, and merged into one graph."""
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time

from pyspark.sql import functions as f

from trama_spark import inputs, native, schema
from trama_spark.errors import ScaleError

TASK_DOCUMENTS = 250  # Of one task of extraction, at most: some ten seconds.
RECORDS_A_FILE = 20_000  # Of a day, at most.


class Job:
    def __init__(self, spark, output, program, pipe_options, convert_options, greeting, say):
        self.spark, self.output, self.program = spark, output, program
        self.pipe_options, self.convert_options, self.greeting = pipe_options, convert_options, greeting
        self.say = say
        self.cores = spark.sparkContext.defaultParallelism
        self.begun = time.time()
        self.seconds = {}
        self.extracted = 0  # Documents, by this run.

    def stage(self, name, began):
        self.seconds[name] = self.seconds.get(name, 0) + time.time() - began

    # --- Reading -----------------------------------------------------------------------------------------------------

    def read(self, files, tables):
        """Documents of all inputs in OUTPUT/_staged, unless an earlier run put the same ones there."""
        began = time.time()
        folder = self.output.file("_staged")
        wanted = json.dumps([[(path, size, os.path.getmtime(path)) for path, size in files],
                             [(path, os.path.getmtime(path)) for path in tables], self.convert_options])
        mark = self.output.file("_staged.json")
        if not (os.path.isdir(folder) and os.path.exists(mark) and open(mark, encoding="utf-8").read() == wanted):
            shutil.rmtree(folder, ignore_errors=True)
            parts = []
            if files:
                parts.append(inputs.read_files(self.spark, self.program, self.convert_options, files))
            for number, path in enumerate(tables):
                parts.append(inputs.read_table(self.spark, self.program, self.convert_options, path, number + 1))
            staged = parts[0]
            for part in parts[1:]:
                staged = staged.unionByName(part)
            staged.write.mode("overwrite").parquet(folder)
            with open(mark, "w", encoding="utf-8") as file:
                file.write(wanted)
        self.stage("reading", began)
        return self.spark.read.schema(schema.STAGED).parquet(folder)

    # --- Extraction --------------------------------------------------------------------------------------------------

    def known(self, name, form):
        if not self.output.parquet(name):
            return None
        return self.spark.read.schema(form).parquet(self.output.file(name))

    def to_do(self, staged):
        """Of equal documents the first, of those the ones that are not extracted yet, nor known to fail."""
        first = staged.where("identity IS NOT NULL").groupBy("identity").agg(
            f.min("place").alias("place"), f.min_by("day", "place").alias("day"))
        for name in ("records", "failures"):
            known = self.known(name, "identity string")
            if known is not None:
                first = first.join(known.where("identity IS NOT NULL"), "identity", "left_anti")
        return first

    def extract(self, staged, batch_documents, progress):
        began = time.time()
        shutil.rmtree(self.output.file("_batch"), ignore_errors=True)
        first = self.to_do(staged).select("place", "day").persist()
        days = sorted(((row["day"] or "", row["count"]) for row in first.groupBy("day").count().collect()))
        self.keep_unread(staged)
        done, total = 0, sum(count for _, count in days)
        for batch in batches_of(days, batch_documents):
            count = sum(count for _, count in batch)
            low, high = batch[0][0], batch[-1][0]
            chosen = first.where(f.coalesce("day", f.lit("")).between(low, high))
            self.extract_batch(staged.join(chosen.select("place"), "place", "left_semi").select("identity", "document"),
                               count)
            done += count
            progress(done, total, time.time() - began)
        first.unpersist()
        self.stage("extraction", began)
        return total

    def extract_batch(self, documents, count):
        program, options, greeting = self.program, self.pipe_options, self.greeting
        tasks = max(self.cores, -(-count // TASK_DOCUMENTS))

        def rows(parts):
            for part in parts:
                identities, texts = part.column(0).to_pylist(), part.column(1).to_pylist()
                for identity, (answer, statements) in zip(identities, native.answers(program, options, greeting, texts)):
                    yield extracted_row(identity, answer, statements, greeting)

        raw = self.output.file("_batch")
        spread = documents.repartition(tasks, f.xxhash64("identity"))
        spread.mapInArrow(lambda parts: inputs.batches(rows(parts), schema.EXTRACTED), schema.EXTRACTED) \
            .write.mode("overwrite").parquet(raw)
        batch = self.spark.read.schema(schema.EXTRACTED).parquet(raw)
        failed = "error IS NOT NULL OR language IS NOT NULL"
        failures = batch.where(failed).select(schema.FAILURE)
        if not failures.isEmpty():
            failures.coalesce(1).write.mode("append").parquet(self.output.file("failures"))
        records = batch.where(f"NOT ({failed})").select(schema.RECORD)
        files = max(1, -(-count // RECORDS_A_FILE))
        # Few files a day, and no day that all is waited for: a range of days and, within them, of documents.
        records.repartitionByRange(min(files, tasks), "day", "identity").sortWithinPartitions("day", "identity") \
            .write.mode("append").partitionBy("day").parquet(self.output.file("records"))
        shutil.rmtree(raw)

    def keep_unread(self, staged):
        """What could not be read is told once: it has no identity, its place in the inputs is its id."""
        unread = staged.where("error IS NOT NULL").select(
            f.lit(None).cast("string").alias("identity"), "id", "error", f.lit(None).cast("string").alias("language"))
        known = self.known("failures", "identity string, id string, error string, language string")
        if known is not None:
            unread = unread.join(known.select("id", "error"), ["id", "error"], "left_anti").select(schema.FAILURE)
        if not unread.isEmpty():
            unread.coalesce(1).write.mode("append").parquet(self.output.file("failures"))

    # --- Merging -----------------------------------------------------------------------------------------------------

    def merge(self, rules):
        """New records into the graph file, by `trama import`, on this machine."""
        began = time.time()
        fresh = self.output.not_imported()
        graph = self.output.file("graph.trama")
        if fresh or rules:
            with tempfile.NamedTemporaryFile("w", suffix=".list") as names:
                names.write("".join(f"{name}\n" for name in fresh))
                names.flush()
                options = ["--merge-rules", rules] if rules else []
                self.run("import", *(["--list", names.name] if fresh else [self.output.file("records")]), "-o", graph,
                         "--quiet", *options)
            self.output.manifest["imported"] += [os.path.relpath(name, self.output.path) for name in fresh]
            self.output.save()
        self.stage("merging", began)
        began = time.time()
        if os.path.exists(graph):
            self.run("export", graph, "--to", "parquet", "--tables-only", "--force", "-o", self.output.file("tables"))
        self.stage("tables", began)

    def run(self, *arguments):
        done = subprocess.run([self.program, *arguments], stderr=subprocess.PIPE, text=True)
        if done.returncode not in (0, 3):
            raise ScaleError(f"trama {arguments[0]}: {done.stderr.strip()}")
        sys.stderr.write(done.stderr)

    def finish(self):
        for name in ("_staged", "_batch"):
            shutil.rmtree(self.output.file(name), ignore_errors=True)
        if os.path.exists(self.output.file("_staged.json")):
            os.remove(self.output.file("_staged.json"))


def batches_of(days, most):
    """Consecutive days that have about so many documents together."""
    batch, size = [], 0
    for day, count in days:
        if batch and size + count > most:
            yield batch
            batch, size = [], 0
        batch.append((day, count))
        size += count
    if batch:
        yield batch


def extracted_row(identity, answer, statements, greeting):
    row = {"identity": identity, "id": answer.get("id"), "error": answer.get("error"), "language": answer.get("language")}
    if row["error"] or row["language"]:
        return row
    if answer["identity"] != identity:
        raise ScaleError(f"{answer['id']}: was staged as {identity} and extracted as {answer['identity']}")
    date = answer.get("date", "")
    return row | {name: answer.get(name) for name in ("hash", "title", "date", "url", "publisher", "sketch", "words")} | {
        "version": greeting["version"], "made_by": greeting["made_by"], "statements": statements,
        "day": date if inputs.DAY.match(date) else None}
