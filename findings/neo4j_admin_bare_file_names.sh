#!/usr/bin/env bash
# Neo4j 2026.08.1 (Maven; Java 21 or newer): neo4j-admin database import refuses the name of a file in the current folder,
# "--nodes=a.csv", and takes "--nodes=./a.csv". 5.26.30 takes both, as scripts that cd to their files are used to.
# Seen on 1 December 2026:
#   --nodes=a.csv:   exit code 70, "a.csv: Unable to find the parent of the path: a.csv"
#   --nodes=./a.csv: exit code 0
# JAVA says which Java. Exit code 0: still so; 1: something else was seen.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
cat >pom.xml <<'XML'
<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>x</groupId><artifactId>x</artifactId><version>1</version><dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>2026.08.1</version></dependency>
</dependencies></project>
XML
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies -DoutputDirectory=lib -DincludeScope=runtime
printf 'id:ID,name\n1,Ana\n' >a.csv
mkdir -p home/conf
touch home/conf/neo4j.conf
export NEO4J_HOME=$folder/home NEO4J_CONF=$folder/home/conf
import() {
  local opens=() name
  for name in java.nio java.io sun.nio.ch java.lang; do opens+=("--add-opens=java.base/$name=ALL-UNNAMED"); done
  "${JAVA:-java}" "${opens[@]}" -Dneo4j.home="$NEO4J_HOME" -cp 'lib/*' org.neo4j.cli.AdminTool database import full "$1" "--nodes=$2" 2>&1
}
status=0
code=0
seen=$(import bare a.csv) || code=$?
echo "--nodes=a.csv: exit code $code"
grep 'Unable to find the parent of the path' <<<"$seen" || status=1
[ $code != 0 ] || status=1
code=0
seen=$(import dotted ./a.csv) || code=$?
echo "--nodes=./a.csv: exit code $code"
[ $code = 0 ] || { echo "$seen"; status=1; }
exit $status
