"""Oxigraph, rdflib, Jena and pySHACL read trama's RDF: every value of every node, relation and statement is compared."""
import collections
import functools
import itertools
import os
import subprocess
import unittest

import pyoxigraph
import pyshacl
import rdflib

import program_helpers as trama

PREFIXES = {
    "id": "urn:trama:id:", "verb": "urn:trama:verb:", "trama": "urn:trama:ns#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "xsd": "http://www.w3.org/2001/XMLSchema#", "schema": "https://schema.org/",
    "prov": "http://www.w3.org/ns/prov#", "oa": "http://www.w3.org/ns/oa#",
}
SPARQL_PREFIXES = "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in PREFIXES.items())

OXIGRAPH = {"turtle": pyoxigraph.RdfFormat.TURTLE, "trig": pyoxigraph.RdfFormat.TRIG,
            "nquads": pyoxigraph.RdfFormat.N_QUADS, "jsonld": pyoxigraph.RdfFormat.JSON_LD}
RDFLIB = {"turtle": "turtle", "trig": "trig", "nquads": "nquads", "jsonld": "json-ld"}
WITH_GRAPHS = ("trig", "nquads")

Value = collections.namedtuple("Value", "text type")  # The type of an IRI is "IRI".


def full(name):
    prefix, local = name.split(":", 1)
    return PREFIXES[prefix] + local


def by_oxigraph(file, to):
    """All quads as (subject, predicate, Value, graph)."""
    for quad in pyoxigraph.parse(path=str(file), format=OXIGRAPH[to]):
        thing = quad.object
        literal = isinstance(thing, pyoxigraph.Literal)
        graph = getattr(quad.graph_name, "value", "")
        yield (quad.subject.value, quad.predicate.value,
               Value(thing.value, thing.datatype.value if literal else "IRI"), graph)


def by_rdflib(file, to):
    # As they are written: rdflib would make 1.0 of "1.0E0".
    rdflib.NORMALIZE_LITERALS = False
    data = rdflib.Dataset()
    data.parse(str(file), format=RDFLIB[to])
    for subject, predicate, thing, graph in data.quads():
        literal = isinstance(thing, rdflib.Literal)
        kind = str(thing.datatype or full("xsd:string")) if literal else "IRI"
        # Of a syntax without graphs, rdflib calls the one graph by the file's address.
        yield str(subject), str(predicate), Value(str(thing), kind), str(graph or "") if to in WITH_GRAPHS else ""


