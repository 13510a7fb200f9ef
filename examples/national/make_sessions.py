"""Makes many sessions out of two rounds of one, to try the tables with. They differ in place, year, and what is done.

    python make_sessions.py FOLDER COUNT FIRST-ROUND.ron SECOND-ROUND.ron
"""

import pathlib
import random
import re
import sys

IN_A_FOLDER = 200


def made(text, number, chance):
    """One session of a neighbourhood."""
    years = number % 8
    text = re.sub(r'"(20\d\d)(-\d\d-\d\d")', lambda day: f'"{int(day[1]) - years}{day[2]}', text)
    text = text.replace("s-a0mebmehol", f"s-{number:09d}a").replace("s-sibfzyvcsu", f"s-{number:09d}b")
    text = text.replace("Lindenkwartier", f"Wijk {number:05d}").replace("Merendam", f"Gemeente {number % 342:03d}")

    def flipped(line):
        states = ["open", "done"]
        return f"{line[1]}{chance.choice(states)}," if chance.random() < 0.3 else line[0]

    text = re.sub(r"( status: )(?:open|done),", flipped, text)
    return re.sub(
        r"(\n            neighbourhood: )(\d+)", lambda figure: f"{figure[1]}{int(figure[2]) + chance.randrange(9)}", text
    )


def main(folder, count, *rounds):
    texts = [pathlib.Path(file).read_text(encoding="utf-8") for file in rounds]
    for number in range(int(count) // len(texts)):
        chance = random.Random(number)
        below = pathlib.Path(folder) / f"{number // IN_A_FOLDER:04d}"
        below.mkdir(parents=True, exist_ok=True)
        for place, text in enumerate(texts, 1):
            (below / f"wijk-{number:05d}-{place}.ron").write_text(made(text, number, chance), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
