"""Makes sessions and tables, and asks both engines the same questions: the answers have to be the same.

    python same_answers.py PROGRAM FOLDER COUNT FIRST-ROUND.ron SECOND-ROUND.ron
"""

import filecmp
import pathlib
import resource
import shutil
import subprocess
import sys
import time

import answers
import make_sessions

MOST_MEMORY = 64 * 1024 * 1024
# The second way of Spark starts the program many times; a part of all sessions shows that it does the same.
PART = 10
ASKED = "sessions,checklist,actions,themes,signals,goals,measurements,indicators,problems"


def run(*command):
    """Runs a command and tells how long it took; 1 of `tables` is that some file could not be read, which is so here."""
    begun = time.monotonic()
    code = subprocess.run([str(part) for part in command], stdout=subprocess.DEVNULL).returncode
    if code != (1 if command[1] == "tables" else 0) and not (code == 0 and "--shard" in command):
        sys.exit(f"{command[0]} {command[1]}: {code}")
    print(f"{time.monotonic() - begun:7.1f} s  {pathlib.Path(command[1]).name} {pathlib.Path(command[-1]).name}", flush=True)


def compare(one, other):
    """Nothing, if all answers are there and the same."""
    names = [f"{name}.csv" for name, _ in answers.queries()]
    _, different, missing = filecmp.cmpfiles(one, other, names, shallow=False)
    if different or missing:
        sys.exit(f"{one} and {other} differ: {different + missing}")
    lines = sum(len((one / name).read_text(encoding="utf-8").splitlines()) - 1 for name in names)
    print(f"{len(names)} questions, {lines} lines of answers: the same", flush=True)


def main(program, folder, count, *rounds):
    here = pathlib.Path(__file__).parent
    folder = pathlib.Path(folder).absolute()
    shutil.rmtree(folder, ignore_errors=True)
    make_sessions.main(folder / "sessions", count, *rounds)
    (folder / "sessions" / "0000" / "broken.ron").write_text("Session(\n", encoding="utf-8")
    run(program, "tables", folder / "sessions", "-o", folder / "tables")
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024
    print(f"{used / 1024 / 1024:7.1f} MiB at most", flush=True)
    if used > MOST_MEMORY:
        sys.exit(f"more than {MOST_MEMORY} bytes of memory")
    run(sys.executable, here / "with_duckdb.py", folder / "tables", folder / "duckdb")
    run(sys.executable, here / "with_spark.py", folder / "tables", folder / "spark")
    compare(folder / "duckdb", folder / "spark")

    files = sorted((folder / "sessions").rglob("*.ron"))
    some = folder / "some"
    for file in files[:: 1 if len(files) < PART * PART else PART]:
        (some / file.parent.name).mkdir(parents=True, exist_ok=True)
        shutil.copy(file, some / file.parent.name)
    (folder / "files").write_text("".join(f"{file}\n" for file in some.rglob("*.ron")), encoding="utf-8")
    for shard in ["1/2", "2/2"]:
        run(program, "tables", some, "-o", folder / "shards", "--shard", shard, "--only", ASKED)
    run(sys.executable, here / "with_duckdb.py", folder / "shards", folder / "duckdb-shards")
    run(sys.executable, here / "with_spark.py", folder / "shards", folder / "spark-files", "--files", folder / "files",
        "--program", program)
    compare(folder / "duckdb-shards", folder / "spark-files")

    run(program, "tables", some, "-o", folder / "csv", "--only", ASKED, "--format", "csv", "--public")
    run(sys.executable, here / "with_duckdb.py", folder / "csv", folder / "duckdb-csv")
    run(sys.executable, here / "with_spark.py", folder / "csv", folder / "spark-csv")
    compare(folder / "duckdb-csv", folder / "spark-csv")


if __name__ == "__main__":
    main(*sys.argv[1:])
