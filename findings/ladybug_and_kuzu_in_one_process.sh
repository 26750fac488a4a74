#!/usr/bin/env bash
# LadybugDB 0.22.0 and Kùzu 0.11.3 (PyPI) in one Python process, as somebody would who moves a database from one to the other:
# each works alone; the one that comes second cannot open a database, and the process ends with a segmentation fault. LadybugDB then
# says that it misses a library, which is there. Both register their C++ types with pybind11 under the same names ("Database").
# Seen on 1 December 2026:
#   kuzu, then ladybug: RuntimeError: Could not find lbug C API shared library. … generic_type: type "Database" is already registered!
#   ladybug, then kuzu: ImportError: generic_type: type "Database" is already registered!
# Exit code 0: still so; 1: something else was seen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install -q ladybug==0.22.0 kuzu==0.11.3
cat >"$folder/ask.py" <<'PY'
import importlib, sys

for number, name in enumerate(sys.argv[2:]):
    try:
        module = importlib.import_module(name)
        module.Connection(module.Database(f"{sys.argv[1]}/{'-'.join(sys.argv[2:])}-{number}")).execute("RETURN 1")
        print(name, "opened", flush=True)
    except (RuntimeError, ImportError) as error:
        print(name, type(error).__name__, str(error).split(". ")[0], "…", str(error)[-58:], flush=True)
PY
status=0
for order in "ladybug" "kuzu" "kuzu ladybug" "ladybug kuzu"; do
  code=0
  seen=$("$folder/venv/bin/python" "$folder/ask.py" "$folder" $order 2>/dev/null) || code=$?
  echo "$order (exit code $code):"
  echo "$seen"
  [ "$(grep -c opened <<<"$seen" || true)" = 1 ] || status=1
  case $order in
    *\ *) grep -q 'type "Database" is already registered' <<<"$seen" && [ $code = 139 ] || status=1 ;;
    *) [ $code = 0 ] || status=1 ;;
  esac
done
exit $status
