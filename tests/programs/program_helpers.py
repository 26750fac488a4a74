"""The graphs that real programs load in these tests, and what trama says of them.

tests/programs/run sets TRAMA (the program).
"""
import atexit
import functools
import glob
import json
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

TRAMA = os.environ["TRAMA"]
SOURCE = Path(__file__).resolve().parents[2]
FOLDER = Path(tempfile.mkdtemp(prefix="trama-programs-"))
atexit.register(shutil.rmtree, FOLDER, ignore_errors=True)

# Names as they come: of anybody, from anywhere.
HOSTILE_NAMES = [
    'Ana "La Jefa" Soto', "O'Higgins", "Banco \\ Sur", "fin\\", "`acento`", "uno;dos", "a|b|c", "{llave} [corchete] (x)",
    "línea\nquebrada", "retorno\r\nde carro", "tab\tulado", "=1+1", "+34 600", "-5", "@SUM(A1)", "=cmd|' /C calc'!A0",
    "separador\u2028de línea", "párrafo\u2029aparte", "محمد بن سلمان", "שלום ונדום", "giro\u202eodnauqse", "🎉 𝔘nicode",
    "</script><b>x</b>", "&lt;entidad&gt;", "'; DROP TABLE x; --", "${x} {{y}} %s", "\x1b[31mrojo", "nulo\x00aquí",
    "bell\x07\x08\x0c\x7f", "e\u0301" * 20, "coma, y \"comillas\"\ny línea", "''", '""', "<<( a b c )>>", "urn:trama:n0",
    "_:b0", "null", "true", "3.0", "2025-02-30", "x" * 10_240, "\ufeffBOM", "\ufffe\uffff", "@es", "^^xsd:date", "{| |}",
]


def run(*arguments):
    """What `trama ARGUMENTS…` prints."""
    done = subprocess.run([TRAMA, *map(str, arguments)], capture_output=True, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"trama {' '.join(map(str, arguments))}: {done.stderr.decode()}")
    return done.stdout.decode()


def export(graph, to, *options):
    """A file with the graph in another format."""
    file = FOLDER / f"{Path(graph).stem}{''.join(options)}.{to}"
    run("export", graph, "--to", to, "-o", file, *options)
    return file


@functools.cache
def graph_json(graph):
    """All that there is to compare with: nodes, edges and their evidence."""
    return json.loads(run("export", graph, "--to", "json"))


def query(graph, text):
    """The rows of a query, each a list of values."""
    return [list(row.values()) for row in json.loads(run("query", graph, text, "--format", "json"))]


@functools.cache
def samples_graph():
    """Real texts; with relations that share their ends."""
    graph = FOLDER / "samples.trama"
    run("build", *sorted(glob.glob(str(SOURCE / "samples" / "*.txt"))), "-o", graph)
    return graph


@functools.cache
def hostile_graph():
    """Every text of it is one of HOSTILE_NAMES; each pair of actors has parallel relations."""
    statements = FOLDER / "hostile.jsonl"
    with open(statements, "w", encoding="utf-8") as out:
        for statement in hostile_statements():
            out.write(json.dumps(statement) + "\n")
    graph = FOLDER / "hostile.trama"
    run("import", statements, "-o", graph)
    return graph


def hostile_statements():
    names = HOSTILE_NAMES
    types = ["PER", "ORG", "LOC", "MISC"]

    def participant(number, **more):
        name = names[number % len(names)]
        return {"canonical": name, "text": name, "type": types[number % len(types)], "kind": "named", "named": True,
                "span": [0, 4], **more}

    modalities = ["asserted", "promised", "planned", "possible", "alleged", "conditional", "ordered", "denied"]
    for number, name in enumerate(names):
        other = names[(number * 7 + 3) % len(names)]
        evidence = {"document": f"doc {other}", "url": f"https://ejemplo.es/?q={name}", "title": name,
                    "date": ["2025-03-26", "2025-03", "2025", other, ""][number % 5], "publisher": other,
                    "sentence": f"{name} y {other}.", "span": [number, number + 40]}
        for parallel in range(3):
            statement = {
                "version": 1,
                "subject": participant(number, aliases=[f"{name} {parallel}"], via=other),
                "relation": {"lemma": other if parallel == 1 else "visitar", "label": name, "span": [5, 9],
                             **({"preposition": "con", "symmetric": True} if parallel == 2 else {}),
                             **({"event_class": "ASSAULT", "event_root": "18", "event_direction": "conflictual"}
                                if number % 2 else {"relation_class": "TIE"})},
                "object": participant(number * 5 + 2),
                "theme": other,
                "quantities": [{"text": name, "low": number / 8, "high": number * 1e9, "unit": other, "span": [0, 3]}],
                "time": {"text": name, "begin": "2025-03-24", "end": "2025-03-25", "span": [0, 3]},
                "place": other,
                "count": parallel + 1,
                "polarity": "negative" if (number + parallel) % 3 == 0 else "positive",
                "modality": modalities[(number + parallel) % len(modalities)],
                "source": {"who": participant(number + 2), "verb": name, "through": other,
                           "time": {"text": other, "begin": "2025-03-25", "span": [0, 3]}},
                "confidence": round(0.65 + number / 200, 3),
                "evidence": evidence,
            }
            yield statement
