"""What the tests of databases share: graphs, what `trama export --to json` says of them, and how to compare."""

import json
import os
import re
import subprocess
import tempfile
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TRAMA = os.environ.get("TRAMA", str(ROOT / "build/release/bin/trama"))
CACHE = Path(os.environ.get("TRAMA_PROGRAMS", Path.home() / ".cache/trama-programs"))

HOSTILE = [
    "O'Donnell", 'Luis "Lucho" Díaz', "C:\\usuario", "C:\\nuevo\\temporal", "fin\\", "\\\\\\", "\\\"]; x", "\\u0027 OR 1=1 //",
    "`; MATCH (n) DETACH DELETE n; //", "'}) DETACH DELETE n //", "a`b``c", "uno; dos; tres", "uno|dos|tres", "[uno, dos]",
    "[sin cerrar", "sin abrir]", "{llave: 1}", "$fila ${x} %s %n {0}", "una\r\ndos\ntres\tcuatro", "\n", "=1+1",
    "+34 600", "-1", "@suma", "una coma, otra", "uno\u2028dos\u2029tres\u0085cuatro", "\u202egnirts", "محمد بن سلمان",
    "Владимир Путин", "習近平", "🎉𝔘", "é" * 300, "largo " * 1700, "q" + '"' * 300, "a\x1b[31mrojo\x7f", "a\x1fb", "nul\x00dentro",
    "NULL", "null", "true", "1", "01", "1.0", "\ufeffmarca", "  con espacios  ", "duro\u00a0espacio", "// comentario",
    "/* comentario */", "--", "<b>negrita</b> &amp; &#60;", "'", '"', "''", '""', "2025-02-30",
]


def run(*arguments, **options):
    done = subprocess.run(list(map(str, arguments)), capture_output=True, text=True, **options)
    if done.returncode != 0:
        raise RuntimeError(f"{arguments} ended with {done.returncode}\n{done.stdout[-4000:]}\n{done.stderr[-4000:]}")
    return done.stdout


def participant(name, kind="PER", named=True, aliases=()):
    return {"canonical": name, "text": name, "type": kind, "kind": "named" if named else "nominal", "named": named,
            "aliases": sorted(aliases), "span": [0, 4]}


def statement(subject, label, lemma, target, document, day="2025-07-02", **more):
    relation = {"lemma": lemma, "label": label, "span": [5, 9]}
    for key in ("preposition", "event_class", "event_root", "event_direction", "relation_class", "symmetric"):
        if key in more:
            relation[key] = more.pop(key)
    evidence = {"document": document, "sentence": more.pop("sentence", "Una oración."), "span": [0, 12]}
    if day:
        evidence["date"] = day
    evidence.update(more.pop("evidence", {}))
    return {"version": 1, "subject": subject, "relation": relation, "object": target, "count": 1, "polarity": "positive",
            "modality": "asserted", "confidence": 0.5, "evidence": evidence, **more}


def hostile_statements():
    russia = participant("Rusia", "LOC")
    rows = []
    for number, text in enumerate(HOSTILE):
        rows.append(statement(
            participant(text, aliases=[text + " II", "; ", "|"]), text, text, russia, f"doc-{number}-{text[:40]}",
            preposition=text, event_class="SUPPORT" if number % 3 else text, event_root=text, event_direction="neutral",
            theme=text, place=text, confidence=1 / (number + 2), sentence="Dijo: " + text,
            source={"who": participant("CNN" if number % 2 else "fuente " + text, "ORG"), "verb": text},
            evidence={"url": text, "title": text, "publisher": text}))
        rows.append(statement(russia, "negó", "negar", participant(text), "doc-comun", modality="denied", theme=text))
    ana, lima = participant("Ana Soto"), participant("Lima", "LOC")
    for number, day in enumerate(["2025-03-01", "2025", "", "ayer", "2025-02-30", "1999-12-31"]):
        rows.append(statement(ana, "visitó", "visitar", lima, f"parcial-{number}", day))
        rows.append(statement(ana, "dejó", "dejar" + str(number), lima, f"parcial-{number}", day))
    for more in ({"polarity": "negative"}, {"modality": "planned"}, {"preposition": "contra"}, {"symmetric": True},
                 {"relation_class": "TIE"}, {"count": 7}):
        rows.append(statement(ana, "visitó", "visitar", lima, "paralelas", **more))
        rows.append(statement(lima, "visitó", "visitar", ana, "paralelas", **more))
    rows.append(statement(ana, "se ve a sí", "ver", ana, "lazo"))
    for _ in range(3):  # Alike in all.
        rows.append(statement(ana, "repite", "repetir", lima, "iguales", count=2))
    return sorted(rows, key=lambda row: row["evidence"]["document"])  # `trama import` takes one document after the other.


def make_graphs(folder):
    """The graph of the samples and that of hostile names."""
    samples, hostile = Path(folder) / "muestras.trama", Path(folder) / "hostil.trama"
    run(TRAMA, "build", "--quiet", *sorted((ROOT / "samples").glob("*.txt")), "-o", samples)
    lines = Path(folder) / "hostil.jsonl"
    lines.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in hostile_statements()))
    run(TRAMA, "import", lines, "-o", hostile)
    return samples, hostile


def whole_day(text):
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text or ""):
        return None
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def relationship_type(edge):
    """As docs/formats.md has it, for lemmas that are ASCII or accented Latin."""
    import unicodedata
    words = edge["event_class"] or edge["relation_class"] or edge["lemma"]
    return "".join(c for c in unicodedata.normalize("NFD", words) if not unicodedata.combining(c)).upper()


