"""CSV, JSON lines, Parquet and SQLite in DuckDB, polars, pandas and Datasette."""
import asyncio
import datetime
import json
import re
import sqlite3
import unittest

import duckdb
import pandas
import polars
from datasette.app import Datasette

from program_helpers import FOLDER, graph_json, hostile_graph, query, run, samples_graph

TABLES = ["entities", "aliases", "relations", "statements", "documents"]
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def folder(graph, form):
    path = FOLDER / f"{graph.stem}-{form}"
    run("export", graph, "--to", form, "-o", path, "--force")
    return path


def day(text):
    try:
        return datetime.date.fromisoformat(text) if DAY.fullmatch(text) else None
    except ValueError:
        return None


def entities_of(graph):
    rows = {}
    for node in graph_json(graph)["nodes"]:
        rows[node["id"]] = {name: value for name, value in node.items() if name != "id"}
    return rows


def relations_of(graph):
    rows = {}
    for edge in graph_json(graph)["edges"]:
        row = {name: value for name, value in edge.items() if name not in ("source", "target", "key", "evidence")}
        row["first_date"], row["last_date"] = day(row["first_date"]), day(row["last_date"])
        row |= {"subject": edge["source"], "object": edge["target"]}
        rows[edge["key"]] = {name: None if value == "" else value for name, value in row.items()}
    return rows


def sentences_of(graph):
    return sorted(one["sentence"] for edge in graph_json(graph)["edges"] for one in edge["evidence"])


class Parquet(unittest.TestCase):
    def check(self, graph, rows):
        """`rows(table)` gives dictionaries."""
        entities = {row.pop("id"): row for row in rows("entities")}
        self.assertEqual(entities, entities_of(graph))
        names = {key: row["name"] for key, row in entities.items()}
        relations = {row.pop("id"): row for row in rows("relations")}
        for row in relations.values():
            self.assertEqual((row.pop("subject_name"), row.pop("object_name")), (names[row["subject"]], names[row["object"]]))
        self.assertEqual(relations, relations_of(graph))
        self.assertEqual(sorted((row["entity"], row["alias"]) for row in rows("aliases")),
                         sorted((key, alias) for key, row in entities.items() for alias in row["aliases"]))
        statements = rows("statements")
        self.assertEqual(sorted(row["sentence"] for row in statements), sentences_of(graph))
        self.assertEqual(len({row["id"] for row in statements}), len(statements))
        documents = {row["id"] for row in rows("documents")}
        self.assertEqual({row["document"] for row in statements}, documents)

    def test_duckdb_reads_all(self):
        for graph in (samples_graph(), hostile_graph()):
            path = folder(graph, "parquet")

            def rows(table):
                found = duckdb.sql(f"SELECT * FROM '{path}/{table}.parquet'")
                return [dict(zip(found.columns, row)) for row in found.fetchall()]

            self.check(graph, rows)

    def test_polars_reads_all(self):
        for graph in (samples_graph(), hostile_graph()):
            path = folder(graph, "parquet")
            self.check(graph, lambda table: polars.read_parquet(path / f"{table}.parquet").to_dicts())

    def test_questions_get_the_answers_of_trama(self):
        path = folder(samples_graph(), "parquet")
        relations = f"'{path}/relations.parquet'"
        self.assertEqual(duckdb.sql(f"SELECT count(*) FROM {relations} WHERE modality = 'asserted'").fetchall()[0][0],
                         query(samples_graph(), "MATCH ()-[r]->() WHERE r.modality = 'asserted' RETURN count(DISTINCT r)")[0][0])
        self.assertEqual(duckdb.sql(f'SELECT sum(count) FROM {relations} WHERE NOT "symmetric"').fetchall()[0][0],
                         query(samples_graph(), "MATCH (a)-[r]->(b) WHERE NOT r.symmetric RETURN sum(r.count)")[0][0])
        first = duckdb.sql(f"SELECT min(first_date) FROM {relations}").fetchall()[0][0]
        self.assertEqual(first.isoformat(),
                         query(samples_graph(), "MATCH ()-[r]->() WHERE r.first_date <> '' RETURN min(r.first_date)")[0][0])