class Loaded:
    """What a program has read, put together again as trama's JSON tells it."""

    def __init__(self, quads):
        self.values = collections.defaultdict(lambda: collections.defaultdict(list))
        self.graph_of = {}
        self.of_class = collections.defaultdict(list)
        self.plain = set()
        for subject, predicate, thing, graph in quads:
            self.values[subject][predicate].append(thing)
            if predicate == full("rdf:type"):
                self.of_class[thing.text].append(subject)
                self.graph_of[subject] = graph
            if predicate.startswith(PREFIXES["verb"]):
                self.plain.add((subject, predicate, thing.text))
        self.statements_of = collections.defaultdict(list)
        for statement in self.of_class[full("trama:Statement")]:
            self.statements_of[self.link(statement, "trama:statementOf")].append(statement)

    def all(self, subject, name):
        return self.values[subject].get(full(name), [])

    def one(self, subject, name, kind):
        """The one value, or None; of this type."""
        found = self.all(subject, name)
        if not found:
            return None
        if len(found) != 1 or (kind is not None and found[0].type != kind):
            raise AssertionError(f"{name} of {subject}: {found}")
        return found[0].text

    def link(self, subject, name):
        return self.one(subject, name, "IRI")

    def text(self, subject, name):
        return self.one(subject, name, full("xsd:string")) or ""

    def texts(self, subject, name):
        return sorted(value.text for value in self.all(subject, name))

    def integer(self, subject, name):
        text = self.one(subject, name, full("xsd:integer"))
        if str(int(text)) != text:
            raise AssertionError(f"not canonical: {text}")
        return int(text)

    def real(self, subject, name):
        text = self.one(subject, name, full("xsd:double"))
        return None if text is None else float(text)

    def truth(self, subject, name):
        return {"true": True, "false": False}[self.one(subject, name, full("xsd:boolean"))]

    def date(self, subject, name):
        """As JSON has it: the types of dates tell more."""
        return self.one(subject, name, None) or ""

    def word(self, subject, name):
        """One of our individuals."""
        return (self.link(subject, name) or "").removeprefix(PREFIXES["trama"])

    def entities(self):
        return {name.removeprefix(PREFIXES["id"]): {
            "id": name.removeprefix(PREFIXES["id"]), "name": self.text(name, "schema:name"),
            "type": self.text(name, "trama:entityType"), "named": self.truth(name, "trama:named"),
            "aliases": self.texts(name, "schema:alternateName"),
            "mention_count": self.integer(name, "trama:mentionCount"),
            "document_count": self.integer(name, "trama:documentCount"),
            "relation_count": self.integer(name, "trama:relationCount"),
        } for name in self.of_class[full("trama:Entity")]}

    def relations(self):
        return {name.removeprefix(PREFIXES["id"]): self.relation(name)
                for name in self.of_class[full("trama:Relation")]}

    def relation(self, name):
        return {
            "source": self.link(name, "rdf:subject").removeprefix(PREFIXES["id"]),
            "target": self.link(name, "rdf:object").removeprefix(PREFIXES["id"]),
            "key": name.removeprefix(PREFIXES["id"]), "label": self.text(name, "rdfs:label"),
            "lemma": self.text(name, "trama:lemma"), "preposition": self.text(name, "trama:preposition"),
            "event_class": self.text(name, "trama:eventClass"), "event_root": self.text(name, "trama:eventRoot"),
            "event_direction": self.text(name, "trama:eventDirection"),
            "relation_class": self.text(name, "trama:relationClass"),
            "symmetric": self.truth(name, "trama:symmetric"), "polarity": self.word(name, "trama:polarity"),
            "modality": self.word(name, "trama:modality"), "count": self.integer(name, "trama:count"),
            "evidence_count": self.integer(name, "trama:evidenceCount"),
            "document_count": self.integer(name, "trama:documentCount"),
            "confidence": self.real(name, "trama:confidence"),
            "salience": self.real(name, "trama:salience"), "first_date": self.date(name, "trama:firstDate"),
            "last_date": self.date(name, "trama:lastDate"), "themes": self.texts(name, "trama:theme"),
            "sources": self.texts(name, "trama:sourceName"),
            "evidence": sorted((self.statement(each) for each in self.statements_of[name]), key=repr),
        }

    def statement(self, name):
        document, target = self.link(name, "prov:wasDerivedFrom"), self.link(name, "oa:hasTarget")
        if self.link(target, "oa:hasSource") != document:
            raise AssertionError(f"{name} has two documents")
        selectors = {self.link(each.text, "rdf:type"): each.text for each in self.all(target, "oa:hasSelector")}
        position, quote = selectors[full("oa:DataPositionSelector")], selectors[full("oa:TextQuoteSelector")]
        told = {
            "document": self.text(document, "schema:identifier"),
            "url": self.one(document, "schema:url", None) or "", "title": self.text(document, "schema:name"),
            "date": self.date(document, "schema:datePublished"),
            "publisher": self.text(document, "schema:publisher"), "sentence": self.text(quote, "oa:exact"),
            "span": [self.integer(position, "oa:start"), self.integer(position, "oa:end")],
            "subject": self.mention(self.link(name, "trama:subjectMention")),
            "relation": self.mention(self.link(name, "trama:predicateMention"), "label"),
            "object": self.mention(self.link(name, "trama:objectMention")), "theme": self.text(name, "trama:theme"),
            "quantities": self.quantities(name), "time": self.time(name, "time"),
            "place": self.text(name, "trama:place"), "count": self.integer(name, "trama:count"),
            "source": self.source(name), "confidence": self.real(name, "trama:confidence"), "salience": self.real(name, "trama:salience"),
        }
        optional = ("url", "title", "date", "publisher", "theme", "quantities", "time", "place", "source")
        return {key: value for key, value in told.items() if value or key not in optional}

    def mention(self, name, key="text"):
        told = {key: self.text(name, "trama:text"), "canonical": self.text(name, "trama:canonical"),
                "kind": self.word(name, "trama:mentionKind").removesuffix("Mention"), "via": self.text(name, "trama:via"),
                "span": [self.integer(name, "trama:beginByte"), self.integer(name, "trama:endByte")]}
        return {key: value for key, value in told.items() if value}

    def quantities(self, statement):
        names = sorted((each.text for each in self.all(statement, "trama:quantity")),
                       key=lambda name: int(name.rpartition("quantity")[2]))
        told = []
        for name in names:
            one = {"text": self.text(name, "trama:text"), "low": self.real(name, "trama:low"),
                   "high": self.real(name, "trama:high"), "unit": self.text(name, "trama:unit"),
                   "approximate": self.truth(name, "trama:approximate")}
            told.append({key: value for key, value in one.items() if value != "" or key != "unit"})
        return told

    def time(self, name, prefix):
        text = self.one(name, f"trama:{prefix}Text", full("xsd:string"))
        told = {"text": text, "begin": self.date(name, f"trama:{prefix}Begin"),
                "end": self.date(name, f"trama:{prefix}End")}
        return None if text is None else {key: value for key, value in told.items() if value or key == "text"}

    def source(self, name):
        who = self.one(name, "trama:sourceName", full("xsd:string"))
        told = {"who": who, "verb": self.text(name, "trama:sourceVerb"), "through": self.text(name, "trama:through"),
                "time": self.time(name, "said")}
        return None if who is None else {key: value for key, value in told.items() if value or key == "verb"}


