"""What nodes and edges of trama's JSON are in GraphML and GEXF, whose attributes these tests compare."""
import re

from program_helpers import graph_json

FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # What XML cannot hold.


def in_xml(text):
    return FORBIDDEN.sub("\ufffd", text)


def joined(texts):
    """As GraphML has a list."""
    return in_xml("|".join(text.replace("\\", "\\\\").replace("|", "\\|") for text in texts))


def listed(texts):
    """As GEXF has it."""
    return [in_xml(text) for text in texts]


def expected(record, skip, lists):
    values = {}
    for name, value in record.items():
        if name in skip:
            continue
        if isinstance(value, list):
            value = lists(value)
        values["label" if name == "name" else name] = in_xml(value) if isinstance(value, str) else value
    return values


def nodes_of(graph, lists=joined):
    return {node["id"]: expected(node, {"id"}, lists) for node in graph_json(graph)["nodes"]}


def edges_of(graph, lists=joined):
    """By id: source, target and values."""
    edges = {}
    for edge in graph_json(graph)["edges"]:
        values = expected(edge, {"source", "target", "key", "evidence"}, lists)
        first = edge["evidence"][0]
        values |= {"relation_id": edge["key"], "weight": float(edge["count"]), "sentence": in_xml(first["sentence"]),
                   "document": in_xml(first["document"]), "url": in_xml(first.get("url", ""))}
        edges[edge["key"]] = (edge["source"], edge["target"], values)
    return edges
