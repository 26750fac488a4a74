#!/usr/bin/env bash
# LadybugDB 0.22.0 and Kùzu 0.11.3 (PyPI): a relationship from a node to itself, matched without direction.
#
# openCypher finds it once (compatibility kit: Match2 [3], CountingSubgraphMatches1 [1]). Both find it twice, so that degrees
# counted by `(a)-[r]-()` are too high by one for each loop, though `count(DISTINCT r)` is 1.
# Seen on 1 December 2026, with one node and one loop:
#   (a)-[r]->(): 1, (a)-[r]-(): 2, different r: 1
# Exit code 0: still so; 1: something else was seen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q ladybug==0.22.0 kuzu==0.11.3
cat >"$folder/ask.py" <<'PY'
import importlib, sys

module = importlib.import_module(sys.argv[1])
connection = module.Connection(module.Database(sys.argv[2]))
for statement in ("CREATE NODE TABLE A(id STRING PRIMARY KEY)", "CREATE REL TABLE knows(FROM A TO A)",
                  "CREATE (a:A {id: 'x'})-[:knows]->(a)"):
    connection.execute(statement)


def one(query):
    return connection.execute(query).get_next()[0]


print(f"(a)-[r]->(): {one('MATCH (a:A)-[r:knows]->() RETURN count(*)')},"
      f" (a)-[r]-(): {one('MATCH (a:A)-[r:knows]-() RETURN count(*)')},"
      f" different r: {one('MATCH (a:A)-[r:knows]-() RETURN count(DISTINCT r)')}")
PY
status=0
for module in ladybug kuzu; do
  seen=$("$folder/venv/bin/python" "$folder/ask.py" "$module" "$folder/$module")
  echo "$module: $seen"
  [ "$seen" = "(a)-[r]->(): 1, (a)-[r]-(): 2, different r: 1" ] || status=1
done
exit $status