def expected_relations(graph):
    edges = {}
    for edge in trama.graph_json(graph)["edges"]:
        edges[edge["key"]] = dict(edge, evidence=sorted((ordered(each) for each in edge["evidence"]), key=repr))
    return edges


def ordered(evidence):
    """In the order of keys that Loaded.statement has; JSON's numbers as real numbers."""
    evidence = {key: evidence[key] for key in ORDER if key in evidence}
    for quantity in evidence.get("quantities", []):
        quantity.update({key: None if quantity[key] is None else float(quantity[key]) for key in ("low", "high")})
    return evidence


ORDER = ["document", "url", "title", "date", "publisher", "sentence", "span", "subject", "relation", "object", "theme",
         "quantities", "time", "place", "count", "source", "confidence", "salience"]
GRAPHS = {"samples": trama.samples_graph, "hostile": trama.hostile_graph}
PROGRAMS = {"Oxigraph": by_oxigraph, "rdflib": by_rdflib}


@functools.cache
def loaded(program, graph, to):
    return Loaded(PROGRAMS[program](trama.export(GRAPHS[graph](), to), to))


def of_each_export(test):
    """Of each graph in each syntax as each program reads it."""
    @functools.wraps(test)
    def all_of_them(self):
        for program, name, to in itertools.product(PROGRAMS, GRAPHS, OXIGRAPH):
            with self.subTest(program=program, graph=name, to=to):
                test(self, GRAPHS[name](), to, loaded(program, name, to))
    return all_of_them


class EveryValue(unittest.TestCase):
    maxDiff = 2000

    def test_graphs_are_worth_it(self):
        for graph in GRAPHS.values():
            edges = trama.graph_json(graph())["edges"]
            pairs = collections.Counter((edge["source"], edge["target"]) for edge in edges)
            self.assertGreater(len(edges), 80)
            self.assertGreater(max(pairs.values()), 1, "parallel relations")
        self.assertGreater(len(trama.graph_json(trama.hostile_graph())["nodes"]), 35)

    @of_each_export
    def test_entities(self, graph, _, read):
        self.assertEqual(read.entities(), {node["id"]: node for node in trama.graph_json(graph)["nodes"]})

    @of_each_export
    def test_relations_and_statements(self, graph, _, read):
        found, expected = read.relations(), expected_relations(graph)
        self.assertEqual(found.keys(), expected.keys())
        for key, edge in expected.items():
            self.assertEqual(found[key], edge)

    @of_each_export
    def test_a_statement_stands_in_the_graph_of_its_document(self, _, to, read):
        for statement in read.of_class[full("trama:Statement")]:
            document = read.link(statement, "prov:wasDerivedFrom")
            self.assertEqual(read.graph_of[statement], document if to in WITH_GRAPHS else "")

    @of_each_export
    def test_only_facts_are_plain_triples(self, graph, _, read):
        expected = set()
        for edge in trama.graph_json(graph)["edges"]:
            if edge["polarity"] == "positive" and edge["modality"] == "asserted":
                source, target = full("id:" + edge["source"]), full("id:" + edge["target"])
                verb = read.link(full("id:" + edge["key"]), "rdf:predicate")
                expected.add((source, verb, target))
                if edge["symmetric"]:
                    expected.add((target, verb, source))
        self.assertEqual(read.plain, expected)

    def test_loading_twice_changes_nothing(self):
        for graph in GRAPHS.values():
            store = pyoxigraph.Store()
            for times in range(2):
                store.load(path=str(trama.export(graph(), "trig")), format=pyoxigraph.RdfFormat.TRIG)
                size = len(store) if times == 0 else size
            self.assertEqual(len(store), size)


