"""The folder that a job writes to: what it has, what it was made with, what the graph has of it already."""
import json
import os

from trama_spark.errors import ScaleError

VERSION = 1


class Output:
    """OUTPUT/records, failures: Parquet, by day; graph.trama; tables; _trama.json: what it was made with."""

    def __init__(self, path, made_by):
        self.path = path
        self.manifest = {"version": VERSION, "made_by": made_by, "imported": []}
        if os.path.exists(self.file("_trama.json")):
            with open(self.file("_trama.json"), encoding="utf-8") as file:
                found = json.load(file)
            if found["version"] != VERSION:
                raise ScaleError(f"{path}: was made by version {found['version']} of this job, this is {VERSION}")
            if found["made_by"] != made_by:
                raise ScaleError(f"{path}: was made by another trama, model or options; take another --output.\n"
                                 f"  there: {found['made_by']}\n  now:   {made_by}")
            self.manifest = found
        elif os.path.isdir(path) and os.listdir(path):
            raise ScaleError(f"{path}: is not empty and not of this job")

    def file(self, name):
        return os.path.join(self.path, name)

    def save(self):
        os.makedirs(self.path, exist_ok=True)
        with open(self.file("_trama.json.new"), "w", encoding="utf-8") as file:
            json.dump(self.manifest, file, ensure_ascii=False, indent=1)
        os.replace(self.file("_trama.json.new"), self.file("_trama.json"))

    def parquet(self, name):
        """All whole Parquet files of a data set."""
        found = []
        for folder, folders, names in os.walk(self.file(name)):
            folders[:] = [each for each in folders if not each.startswith(("_", "."))]
            found += [os.path.join(folder, each) for each in names
                      if each.endswith(".parquet") and not each.startswith(("_", "."))]
        return sorted(found)

    def not_imported(self):
        known = set(self.manifest["imported"])
        return [file for file in self.parquet("records") if os.path.relpath(file, self.path) not in known]
