"""The large book for benchmarks: as many facts as asked for, from a stream, in many words."""

from datetime import date
from itertools import islice

from app.services.sample.big import book
from app.services.sample.rows import COLUMNS

TODAY = date(2026, 11, 23)
MASTER = {"colleagues", "customers", "contacts", "contracts"}


def test_it_has_exactly_the_facts_asked_for_and_only_known_columns() -> None:
    facts = 0
    for kind, rows in book(TODAY, customers=3, facts=50).items():
        for row in rows:
            assert row.keys() <= set(COLUMNS[kind])
            facts += kind not in MASTER
    assert facts == 150


def test_nothing_is_made_before_it_is_asked_for() -> None:
    rows = book(TODAY, customers=10**9)["interactions"]
    assert len(list(islice(rows, 5))) == 5


def test_it_is_the_same_every_time() -> None:
    def sample(seed: str) -> list[dict[str, str]]:
        return list(book(TODAY, customers=2, facts=20, seed=seed)["interactions"])

    assert sample("a") == sample("a") != sample("b")


def test_its_notes_use_at_least_fifteen_thousand_words() -> None:
    rows = islice(book(TODAY)["interactions"], 25_000)
    words = {word for row in rows for word in row["note"].split()}
    assert len(words) >= 15_000
