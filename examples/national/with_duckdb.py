"""Answers the questions with DuckDB, on one computer.

    python with_duckdb.py TABLES ANSWERS
"""

import os
import pathlib
import sys

import duckdb

import answers


def main(tables, folder):
    folder = pathlib.Path(folder).absolute()
    engine = duckdb.connect()
    os.chdir(tables)
    engine.execute(pathlib.Path("load.sql").read_text(encoding="utf-8"))
    for name, query in answers.queries():
        asked = engine.execute(query)
        answers.write(folder, name, [column[0] for column in asked.description], asked.fetchall())


if __name__ == "__main__":
    main(*sys.argv[1:])