class Text(unittest.TestCase):
    def test_duckdb_reads_json_lines(self):
        for graph in (samples_graph(), hostile_graph()):
            path = folder(graph, "jsonl")
            rows = [json.loads(line) for line in (path / "relations.jsonl").read_text(encoding="utf-8").split("\n") if line]
            self.assertEqual({row["id"]: row["label"] for row in rows},
                             {key: row["label"] for key, row in relations_of(graph).items()})
            for table in TABLES:
                lines = (path / f"{table}.jsonl").read_bytes().count(b"\n")
                found = duckdb.sql(f"SELECT count(*) FROM read_json('{path}/{table}.jsonl')").fetchall()[0][0]
                self.assertEqual(found, lines)

    def test_pandas_reads_csv(self):
        for graph in (samples_graph(), hostile_graph()):
            path = folder(graph, "csv")
            # Neither "null" nor "NA" is nothing: only an empty field is.
            read = {table: pandas.read_csv(path / f"{table}.csv", keep_default_na=False, na_values=[""], dtype=str)
                    for table in TABLES}
            expected = relations_of(graph)
            self.assertEqual(set(read["relations"]["id"]), set(expected))
            names = {key: cell(row["name"]) for key, row in entities_of(graph).items()}
            self.assertEqual(dict(zip(read["entities"]["id"], read["entities"]["name"])), names)
            for row in read["relations"].to_dict("records"):
                self.assertEqual(row["label"], cell(expected[row["id"]]["label"]))
                self.assertEqual(json.loads(row["themes"]), expected[row["id"]]["themes"])
            self.assertEqual(len(read["statements"]), len(sentences_of(graph)))
            for table in read.values():
                for column in table:
                    for value in table[column].dropna():
                        self.assertNotIn(value[0], "=+-@\t\r", (column, value))

    def test_questions_of_the_readme_run(self):
        for form in ("csv", "jsonl", "parquet"):
            path = folder(samples_graph(), form)
            questions = re.findall(r"```sql\n(.*?)```", (path / "README.md").read_text(encoding="utf-8"), re.DOTALL)
            self.assertEqual(len(questions), 3)
            for question in questions:
                self.assertTrue(duckdb.sql(question.replace("'entities.", f"'{path}/entities.")
                                           .replace("'relations.", f"'{path}/relations.")
                                           .replace("'statements.", f"'{path}/statements.")
                                           .replace("'documents.", f"'{path}/documents.")).fetchall(), question)


def cell(text):
    """A text as a cell of CSV."""
    if text is None:
        return float("nan")
    text = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", "\ufffd", text)
    return "'" + text if text[0] in "=+-@\t\n\r＝＋－＠" else text


class Sqlite(unittest.TestCase):
    def test_datasette_serves_the_tables(self):
        file = FOLDER / "samples.sqlite"
        run("export", samples_graph(), "--to", "sqlite", "-o", file)
        self.assertEqual(sqlite3.connect(file).execute("PRAGMA integrity_check").fetchall(), [("ok",)])

        async def ask(path):
            response = await Datasette([str(file)]).client.get(path)
            self.assertEqual(response.status_code, 200)
            return response.json()

        rows = asyncio.run(ask("/samples/relations.json?_shape=array&_size=1000"))
        expected = relations_of(samples_graph())
        self.assertEqual({row["id"]: row["label"] for row in rows}, {key: row["label"] for key, row in expected.items()})
        self.assertTrue(asyncio.run(ask("/samples/evidence.json?_shape=array")))

    def test_datasette_serves_a_graph_file(self):
        async def ask(path):
            response = await Datasette([], immutables=[str(samples_graph())]).client.get(path)
            self.assertEqual(response.status_code, 200, response.text)
            return response.json()

        rows = asyncio.run(ask(f"/{samples_graph().stem}/graph_relations.json?_shape=array&_size=1000"))
        self.assertEqual(sorted(row["label"] for row in rows),
                         sorted(row["label"] for row in relations_of(samples_graph()).values()))


if __name__ == "__main__":
    unittest.main()
