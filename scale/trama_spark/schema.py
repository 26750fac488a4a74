"""What the job keeps in Parquet (docs/records.md)."""
import pyarrow as pa
from pyspark.sql import types as t


def _fields(*names, kind=t.StringType):
    return [t.StructField(name, kind()) for name in names]


# A document as it was understood, or why none was: what lies between reading and extraction.
STAGED = t.StructType([
    t.StructField("place", t.LongType()),  # In the order of the inputs.
    *_fields("identity", "id", "day", "document", "error"),
])

# One document with its statements, as base/extracted_document.h has it; or why there are none.
EXTRACTED = t.StructType([
    t.StructField("version", t.IntegerType()),
    *_fields("identity", "hash", "id", "title", "date", "url", "publisher", "sketch", "made_by"),
    t.StructField("words", t.LongType()),
    t.StructField("statements", t.ArrayType(t.StringType(), False)),
    *_fields("error", "language", "day"),
])
RECORD = [name for name in EXTRACTED.names if name not in ("error", "language")]

FAILURE = ["identity", "id", "error", "language"]


def arrow(schema):
    kinds = {t.StringType(): pa.string(), t.LongType(): pa.int64(), t.IntegerType(): pa.int32(),
             t.ArrayType(t.StringType(), False): pa.list_(pa.string())}
    return pa.schema([(field.name, kinds[field.dataType]) for field in schema.fields])
