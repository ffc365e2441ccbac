"""Search as typed in 1,000,000 notes, against the bare FTS query for the same lines.

The floor asks the same index the same words through the driver, joined to its notes: what any
program has to do before it can show a line. Ours adds the session, all other kinds of records,
customers, titles and snippets. Both answer every keystroke of the same searches.
"""

import json
import statistics
import time
from collections.abc import Callable

import big_book

from app.services.customers import search

ROUNDS = 5
LIMIT = 50
BARE = (
    "SELECT hit.rowid, i.note FROM (SELECT rowid FROM search_text WHERE search_text MATCH ? "
    "ORDER BY rowid DESC LIMIT ?) AS hit "
    "LEFT JOIN interactions AS i ON i.id = hit.rowid & 67108863"
)


def searches() -> list[str]:
    """Return what somebody looks for: common words, rare ones, two at once, a customer's name."""
    words = big_book.vocabulary()
    pairs = [f"{words[40]} {words[300]}", f"firewall {words[900]}", f"{words[2500]} backup"]
    return ["firewall", words[120], words[2500], words[9000], words[15000], *pairs]


def keystrokes(text: str) -> list[str]:
    """Return what stands in the field after each key, from the second on."""
    return [text[:end] for end in range(2, len(text) + 1) if text[end - 1] != " "]


Ask = Callable[[str], object]


def timed(asks: tuple[Ask, Ask], typed: list[str]) -> tuple[list[float], list[float]]:
    """Return the best time of each keystroke, in milliseconds, the two asked in turn."""
    best = tuple([float("inf")] * len(typed) for _ask in asks)
    for _round in range(ROUNDS):
        for place, text in enumerate(typed):
            for ask, times in zip(asks, best, strict=True):
                begun = time.perf_counter()
                ask(text)
                times[place] = min(times[place], (time.perf_counter() - begun) * 1_000)
    return best[0], best[1]


def main() -> None:
    typed = [text for whole in searches() for text in keystrokes(whole)]
    database, connection = big_book.database(), big_book.raw()

    def bare(text: str) -> object:
        *whole, last = text.split()
        whole += [] if whole and len(last) == 1 else [last]
        match = " ".join(f'"{word}"' for word in whole) + ("*" if whole[-1] == last else "")
        return connection.execute(BARE, (match, LIMIT)).fetchall()

    def ours(text: str) -> object:
        with database.read() as session:
            return search.search(session, text, limit=LIMIT)

    floor, own = timed((bare, ours), typed)
    slowest = max(range(len(typed)), key=lambda place: own[place])
    print(
        json.dumps(
            {
                "benchmark": "search",
                "notes": big_book.FACTS,
                "keystrokes": len(typed),
                "ratio": round(sum(own) / sum(floor), 2),
                "target": 1.5,
                "ms_mean": round(statistics.fmean(own), 2),
                "ms_floor_mean": round(statistics.fmean(floor), 2),
                "ms_slowest": round(own[slowest], 1),
                "slowest": typed[slowest],
            }
        )
    )
    database.close()
    connection.close()


if __name__ == "__main__":
    main()
