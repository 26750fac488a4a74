"""`trama load` into graph stores: Fuseki and Oxigraph's server hold exactly the triples that `--to turtle` has."""
import collections
import json
import os
import re
import subprocess
import tempfile
import time
import unittest
import urllib.error
import urllib.parse
import urllib.request
from pathlib import Path

import pyoxigraph

from cutting_proxy import CuttingProxy
from neo4j_server import free_port
from program_helpers import FOLDER, TRAMA, export, hostile_graph, query, run, samples_graph

GRAPH = "urn:trama:graph"
PASSWORD = "p:w secreto"


Triple = collections.namedtuple("Triple", "subject predicate object type")


def triples(data, syntax):
    """Oxigraph keeps numbers and not how they are written."""
    for read in pyoxigraph.parse(input=data, format=syntax):
        thing = read.object
        kind = thing.datatype.value if isinstance(thing, pyoxigraph.Literal) else "IRI"
        value = float(thing.value) if kind.endswith("#double") else thing.value
        yield Triple(read.subject.value, read.predicate.value, value, kind)


def turtle(graph, *options):
    return set(triples(export(graph, "turtle", *options).read_bytes(), pyoxigraph.RdfFormat.TURTLE))


class Server:
    """A program that listens, with an empty store."""

    def __init__(self, command, store, asked, login=None):
        self.port = free_port()
        self.url, self.asked, self.login = f"http://127.0.0.1:{self.port}" + store, asked, login
        self.log = tempfile.TemporaryFile()
        self.process = subprocess.Popen([word.replace("PORT", str(self.port)) for word in command],
                                        stdout=self.log, stderr=self.log)
        for _ in range(240):
            try:
                self.rows("ASK {}")
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.25)
        self.process.kill()
        self.log.seek(0)
        raise RuntimeError(self.log.read().decode()[-3000:])

    def stop(self):
        self.process.kill()
        self.process.wait()
        self.log.close()

    def open(self, url, method="GET", accept="*/*"):
        request = urllib.request.Request(url, method=method, headers={"Accept": accept})
        passwords = urllib.request.HTTPPasswordMgrWithPriorAuth()
        if self.login:
            passwords.add_password(None, url, *self.login, is_authenticated=True)
        with urllib.request.build_opener(urllib.request.HTTPBasicAuthHandler(passwords)).open(request) as answer:
            return answer.read()

    def rows(self, question):
        url = f"http://127.0.0.1:{self.port}{self.asked}?" + urllib.parse.urlencode({"query": question})
        answer = json.loads(self.open(url, accept="application/sparql-results+json"))
        return [[row[name]["value"] for name in answer["head"]["vars"]] for row in answer.get("results", {}).get("bindings", [])]

    def address(self, graph):
        return self.url + ("?default" if graph is None else "?" + urllib.parse.urlencode({"graph": graph}))

    def triples(self, graph=GRAPH):
        """As the server itself gives them out."""
        try:
            return set(triples(self.open(self.address(graph), accept="application/n-triples"),
                               pyoxigraph.RdfFormat.N_TRIPLES))
        except urllib.error.HTTPError as error:
            if error.code != 404:
                raise
            return set()

    def empty(self, *graphs):
        for graph in graphs:
            try:
                self.open(self.address(graph), "DELETE")
            except urllib.error.HTTPError as error:
                if error.code != 404:
                    raise


def setUpModule():
    global SERVERS, FUSEKI
    oxigraph = str(next(Path(os.environ["TRAMA_PROGRAMS"]).glob("python-*/bin/oxigraph")))
    (FOLDER / "fuseki").mkdir()
    passwords = FOLDER / "passwd"
    passwords.write_text(f"ana: {PASSWORD}\n")
    FUSEKI = Server(["java", "-Xmx512m", "-cp", os.environ["TRAMA_JENA"] + "/*", "org.apache.jena.fuseki.main.cmds.FusekiMainCmd",
                     "--localhost", "--port=PORT", "--tdb2", f"--loc={FOLDER / 'fuseki'}", "--update", "--auth=basic",
                     f"--passwd={passwords}", "/red"], "/red/data", "/red/query", ("ana", PASSWORD))
    SERVERS = {"Fuseki": FUSEKI, "Oxigraph": Server([oxigraph, "serve", "--location", str(FOLDER / "oxigraph"),
                                                     "--bind", "127.0.0.1:PORT"], "/store", "/query")}


def tearDownModule():
    for server in SERVERS.values():
        server.stop()


