"""What both engines share: the questions, and how an answer is written."""

import csv
import datetime
import decimal
import pathlib

HERE = pathlib.Path(__file__).parent


def queries():
    """Each question by its name, with its SQL."""
    for path in sorted((HERE / "queries").glob("*.sql")):
        yield path.stem, path.read_text(encoding="utf-8")


def cell(value):
    """A value as both engines mean it: a number without zeros at its end, a day, a word."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, (decimal.Decimal, float)):
        return f"{decimal.Decimal(str(value)):f}".rstrip("0").rstrip(".") if "." in str(value) else str(value)
    if isinstance(value, datetime.date):
        return value.isoformat()
    return str(value)


def write(folder, name, headings, rows):
    """Writes an answer as a table with headings."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with open(folder / f"{name}.csv", "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(headings)
        out.writerows([cell(value) for value in row] for row in rows)