class TripleTerms(unittest.TestCase):
    def test_reified_and_not_asserted(self):
        for graph in GRAPHS.values():
            for to in ("turtle", "trig", "nquads"):
                with self.subTest(to=to):
                    store = pyoxigraph.Store()
                    store.load(path=str(trama.export(graph(), to, "--rdf12")), format=OXIGRAPH[to])
                    terms = {(row["r"].value, row["t"].subject.value, row["t"].object.value) for row in store.query(
                        SPARQL_PREFIXES + "SELECT ?r ?t { ?r rdf:reifies ?t }")}
                    expected = set()
                    for edge in trama.graph_json(graph())["edges"]:
                        key, source, target = (full("id:" + edge[end]) for end in ("key", "source", "target"))
                        expected.add((key, source, target))
                        if edge["symmetric"]:
                            expected.add((key, target, source))
                    self.assertEqual(terms, expected)
                    self.assertEqual(self.plain(store), loaded("Oxigraph", graph().stem, to).plain)

    @staticmethod
    def plain(store):
        return {(quad.subject.value, quad.predicate.value, quad.object.value) for quad in store
                if quad.predicate.value.startswith(PREFIXES["verb"])}


class Questions(unittest.TestCase):
    """Asked in SPARQL and in trama's own language."""

    # Where the direction of a relation carries nothing, trama's queries follow it both ways.
    ENDS = ("{ ?r rdf:subject ?a ; rdf:object ?b } UNION { ?r rdf:subject ?b ; rdf:object ?a ; trama:symmetric true "
            "FILTER(?a != ?b) } ?a schema:name ?from . ?b schema:name ?to .")
    FACT = "{0}.modality = 'asserted' AND {0}.polarity = 'positive'".format
    QUESTIONS = {
        "how many relations has each verb":
            ("MATCH (a)-[r]->(b) RETURN r.lemma, count(DISTINCT r.id)",
             "SELECT ?lemma (COUNT(?r) AS ?n) { ?r a trama:Relation ; trama:lemma ?lemma } GROUP BY ?lemma"),
        "which people do what to which places, as facts":
            (f"MATCH (a:PER)-[r]->(b:LOC) WHERE {FACT('r')} RETURN a.name, r.label, b.name, r.first_date",
             f"SELECT ?from ?label ?to ?day {{ {ENDS} ?a a schema:Person . ?b a schema:Place . ?r rdfs:label ?label ; "
             "trama:modality trama:asserted ; trama:polarity trama:positive . "
             "OPTIONAL { ?r trama:firstDate ?date } BIND(COALESCE(STR(?date), '') AS ?day) }"),
        "who is in conflict with whom, and how often":
            ("MATCH (a)-[r]->(b) WHERE r.event_direction = 'conflictual' RETURN a.name, b.name, sum(r.count)",
             "SELECT ?from ?to (SUM(?count) AS ?n) { ?r rdf:subject ?a ; rdf:object ?b . ?a schema:name ?from . "
             "?b schema:name ?to . ?r trama:eventDirection 'conflictual' ; trama:count ?count } GROUP BY ?from ?to"),
        "whom do facts reach in two steps":  # By plain triples alone.
            (f"MATCH (a)-[r]->(b)-[s]->(c) WHERE {FACT('r')} AND {FACT('s')} AND a.name <> c.name "
             "RETURN DISTINCT a.name, c.name",
             "SELECT DISTINCT ?from ?to { ?a schema:name ?from ; ?verb ?b . ?b a trama:Entity ; ?other ?c . "
             "?c schema:name ?to . FILTER(?a != ?c && STRSTARTS(STR(?verb), STR(verb:)) && "
             "STRSTARTS(STR(?other), STR(verb:))) }"),
    }

    def test_same_answers(self):
        for name, graph in GRAPHS.items():
            file = trama.export(graph(), "turtle")
            store = pyoxigraph.Store()
            store.load(path=str(file), format=pyoxigraph.RdfFormat.TURTLE)
            library = rdflib.Graph().parse(str(file), format="turtle")
            for what, (cypher, sparql) in self.QUESTIONS.items():
                with self.subTest(graph=name, question=what):
                    expected = sorted(["" if value is None else str(value) for value in row]
                                      for row in trama.query(graph(), cypher))
                    self.assertGreater(len(expected), 0)
                    rows = store.query(SPARQL_PREFIXES + sparql)
                    self.assertEqual(sorted([value.value for value in row] for row in rows), expected)
                    rows = library.query(SPARQL_PREFIXES + sparql)
                    self.assertEqual(sorted([str(value) for value in row] for row in rows), expected)

    def test_sentences_of_a_document_in_its_graph(self):
        for graph in GRAPHS.values():
            store = pyoxigraph.Store()
            store.load(path=str(trama.export(graph(), "trig")), format=pyoxigraph.RdfFormat.TRIG)
            rows = store.query(SPARQL_PREFIXES + """
                SELECT ?relation ?document ?sentence { ?relation a trama:Relation . GRAPH ?g {
                  ?g schema:identifier ?document .
                  ?s trama:statementOf ?relation ; oa:hasTarget/oa:hasSelector/oa:exact ?sentence } }""")
            found = {tuple(value.value for value in row) for row in rows}
            self.assertEqual(found, {(full("id:" + edge["key"]), each["document"], each["sentence"])
                                     for edge in trama.graph_json(graph())["edges"] for each in edge["evidence"]})


