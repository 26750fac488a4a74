"""How long and how large a job will be, by a sample that is read on this machine."""
import json
import time

from trama_spark import inputs, native
from trama_spark.errors import ScaleError

# Of docs/cluster.md, measured by bench/graph: seconds and bytes of the graph file for each statement.
MERGE_SECONDS, GRAPH_BYTES = 70e-6, 420


def sample_of_files(program, convert, files, wanted):
    """Documents of files chosen evenly, and the bytes of input that they came from."""
    step = max(1, len(files) // wanted)
    documents, bytes_read = [], 0
    for path, size in files[step // 2::step]:
        read = 0
        for line in inputs.converted(program, convert, [path]):
            if len(documents) >= wanted:
                break
            row = inputs.staged_row(line, 0)
            read += 1
            if row.get("document"):
                documents.append(row["document"])
        bytes_read += size if len(documents) < wanted or read == 1 else min(size, sum(map(len, documents[-read:])))
        if len(documents) >= wanted:
            break
    return documents, bytes_read


def duration(seconds):
    return f"{seconds / 3600:,.1f} hours" if seconds >= 3600 else f"{seconds:,.1f} seconds"


def run(program, options, convert, files, tables, arguments, say):
    if tables:
        raise ScaleError(f"{tables[0]}: --estimate reads files, not tables")
    documents, bytes_read = sample_of_files(program, convert, files, arguments.sample)
    if not documents:
        raise ScaleError("no document in the sample")
    total = sum(size for _, size in files)
    factor = max(1.0, total / bytes_read) if bytes_read else 1.0
    began = time.time()
    pipe = native.Pipe(program, options)
    loaded = time.time() - began
    words = statements = size = read = 0
    for answer, lines in pipe.ask(documents):
        words += answer.get("words", 0)
        statements += len(lines)
        size += sum(map(len, lines)) + len(json.dumps(answer))
        read += "identity" in answer
    seconds = time.time() - began - loaded
    print(f"sample: {len(documents)} documents of {bytes_read:,} of {total:,} bytes; {words / seconds:,.0f} words a second "
          f"and core, model loaded in {loaded:.2f} s")
    print(f"all, {factor:,.1f} times as much: {len(documents) * factor:,.0f} documents, {words * factor:,.0f} words, "
          f"{statements * factor:,.0f} statements")
    print(f"extraction: {duration(seconds * factor)} of a core; merging, on one core: "
          f"{duration(statements * factor * MERGE_SECONDS)}")
    print(f"records: {size * factor / 1e6:,.1f} MB before packing; graph file: "
          f"{statements * factor * GRAPH_BYTES / 1e6:,.1f} MB")
