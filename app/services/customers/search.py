"""Find anything by any word in it: names first, then what happened, the newest first.

May assume SQLite: it asks the full-text index of migration 0002 in one statement per kind of
record, and the index walks backwards in time by itself. Ranking would read every match; the
newest is what people look for while they type.
"""

import json
import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from sqlalchemy.orm import Session

from app.services.customers import spelling
from app.services.customers.search_sources import (
    FIRST_NAME,
    KIND_MASK,
    KIND_SHIFT,
    NUMBERS,
    SOURCES,
    day_of,
)
from app.services.customers.snippets import Cutter

WORD = re.compile(r"\S*\w\S*")
FEW = 3  # results below which a slip of the fingers is looked for
NAMES_FIRST = 8  # names shown before what happened, if there is enough of both
LIMIT = 50


@dataclass(frozen=True, slots=True)
class Found:
    """One thing found: what it is, whose, when, and the words around what matched."""

    kind: str
    id: int
    customer_id: int
    customer: str
    day: date | None
    title: str
    snippet: str


@dataclass(frozen=True, slots=True)
class Results:
    """What was found; ``instead`` is what was looked for in place of words nobody ever wrote."""

    found: tuple[Found, ...]
    instead: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """What is looked for, and within what."""

    words: tuple[str, ...]
    beginning: bool  # whether the last word may go on
    customer_id: int | None
    kinds: tuple[int, ...]
    limit: int

    @property
    def match(self) -> str:
        """The words as FTS5 wants them: quoted, so that nothing in them is an operator."""
        quoted = ['"{}"'.format(word.replace('"', '""')) for word in self.words]
        return " ".join(quoted) + ("*" if self.beginning else "")


def search(
    session: Session,
    text: str,
    *,
    customer_id: int | None = None,
    kinds: Collection[str] = (),
    limit: int = LIMIT,
) -> Results:
    """Return what contains all of these words, the last of them perhaps only begun.

    ``kinds`` are words of `search_sources`, such as "ticket". Where little is found, words that
    occur nowhere are taken for the nearest that do, and the result says so.
    """
    question = _question(text, customer_id, kinds, limit)
    if not question.words:
        return Results(())
    found = _found(session, question)
    if len(found) >= min(FEW, limit):
        return Results(tuple(found))
    corrected = spelling.corrected(session, question.words, beginning=question.beginning)
    if corrected == question.words:
        return Results(tuple(found))
    meant = Question(corrected, question.beginning, customer_id, question.kinds, limit)
    more = [one for one in _found(session, meant) if one not in found]
    if not more:
        return Results(tuple(found))
    return Results((*found, *more)[:limit], " ".join(corrected))


def _question(text: str, customer_id: int | None, kinds: Collection[str], limit: int) -> Question:
    """Read what was typed; a single letter is only begun, and would match half the book."""
    text = text.replace("\0", " ").encode(errors="ignore").decode()  # neither can be asked for
    words = tuple(WORD.findall(text))
    beginning = bool(words) and not text[-1:].isspace()
    if len(words) > 1 and beginning and len(words[-1]) == 1:
        words, beginning = words[:-1], False
    numbers = tuple(sorted(NUMBERS[kind] for kind in kinds if kind in NUMBERS))
    return Question(words, beginning, customer_id, numbers, limit)


def _found(session: Session, question: Question) -> list[Found]:
    """Return some of the names that match, then the newest of everything else."""
    if question.beginning and len(question.words) == 1 and len(question.words[0]) == 1:
        return _read(session, question, _beginning_with(session, question))
    entries = _matches(session, question)
    names = sum(entry >= FIRST_NAME for entry in entries)
    if names > NAMES_FIRST and len(entries) == question.limit:
        rest = _matches(session, question, without_names=True)
        entries = entries[: max(NAMES_FIRST, question.limit - len(rest))] + rest
    return _read(session, question, entries[: question.limit])


def _matches(session: Session, question: Question, *, without_names: bool = False) -> list[int]:
    """Ask the index for the numbers of the entries that match."""
    conditions = ["search_text MATCH :match"]
    if without_names:
        conditions.append(f"rowid < {FIRST_NAME}")
    if question.kinds:
        numbers = ", ".join(map(str, question.kinds))
        conditions.append(f"(rowid >> {KIND_SHIFT} & {KIND_MASK}) IN ({numbers})")
    if question.customer_id is not None:
        # the plus keeps it from asking the index anew for each entry of the customer
        theirs = " UNION ALL ".join(source.of_customer for source in SOURCES.values())
        conditions.append(f"+rowid IN ({theirs})")
    return _ask(
        session,
        f"SELECT rowid FROM search_text WHERE {' AND '.join(conditions)} "  # noqa: S608
        "ORDER BY rowid DESC LIMIT :limit",
        {"match": question.match, "limit": question.limit, "customer": question.customer_id},
    )


def _beginning_with(session: Session, question: Question) -> list[int]:
    """Answer a first letter from the names: the index would have to read half of itself."""
    number = NUMBERS["customer"]
    if question.kinds and number not in question.kinds:
        return []
    return _ask(
        session,
        f"SELECT id | {FIRST_NAME | number << KIND_SHIFT} FROM customers "  # noqa: S608
        "WHERE name LIKE :letter || '%' AND deleted_at IS NULL "
        "AND (:customer IS NULL OR id = :customer) ORDER BY name LIMIT :limit",
        {
            "letter": question.words[0],
            "limit": question.limit,
            "customer": question.customer_id,
        },
    )


def _ask(session: Session, statement: str, values: dict[str, object]) -> list[int]:
    rows = session.connection().exec_driver_sql(statement, values).all()
    return [row[0] for row in rows]


def _read(session: Session, question: Question, entries: Sequence[int]) -> list[Found]:
    """Read the records of these entries; what a deleted customer had is left out."""
    if not entries:
        return []
    kinds = tuple(sorted({entry >> KIND_SHIFT & KIND_MASK for entry in entries}))
    rows = session.connection().exec_driver_sql(_records(kinds), (json.dumps(entries),)).all()
    cutter = Cutter(question.words)
    found = {
        entry: Found(
            (source := SOURCES[entry >> KIND_SHIFT & KIND_MASK]).kind,
            record_id,
            customer_id,
            customer,
            day_of(entry),
            source.heading(title),
            cutter.cut(text),
        )
        for entry, record_id, customer_id, customer, title, text in rows
    }
    return [found[entry] for entry in entries if entry in found]


@cache
def _records(kinds: tuple[int, ...]) -> str:
    """Return the statement that reads the records of a JSON list of entries of these kinds."""
    rows = " UNION ALL ".join(SOURCES[kind].rows for kind in kinds)
    return f"WITH hit(entry) AS MATERIALIZED (SELECT value FROM json_each(?)) {rows}"  # noqa: S608
