#!/usr/bin/env bash
# LadybugDB 0.22.0 and Kùzu 0.11.3 (PyPI): OPTIONAL MATCH that finds no relationship, then DELETE of it.
#
# openCypher: DELETE of null does nothing. So it is in both where the relationship table joins one pair of node tables. Where it
# joins two pairs, the same statement ends with the error "unordered_map::at", which names neither table nor reason.
# Seen on 1 December 2026:
#   one pair:  done
#   two pairs: unordered_map::at
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
for statement in (
    "CREATE NODE TABLE S(id STRING PRIMARY KEY)", "CREATE NODE TABLE A(id STRING PRIMARY KEY)",
    "CREATE NODE TABLE B(id STRING PRIMARY KEY)", "CREATE REL TABLE one(FROM S TO A)",
    "CREATE REL TABLE two(FROM S TO A, FROM S TO B)", "CREATE (:S {id: 's'})",
):
    connection.execute(statement)
for table, name in (("one", "one pair: "), ("two", "two pairs:")):
    try:
        connection.execute(f"MATCH (s:S) OPTIONAL MATCH (s)-[r:{table}]->(a:A) DELETE r")
        print(name, "done")
    except RuntimeError as error:
        print(name, error)
PY
status=0
for module in ladybug kuzu; do
  seen=$("$folder/venv/bin/python" "$folder/ask.py" "$module" "$folder/$module")
  echo "$module:"
  echo "$seen"
  [ "$seen" = $'one pair:  done\ntwo pairs: unordered_map::at' ] || status=1
done
exit $status
