"""Answers the questions with Spark, on this computer or a cluster.

    spark-submit with_spark.py TABLES ANSWERS
    spark-submit with_spark.py TABLES ANSWERS --files LIST [--program werksessie]

The second way makes the tables itself: each worker gets some of the files of the list and runs the program over them. Of
TABLES only `schema.json` is needed then; `werksessie tables SOME-FOLDER -o TABLES --only sessions,actions` writes it.
"""

import argparse
import json
import pathlib

from pyspark.sql import SparkSession
from pyspark.sql import types

import answers

TYPES = {
    "text": types.StringType(),
    "integer": types.LongType(),
    "decimal(18,3)": types.DecimalType(18, 3),
    "date": types.DateType(),
    "time": types.StringType(),
    "boolean": types.BooleanType(),
    "list of text": types.ArrayType(types.StringType()),
    "list of integer": types.ArrayType(types.LongType()),
}

# Who reads some of the files does not know which round is the newest: it is worked out here, once all are together.
NEWEST = """
SELECT session_id, NOT has_next AND place = 1 AS is_newest
FROM (
    SELECT session_id, has_next,
           row_number() OVER (
               PARTITION BY coalesce(nullif(lower(trim(neighbourhood)), ''), session_id), lower(trim(municipality)), has_next
               ORDER BY round DESC, date DESC NULLS LAST, session_id DESC) AS place
    FROM (
        SELECT sessions.*, session_id IN (SELECT previous_id FROM sessions WHERE previous_id IS NOT NULL) AS has_next
        FROM sessions
    )
)
"""


def columns(table):
    """The columns of a table as Spark has them."""
    return types.StructType([types.StructField(each["name"], TYPES[each["type"]]) for each in table["columns"]])


def from_folder(spark, schema, folder):
    """Each table from its files."""
    ending = schema["files"].rsplit(".", 1)[1]
    for table in schema["tables"]:
        files = f"{folder}/{table['name']}/*/part-*.{ending}"
        reader = spark.read.schema(columns(table))
        if ending == "csv":
            flat = types.StructType([
                types.StructField(each["name"], types.StringType() if each["type"].startswith("list") else TYPES[each["type"]])
                for each in table["columns"]
            ])
            rows = spark.read.schema(flat).csv(files, sep=";", header=True, quote='"', escape='"', multiLine=True)
            for each in table["columns"]:
                if each["type"].startswith("list"):
                    rows = rows.selectExpr(*[
                        f"from_json(`{name}`, 'array<string>') AS `{name}`" if name == each["name"] else f"`{name}`"
                        for name in rows.columns
                    ])
        else:
            rows = reader.json(files)
        rows.createOrReplaceTempView(table["name"])


def from_files(spark, schema, files, program):
    """Each table from the sessions themselves: every worker runs the program over its part of the files."""
    paths = pathlib.Path(files).read_text(encoding="utf-8").splitlines()
    parts = max(spark.sparkContext.defaultParallelism * 4, len(paths) // 2000)
    only = ",".join(table["name"] for table in schema["tables"])
    # A file that cannot be read is a row of the table `problems`; the exit code need not stop the others.
    command = f"{program} tables --stdin --only {only}" + (" --public" if schema["is_public"] else "")
    rows = spark.sparkContext.parallelize(paths, parts).pipe(command, checkCode=False).cache()
    for table in schema["tables"]:
        begins = '{"table":"' + table["name"] + '"'
        own = rows.filter(lambda row, begins=begins: row.startswith(begins))
        own = spark.read.schema(columns(table)).json(own)
        if table["name"] == "sessions":
            own.createOrReplaceTempView("sessions")
            newest = spark.sql(NEWEST).cache()
        if table["name"] != "problems":
            own = own.drop("is_newest").join(newest, "session_id")
        own.createOrReplaceTempView(table["name"])


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("tables")
    parser.add_argument("answers")
    parser.add_argument("--files")
    parser.add_argument("--program", default="werksessie")
    asked = parser.parse_args()
    builder = SparkSession.builder.appName("werksessie")
    builder = builder.config("spark.sql.session.timeZone", "UTC").config("spark.ui.showConsoleProgress", "false")
    spark = builder.getOrCreate()
    spark.sparkContext.setLogLevel("ERROR")
    schema = json.loads((pathlib.Path(asked.tables) / "schema.json").read_text(encoding="utf-8"))
    if asked.files:
        from_files(spark, schema, asked.files, asked.program)
    else:
        from_folder(spark, schema, asked.tables)
    for name, query in answers.queries():
        told = spark.sql(query)
        answers.write(asked.answers, name, told.columns, [tuple(row) for row in told.collect()])


if __name__ == "__main__":
    main()