class Jena(unittest.TestCase):
    """Its strict reader tells as quads what it read; that is what Oxigraph read."""

    def test_reads_the_same(self):
        for name, to in itertools.product(GRAPHS, OXIGRAPH):
            with self.subTest(graph=name, to=to):
                file = trama.export(GRAPHS[name](), to)
                # It knows a syntax by the ending.
                link = file.with_suffix({"turtle": ".ttl", "nquads": ".nq"}.get(to, "." + to))
                if not link.exists():
                    link.symlink_to(file)
                done = subprocess.run(["java", "-cp", os.environ["TRAMA_JENA"] + "/*", "riotcmd.riot", "--strict",
                                       "--output=nquads", str(link)], capture_output=True, check=False)
                # Characters that Unicode has none for are allowed in RDF; Jena remarks on them.
                self.assertEqual([line for line in done.stderr.decode().splitlines()
                                  if name == "samples" or "Unicode non-character" not in line], [])
                read = set(pyoxigraph.parse(input=done.stdout, format=pyoxigraph.RdfFormat.N_QUADS))
                self.assertEqual(read, set(pyoxigraph.parse(path=str(file), format=OXIGRAPH[to])))


class Shapes(unittest.TestCase):
    def check(self, data):
        shapes = rdflib.Graph().parse(str(trama.SOURCE / "export/rdf/shapes.ttl"), format="turtle")
        return pyshacl.validate(data, shacl_graph=shapes)

    def test_exports_conform(self):
        for graph in GRAPHS.values():
            data = rdflib.Graph().parse(str(trama.export(graph(), "turtle")), format="turtle")
            conforms, _, report = self.check(data)
            self.assertTrue(conforms, report[:2000])

    def test_what_is_missing_is_found(self):
        whole = rdflib.Graph().parse(str(trama.export(trama.samples_graph(), "turtle")), format="turtle")
        for name in ("trama:modality", "rdf:object", "trama:statementOf", "oa:exact", "trama:entityType"):
            with self.subTest(missing=name):
                data = rdflib.Graph() + whole
                data.remove(next(iter(data.triples((None, rdflib.URIRef(full(name)), None)))))
                self.assertFalse(self.check(data)[0])


if __name__ == "__main__":
    unittest.main()
