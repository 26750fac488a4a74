"""The program `trama` beside a worker: kept running, asked document by document."""
import json
import os
import socket
import subprocess
import tempfile
import threading

from trama_spark.errors import ScaleError

RECORD_VERSION = 1  # kRecordVersion of base/extracted_document.h


def describe(program, options):
    """The greeting of `trama pipe`: the version of its answers, and by what they are made."""
    try:
        done = subprocess.run([program, "pipe", "--describe", *options], capture_output=True, text=True)
    except OSError as error:
        raise ScaleError(f"{socket.gethostname()}: cannot run {program}: {error.strerror}") from None
    if done.returncode != 0:
        raise ScaleError(f"{socket.gethostname()}: {program} pipe: {done.stderr.strip()}")
    greeting = json.loads(done.stdout)
    if greeting["version"] != RECORD_VERSION:
        raise ScaleError(f"{program}: writes records of version {greeting['version']}; expected {RECORD_VERSION}")
    return greeting


class Died(Exception):
    """The program ended before it had answered."""


class Pipe:
    """One running `trama pipe`. Its model is loaded once; one thread at a time."""

    def __init__(self, program, options):
        self.errors = tempfile.TemporaryFile()
        try:
            self.process = subprocess.Popen([program, "pipe", *options], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                            stderr=self.errors, bufsize=1 << 16)
        except OSError as error:
            raise ScaleError(f"{socket.gethostname()}: cannot run {program}: {error.strerror}") from None
        greeting = self.process.stdout.readline()
        if not greeting:
            raise ScaleError(f"{socket.gethostname()}: {program} pipe: {self.last_words()}")
        self.greeting = json.loads(greeting)

    def last_words(self):
        code = self.process.wait()
        self.errors.seek(0)
        said = self.errors.read().decode("utf-8", "replace").strip()
        return said or f"ended by signal {-code}" if code < 0 else said or f"ended with code {code}"

    def ask(self, documents):
        """Yields for each document, a line of JSON, the answer and its statements, as lines. Raises Died."""

        def write():
            try:
                for document in documents:
                    self.process.stdin.write(document.encode() + b"\n")
                self.process.stdin.write(b"\n")
                self.process.stdin.flush()
            except OSError:
                pass  # It died: whoever reads finds out.

        writer = threading.Thread(target=write, daemon=True)
        writer.start()
        for _ in documents:
            answer = json.loads(self.line())
            yield answer, [self.line() for _ in range(answer.get("statements", 0))]
        writer.join()

    def line(self):
        line = self.process.stdout.readline()
        if not line.endswith(b"\n"):
            raise Died(self.last_words())
        return line[:-1].decode()


_pipes = {}  # Of this Python worker, which Spark keeps for many tasks.


def answers(program, options, expected, documents):
    """Answers to the documents, in their order, whatever becomes of the program: a document on which it dies is answered
    by an error, and the program is begun anew. `expected`: its greeting on the driver, which must be the same here."""

    def pipe():
        key = (os.getpid(), program, *options)
        if key not in _pipes:
            fresh = Pipe(program, options)
            if fresh.greeting != expected:
                raise ScaleError(f"{socket.gethostname()}: {program} is another trama, model or tables than the driver's: "
                                 f"{fresh.greeting['made_by']}")
            _pipes[key] = fresh
        return _pipes[key]

    def forget():
        _pipes.pop((os.getpid(), program, *options), None)

    answered = 0
    try:
        for answer in pipe().ask(documents):
            answered += 1
            yield answer
        return
    except Died:
        forget()
    for document in documents[answered:]:  # One by one, so that only the guilty one is left out.
        try:
            result = next(iter(pipe().ask([document])))
        except Died as death:
            forget()
            result = ({"id": json.loads(document).get("id"), "error": f"trama died of it: {death}"}, [])
        yield result
