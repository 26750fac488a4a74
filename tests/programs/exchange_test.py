"""STIX in its validator, FollowTheMoney in its own package."""
import collections
import json
import unittest

import followthemoney
import stix2validator

from program_helpers import FOLDER, export, graph_json, hostile_graph, run, samples_graph


def is_fact(edge):
    return edge["polarity"] == "positive" and edge["modality"] == "asserted"


class Stix(unittest.TestCase):
    def test_the_validator_takes_all(self):
        for graph in (samples_graph(), hostile_graph()):
            bundle = json.loads(export(graph, "stix").read_text(encoding="utf-8"))
            result = stix2validator.validate_instance(bundle)
            self.assertTrue(result.is_valid, [str(error) for error in result.errors])
            count = collections.Counter(item["type"] for item in bundle["objects"])
            edges = graph_json(graph)["edges"]
            self.assertEqual(count["identity"] + count["location"], len(graph_json(graph)["nodes"]))
            self.assertEqual(count["relationship"], sum(map(is_fact, edges)))
            self.assertEqual(count["note"], len(edges) - sum(map(is_fact, edges)))
            names = {item["external_references"][0]["external_id"]: item["name"]
                     for item in bundle["objects"] if "name" in item}
            self.assertEqual(names, {node["id"]: node["name"] for node in graph_json(graph)["nodes"]})


class FollowTheMoney(unittest.TestCase):
    def test_the_package_takes_all(self):
        for graph in (samples_graph(), hostile_graph()):
            entities = {}
            for line in export(graph, "ftm").read_text(encoding="utf-8").split("\n"):
                if not line:
                    continue
                data = json.loads(line)
                entity = followthemoney.model.get_proxy(data, cleaned=False)
                entity.schema.validate(entity.to_dict())
                for name, values in data["properties"].items():
                    # The package drops control characters, and names that are nothing but quotes.
                    if graph == samples_graph():
                        self.assertEqual(sorted(set(values)), sorted(set(entity.get(name))), name)
                entities[entity.id] = entity
            for node in graph_json(graph)["nodes"]:
                self.assertIn(node["id"], entities)
            for edge in graph_json(graph)["edges"]:
                entity = entities[edge["key"]]
                self.assertEqual(entity.schema.name, "UnknownLink" if is_fact(edge) else "Note")
                ends = entity.get("subject") + entity.get("object") if is_fact(edge) else entity.get("entity")
                self.assertEqual(set(ends), {edge["source"], edge["target"]})
                for proof in entity.get("proof"):
                    self.assertEqual(entities[proof].schema.name, "Article")


if __name__ == "__main__":
    unittest.main()
