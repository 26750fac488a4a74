"""trama-spark: the command line."""
import argparse
import atexit
import os
import re
import shutil
import sys
import tempfile
import threading
import time
import zipfile

from trama_spark import estimate, inputs, native
from trama_spark.errors import ScaleError
from trama_spark.job import Job
from trama_spark.output import Output

DONE, FAILED, SOME_SKIPPED = 0, 1, 3
PASSED_TO_PIPE = ["lang", "model", "precision", "gazetteer", "metonymy", "aliases", "min-confidence", "detail"]


def parser():
    top = argparse.ArgumentParser("trama-spark", description=__doc__)
    commands = top.add_subparsers(dest="command", required=True)
    build = commands.add_parser("build", help="documents to a graph, on a cluster",
                                epilog="Options of trama build: " + ", ".join(f"--{name}" for name in PASSED_TO_PIPE))
    build.add_argument("--input", action="append", default=[], metavar="PATH", dest="inputs",
                       help="files and folders of whatever form trama reads; Parquet tables of documents (repeatable)")
    build.add_argument("--input-list", metavar="FILE", help="a file that names more of them, one a line: a crawl's WARCs")
    build.add_argument("--output", required=True, metavar="FOLDER",
                       help="made, or continued: what it has already is not done again")
    build.add_argument("--merge-rules", metavar="FILE", help="your decisions on names, as trama build takes them")
    build.add_argument("--fields", action="append", default=[], help="as trama convert takes it")
    build.add_argument("--master", help="of Spark; that of spark-submit unless given, else local[*]")
    build.add_argument("--conf", action="append", default=[], metavar="KEY=VALUE", help="of Spark (repeatable)")
    build.add_argument("--program", help="trama on every machine; $TRAMA_PROGRAM or the one on the path unless given")
    build.add_argument("--batch-documents", type=int, default=200_000, metavar="N",
                       help="documents that are extracted before they count as done (default %(default)s)")
    build.add_argument("--estimate", action="store_true", help="read a sample and say how long and large all will be")
    build.add_argument("--sample", type=int, default=100, metavar="N", help="documents of the sample")
    build.add_argument("--no-merge", action="store_true", help="records only: merge them later, or by trama import")
    build.add_argument("-q", "--quiet", action="store_true")
    for name in PASSED_TO_PIPE:
        build.add_argument(f"--{name}", action="append", default=[], help=argparse.SUPPRESS)
    return top


def pipe_options(arguments):
    options = []
    for name in PASSED_TO_PIPE:
        for value in getattr(arguments, name.replace("-", "_")):
            options += [f"--{name}", value]
    return options


def find_program(given):
    program = given or os.environ.get("TRAMA_PROGRAM") or shutil.which("trama")
    if not program:
        raise ScaleError("there is no trama on the path; name it by --program")
    if os.path.sep in program and not os.access(program, os.X_OK):
        raise ScaleError(f"{program}: no such program")
    return program


def session(arguments):
    from pyspark.sql import SparkSession

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("trama")
    if arguments.master:
        builder = builder.master(arguments.master)
    defaults = {
        "spark.ui.showConsoleProgress": "false",
        "spark.sql.execution.arrow.maxRecordsPerBatch": "256",
        "spark.sql.files.maxPartitionBytes": str(32 << 20),
        "spark.hadoop.parquet.block.size": str(16 << 20),
        "spark.sql.session.timeZone": "UTC",
        "spark.log.level": "FATAL",
        "spark.sql.sources.partitionColumnTypeInference.enabled": "false",
    }
    for key, value in (defaults | dict(pair.split("=", 1) for pair in arguments.conf)).items():
        builder = builder.config(key, value)
    spark = builder.getOrCreate()
    spark.sparkContext.addPyFile(packed())
    return spark


def packed():
    """This package for the workers, who may not have it."""
    folder = os.path.dirname(os.path.abspath(__file__))
    place = tempfile.mkdtemp()
    atexit.register(shutil.rmtree, place, ignore_errors=True)
    path = os.path.join(place, "trama_spark.zip")
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(os.listdir(folder)):
            if name.endswith(".py"):
                archive.write(os.path.join(folder, name), f"trama_spark/{name}")
    return path


