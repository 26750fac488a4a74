"""Neo4j Community from Maven: neo4j-admin and the server, both as the shipped ones are started."""

import base64
import json
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from database_helpers import CACHE, run

VERSION = os.environ.get("TRAMA_NEO4J", "5.26.30")  # The last for Java 17, which Debian 12 has; 2026.08.1 needs Java 21.
JAVA = os.environ.get("TRAMA_JAVA", "java")
ENTRY_POINT = "CommunityEntryPoint" if VERSION.startswith("5.") else "Neo4jCommunity"
PASSWORD = "secreto123"

POM = """<project xmlns="http://maven.apache.org/POM/4.0.0"><modelVersion>4.0.0</modelVersion>
<groupId>trama</groupId><artifactId>neo4j</artifactId><version>1</version><dependencies>
<dependency><groupId>org.neo4j</groupId><artifactId>neo4j</artifactId><version>{0}</version></dependency>
<dependency><groupId>org.neo4j.app</groupId><artifactId>neo4j-server</artifactId><version>{0}</version></dependency>
</dependencies></project>
"""


def jars():
    """Where they are; fetched if they are not there yet."""
    folder = CACHE / f"neo4j-{VERSION}"
    if not (folder / "lib").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "pom.xml").write_text(POM.format(VERSION))
        shutil.rmtree(folder / "new", ignore_errors=True)
        run("mvn", "-q", "-B", "org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy-dependencies",
            "-DoutputDirectory=new", "-DincludeScope=runtime", cwd=folder)
        (folder / "new").rename(folder / "lib")
    return folder / "lib"


def free_port():
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        return door.getsockname()[1]


class Neo4j:
    """One installation of its own, with nothing in it."""

    def __init__(self, folder):
        self.home = Path(folder)
        self.port = free_port()
        self.process = None
        for name in ("conf", "data", "logs", "import", "run", "plugins", "lib", "certificates"):
            (self.home / name).mkdir(parents=True)
        (self.home / "conf/neo4j.conf").write_text(
            "server.default_listen_address=127.0.0.1\n"
            f"server.http.listen_address=127.0.0.1:{self.port}\nserver.bolt.listen_address=127.0.0.1:{free_port()}\n"
            "server.https.enabled=false\ndbms.usage_report.enabled=false\nserver.memory.pagecache.size=64m\n"
            "server.memory.heap.max_size=512m\ndb.tx_log.preallocate=false\n")
        opens = [f"--add-opens=java.base/{name}=ALL-UNNAMED"
                 for name in ("java.nio", "java.io", "sun.nio.ch", "java.lang", "java.util.concurrent")]
        self.java = [JAVA, "-Xmx512m", *opens, f"-Dneo4j.home={self.home}", "-cp", f"{jars()}/*"]
        self.environment = {**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home / "conf")}
        # What import.sh calls by this name.
        self.admin = self.home / "neo4j-admin"
        words = " ".join(f"'{word}'" for word in [*self.java, "org.neo4j.cli.AdminTool"])
        self.admin.write_text(f"#!/bin/sh\nNEO4J_HOME='{self.home}' NEO4J_CONF='{self.home}/conf' exec {words} \"$@\"\n")
        self.admin.chmod(0o755)
        run(self.admin, "dbms", "set-initial-password", PASSWORD)

    def start(self):
        with open(self.home / "out.log", "ab") as log:
            self.process = subprocess.Popen(
                [*self.java, "org.neo4j.server." + ENTRY_POINT, f"--home-dir={self.home}", f"--config-dir={self.home}/conf"],
                env=self.environment, stdout=log, stderr=log)
        for _ in range(240):
            try:
                self.query("RETURN 1")
                return
            except OSError:
                if self.process.poll() is not None:
                    break
                time.sleep(0.5)
        raise RuntimeError((self.home / "out.log").read_text()[-3000:])

    def stop(self, how=signal.SIGTERM):
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait()
            self.process = None

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def query(self, statement, **parameters):
        """Rows as dicts. What the server refuses is a RuntimeError."""
        request = urllib.request.Request(
            self.url + "/db/neo4j/query/v2", json.dumps({"statement": statement, "parameters": parameters}).encode(),
            {"Content-Type": "application/json", "Accept": "application/json",
             "Authorization": "Basic " + base64.b64encode(f"neo4j:{PASSWORD}".encode()).decode()})
        try:
            with urllib.request.urlopen(request) as answer:
                body = json.load(answer)
        except urllib.error.HTTPError as error:
            raise RuntimeError(error.read().decode()) from error
        if body.get("errors"):
            raise RuntimeError(f"{body['errors']}: {statement[:500]}")
        return [dict(zip(body["data"]["fields"], row)) for row in body["data"]["values"]]

    def empty(self):
        self.query("MATCH (n) DETACH DELETE n")