class Load(unittest.TestCase):
    maxDiff = 3000

    def setUp(self):
        for server in SERVERS.values():
            server.empty(GRAPH, "urn:x:otra", None)

    def load(self, server, graph, *options, url=None, password=PASSWORD, code=0):
        user = ["--user", server.login[0]] if server.login else []
        done = subprocess.run([TRAMA, "load", str(graph), "--into", url or server.url, *user, *options], check=False,
                              env={**os.environ, "TRAMA_PASSWORD": password}, capture_output=True, text=True)
        self.assertEqual(done.returncode, code, done.stderr)
        return done

    def same(self, held, expected):
        """Without showing thousands of triples."""
        self.assertEqual((sorted(map(str, held - expected))[:3], sorted(map(str, expected - held))[:3]), ([], []))

    def test_twice_is_as_once(self):
        for server in SERVERS.values():
            for graph in (hostile_graph(), samples_graph()):
                for _ in range(2):
                    done = self.load(server, graph, "--evidence")
                    self.same(server.triples(), turtle(graph))
                sent, held = re.findall(r"(?:sent|holds): (.*?statements)", done.stdout)
                self.assertEqual(sent, held)
                self.assertIn(str(len(list(json.loads(run("export", graph, "--to", "json"))["edges"]))) + " relations", held)

    def test_without_evidence(self):
        for server in SERVERS.values():
            self.load(server, samples_graph())
            held = server.triples()
            self.assertTrue(held < turtle(samples_graph()))
            classes = {triple.object.rsplit("#", 1)[-1] for triple in held if triple.predicate.endswith("#type")}
            self.assertTrue({"Entity", "Relation", "Verb"} < classes)
            self.assertFalse({"Statement", "Document", "Mention"} & classes)

    def test_a_part_replaces_the_whole(self):
        for server in SERVERS.values():
            self.load(server, samples_graph(), "--evidence")
            self.load(server, samples_graph(), "--evidence", "--top", "20", "--since", "2025-06-01")
            self.same(server.triples(), turtle(samples_graph(), "--top", "20", "--since", "2025-06-01"))

    def test_other_graphs(self):
        for server in SERVERS.values():
            self.load(server, samples_graph(), url=server.url + "?default")
            self.load(server, hostile_graph(), "--evidence", url="sparql+" + server.url + "?graph=urn:x:otra")
            self.same(server.triples("urn:x:otra"), turtle(hostile_graph()))
            self.same(server.triples(), set())
            relations = {triple.subject for triple in server.triples(None) if triple.object == "urn:trama:ns#Relation"}
            self.assertEqual(len(relations),
                             query(samples_graph(), "MATCH ()-[r]->() RETURN count(DISTINCT r)")[0][0])

    def test_answers(self):
        prefixes = "PREFIX t: <urn:trama:ns#> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> " \
                   "PREFIX s: <https://schema.org/> "
        questions = {
            "?r t:modality ?m ; t:polarity t:negative FILTER(?m = t:asserted)":
                "MATCH ()-[r]->() WHERE r.modality = 'asserted' AND r.polarity = 'negative' RETURN count(DISTINCT r)",
            "?r a t:Relation ; rdf:subject/t:entityType 'PER' ; rdf:object/t:entityType 'ORG'":
                "MATCH (:PER)-[r]->(:ORG) WHERE startNode(r).type = 'PER' RETURN count(DISTINCT r)",
            "?r a t:Relation ; t:evidenceCount ?n FILTER(?n > 1)":
                "MATCH ()-[r]->() WHERE r.evidence_count > 1 RETURN count(DISTINCT r)",
        }
        for server in SERVERS.values():
            self.load(server, samples_graph(), "--evidence")
            for asked, answer in questions.items():
                rows = server.rows(f"{prefixes} SELECT (count(DISTINCT ?r) AS ?count) {{ GRAPH <{GRAPH}> {{ {asked} }} }}")
                self.assertEqual(int(rows[0][0]), query(samples_graph(), answer)[0][0], asked)

    def test_connections_that_break(self):
        for server in SERVERS.values():
            self.load(server, hostile_graph(), "--evidence")
            proxy = CuttingProxy(server.port, cut=[2], halve=[1, 3], half=100_000)
            url = server.url.replace(str(server.port), proxy.url.rsplit(":", 1)[1])
            seen = []
            proxy.at_request = lambda number, seen=seen, server=server: number == 2 and seen.append(server.triples())
            done = self.load(server, samples_graph(), "--evidence", url=url)
            proxy.close()
            self.assertIn("again in", done.stderr)
            self.assertRegex(done.stdout, r"\d requests again")
            self.assertEqual(proxy.requests, 4)
            self.same(seen[0], turtle(hostile_graph()))  # After half of the first: what was there before.
            self.same(server.triples(), turtle(samples_graph()))

    def test_a_loader_that_is_killed(self):
        for server in SERVERS.values():
            proxy = CuttingProxy(server.port, halve=[1], half=100_000)
            url = server.url.replace(str(server.port), proxy.url.rsplit(":", 1)[1])
            user = ["--user", server.login[0]] if server.login else []
            loader = subprocess.Popen([TRAMA, "load", str(samples_graph()), "--into", url, "--evidence", *user],
                                      env={**os.environ, "TRAMA_PASSWORD": PASSWORD}, stdout=subprocess.DEVNULL,
                                      stderr=subprocess.DEVNULL)
            proxy.at_request = lambda number, loader=loader: loader.kill()
            self.assertEqual(loader.wait(), -9)
            proxy.close()
            self.same(server.triples(), set())
            self.load(server, samples_graph(), "--evidence")
            self.same(server.triples(), turtle(samples_graph()))

    def test_refusals(self):
        graph = samples_graph()
        self.assertIn("does not take this user and password", self.load(FUSEKI, graph, password="otra", code=1).stderr)
        nowhere = FUSEKI.url.replace("/red/", "/azul/")
        self.assertIn("404", self.load(FUSEKI, graph, url=nowhere, code=1).stderr)
        self.assertIn("replaced as a whole", self.load(FUSEKI, graph, "--prune", code=1).stderr)
        self.assertIn("no IRI", self.load(FUSEKI, graph, url=FUSEKI.url + "?graph=red", code=1).stderr)
        self.assertEqual(FUSEKI.triples(), set())


if __name__ == "__main__":
    unittest.main()