class Watch:
    """Shows on a terminal how far Spark's stages are."""

    def __init__(self, spark, quiet):
        self.tracker = spark.sparkContext.statusTracker()
        self.shown = not quiet and sys.stderr.isatty()
        self.ended = threading.Event()
        self.name = ""
        self.thread = threading.Thread(target=self.watch, daemon=True)
        self.thread.start()

    def watch(self):
        while self.shown and not self.ended.wait(1):
            stages = [self.tracker.getStageInfo(stage) for stage in self.tracker.getActiveStageIds()]
            counts = [f"{stage.numCompletedTasks} of {stage.numTasks} tasks" for stage in stages if stage]
            sys.stderr.write(f"\r\033[K{self.name}: {', '.join(counts)}" if counts else "")
            sys.stderr.flush()

    def end(self):
        self.ended.set()
        self.thread.join()
        if self.shown:
            sys.stderr.write("\r\033[K")


def summary(job, spark, say):
    records = job.known("records", "words long, statements array<string>")
    failures = job.known("failures", "id string, error string, language string")
    documents = words = statements = 0
    if records is not None:
        documents, words, statements = records.selectExpr(
            "count(*)", "coalesce(sum(words), 0)", "coalesce(sum(size(statements)), 0)").first()
    failed, foreign = failures.selectExpr("count(error)", "count(language)").first() if failures is not None else (0, 0)
    seconds = job.seconds.get("extraction", 0)
    say(f"{job.output.path}: {documents} documents, {words} words, {statements} statements; "
        f"{failed} could not be read, {foreign} are in other languages (failures/)")
    say("seconds: " + ", ".join(f"{name} {value:.1f}" for name, value in job.seconds.items())
        + f"; all {time.time() - job.begun:.1f}")
    if job.extracted and seconds:
        say(f"{job.extracted} documents extracted by {job.cores} cores, "
            f"{job.extracted / seconds / job.cores:.2f} documents a second and core")
    if failures is not None and failed:
        for row in failures.where("error IS NOT NULL").limit(10).collect():
            say(f"  skipped {row['id']}: {row['error']}")
    return DONE if failed + foreign == 0 else SOME_SKIPPED


def build(arguments, given=None):
    """Gives the exit code. `given`: a session to work in, which is left open; else one is made and stopped."""

    def say(text):
        if not arguments.quiet:
            print(text, file=sys.stderr, flush=True)

    paths = list(arguments.inputs)
    if arguments.input_list:
        with open(arguments.input_list, encoding="utf-8") as lines:
            paths += [line.strip() for line in lines if line.strip()]
    if not paths:
        raise ScaleError("no input; give --input PATH or --input-list FILE")
    tables = [path for path in paths if inputs.is_table(path)]
    files = inputs.list_files([path for path in paths if path not in tables])
    if not files and not tables:
        raise ScaleError(f"{', '.join(paths)}: no file to read")
    program = find_program(arguments.program)
    options = pipe_options(arguments)
    greeting = native.describe(program, options)
    convert = [f"--fields={each}" for each in arguments.fields]
    if arguments.estimate:
        estimate.run(program, options, convert, files, tables, arguments, say)
        return DONE
    output = Output(arguments.output, greeting["made_by"])
    output.save()
    spark = given or session(arguments)
    job = Job(spark, output, program, options, convert, greeting, say)
    watch = Watch(spark, arguments.quiet)
    try:
        watch.name = "reading"
        staged = job.read(files, tables)
        watch.name = "extraction"
        job.extracted = job.extract(staged, arguments.batch_documents, lambda done, total, seconds: say(
            f"extracted {done} of {total} documents in {seconds:.0f} s"))
        if not arguments.no_merge:
            watch.name = "merging"
            job.merge(arguments.merge_rules)
        job.finish()
        watch.end()
        return summary(job, spark, say)
    finally:
        watch.end()
        if not given:
            spark.stop()


def reason(error):
    """The line of a worker's error that tells what happened."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    told = [line.split("ScaleError: ", 1)[1] for line in lines if "ScaleError: " in line]
    told += [line for line in lines if re.match(r"[\w.]*(Error|Exception): ", line)]
    return (told + lines + [type(error).__name__])[0]


def main(line=None, given=None):
    arguments = parser().parse_args(line)
    try:
        return build(arguments, given)
    except ScaleError as error:
        print(f"trama-spark: {error}", file=sys.stderr)
    except KeyboardInterrupt:
        print("trama-spark: stopped; the same command goes on from what is done", file=sys.stderr)
        return 130
    except Exception as error:  # What Spark says of a job that failed.
        print(f"trama-spark: {reason(error)}", file=sys.stderr)
    return FAILED


if __name__ == "__main__":
    sys.exit(main())