class Expected:
    """What a database must hold, by `trama export --to json`."""

    def __init__(self, graph, *options):
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            run(TRAMA, "export", graph, "--to", "json", "-o", file.name, *options)
            data = json.loads(Path(file.name).read_text())
        self.edges = data["edges"]
        self.actors = {node["id"]: self.known(node) for node in data["nodes"]}
        self.relations = {edge["key"]: self.relation(edge) for edge in data["edges"]}
        self.ends = {edge["key"]: (edge["source"], edge["target"]) for edge in data["edges"]}
        self.statements = sorted((self.statement(edge, told) for edge in data["edges"] for told in edge["evidence"]), key=repr)
        self.documents = {}
        for edge in data["edges"]:
            for told in edge["evidence"]:
                self.documents[told["document"]] = {
                    key: value for key in ("document", "url", "title", "date", "publisher")
                    if (value := whole_day(told.get(key)) if key == "date" else told.get(key))}

    @staticmethod
    def known(values):
        return {key: value for key, value in values.items() if value not in ("", None)}

    def relation(self, edge):
        values = {key: value for key, value in edge.items() if key not in ("source", "target", "evidence", "key")}
        first = edge["evidence"][0]
        values.update(id=edge["key"], document=first["document"], url=first.get("url"), sentence=first["sentence"])
        values["first_date"] = whole_day(values["first_date"])
        values["last_date"] = whole_day(values["last_date"])
        return self.known(values)

    @staticmethod
    def statement(edge, told):
        """Without its id, which the JSON does not have."""
        day = whole_day(told.get("date"))
        time = told.get("time")
        first = last = day
        if time and (time.get("begin") or time.get("end")):
            first = last = "by its own time"
        return (edge["key"], told["relation"]["label"], told.get("theme"), told.get("source", {}).get("who"),
                told["sentence"], told.get("place"), *told["span"], told["count"], told["confidence"], told["document"],
                edge["source"], edge["target"], first, last)


def queries(graph):
    """Three real questions, in words that trama and the databases share, with trama's answers."""
    asked = [
        "MATCH (a:PER)-[r]->(b:LOC) WHERE r.modality = 'asserted' RETURN a.name AS a, r.label AS r, b.name AS b",
        "MATCH (a)-[r]->(b) WHERE r.event_class = 'SUPPORT' RETURN a.name AS a, b.name AS b, r.count AS n",
        "MATCH (a)-[r]->(b) WHERE r.symmetric = false RETURN r.polarity AS p, r.modality AS m, count(*) AS n",
    ]
    for query in asked:
        yield query, json.loads(run(TRAMA, "query", graph, query, "--format", "json"))


def without_empty_lists(values):
    """What CSV cannot hold (docs/formats.md): empty lists, and the character between the elements of a list."""
    return {key: [text.replace("\x1f", " ") for text in value] if isinstance(value, list) else value
            for key, value in values.items() if value != []}


def without_separators(values):
    return {key: [text.replace("\x1f", " ") for text in value] if isinstance(value, list) else value
            for key, value in values.items()}


def compare_graph(test, expected, actors, relations, fit=dict):
    """`actors`: properties; `relations`: ends, type, properties. `fit` makes of what is wanted what the program can hold."""
    test.assertEqual(len(actors), len(expected.actors))
    for values in actors:
        test.assertEqual(values, fit(expected.actors[values["id"]]))
    test.assertEqual(len(relations), len(expected.relations))
    test.assertEqual(len({values["id"] for _, _, _, values in relations}), len(expected.relations))
    types = {edge["key"]: relationship_type(edge) for edge in expected.edges}
    for source, target, kind, values in relations:
        key = values["id"]
        test.assertEqual(values, fit(expected.relations[key]))
        test.assertEqual((source, target), expected.ends[key])
        test.assertRegex(kind, "^[A-Z][A-Z0-9_]*$")
        if types[key].isascii() and types[key].isalpha() and len(kind) < 60:
            test.assertEqual(kind, types[key])


def compare_evidence(test, expected, told, documents, sources):
    """`told`: properties of statements, document's id as given, ids of subject and object; `sources`: names as the statement
    has them and as the node that it points to has, if that is no actor."""
    found = [(values["relation"], values["label"], values.get("theme"), values.get("source"), values["sentence"],
              values.get("place"), values["begin"], values["end"], values["count"], values["confidence"],
              document, subject, target, values.get("first_date"), values.get("last_date"))
             for values, document, subject, target in told]
    wanted = list(expected.statements)
    for number, row in enumerate(wanted):  # The JSON tells the event's own time in other words.
        if row[-1] == "by its own time":
            wanted[number] = row[:-2] + next(each[-2:] for each in found if each[:-2] == row[:-2])
    test.assertEqual(sorted(found, key=repr), sorted(wanted, key=repr))
    test.assertEqual(len({values["id"] for values, *_ in told}), len(told))
    test.assertEqual(len(documents), len(expected.documents))
    for values in documents:
        test.assertRegex(values.pop("id"), "^d[0-9a-f]{16}$")
        test.assertEqual(values, expected.documents[values["document"]])
    test.assertEqual(len(sources), sum(row[3] is not None for row in wanted))
    for said, name in sources:
        if name is not None:
            test.assertEqual(said, name)
