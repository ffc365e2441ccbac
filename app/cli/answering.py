"""How commands answer: a table for people, one JSON document for scripts, a sentence on failure."""

import json
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any

import click

from app.language import _
from app.services.book import opening, preferences, recording, settings
from app.services.book.opening import Book
from app.services.book.paths import Profile
from app.services.book.unlocking import Unlock
from app.services.customers import standings
from app.services.errors import Cancelled, NotFound, Unavailable

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@dataclass
class Asked:
    """What stood before the command: the book, the day, and how to answer."""

    profile: Profile
    book: Path | None
    as_of: date | None
    as_json: bool
    unlock: Unlock
    stopped: bool = False

    @contextmanager
    def opened(self) -> Iterator[Book]:
        """Open the book named, or the last one that was open in the window."""
        path = self.path()
        with opening.open_book(path, self.profile, self.unlock, alone=False) as book:
            yield book

    @contextmanager
    def writing(self, book: Book) -> Iterator["Session"]:
        """Give a session that is kept at the end; once that begins, Ctrl+C comes too late.

        Heard from then on, it would call a command stopped that is done.
        """
        with book.database.write() as session:
            recording.after_writing(session, self._too_late)
            yield session

    def today(self, session: "Session") -> date:
        """Return the day that all is computed for: asked for, or today in the firm's zone."""
        return self.as_of or datetime.now(settings.load(session).tz).date()

    def follow_up(self, book: Book, today: date, most: int | None = None) -> None:
        """Bring all standings, or so many, up to date after a write, which is kept already.

        Ctrl+C or a busy book lose nothing here: what is stale stays marked for the next time.
        """
        with suppress(Cancelled, Unavailable), book.database.write() as session:
            if most is None:
                standings.freshen(session, today, self._go_on)
            else:
                standings.freshen_some(session, today, most)

    def answer(self, plain: Any, words: str) -> None:
        """Print one JSON document, or the words for people."""
        click.echo(json.dumps(plain, ensure_ascii=False, default=_plain) if self.as_json else words)

    def _too_late(self, _change_set: int) -> None:
        signal.signal(signal.SIGINT, self._stop)

    def _stop(self, _signal: int, _frame: FrameType | None) -> None:
        self.stopped = True

    def _go_on(self, _done: int, _total: int) -> None:
        if self.stopped:
            raise Cancelled

    def path(self) -> Path:
        """Return the book named, or the last one that was open in the window."""
        if self.book is not None:
            return self.book
        last = preferences.load(self.profile.preferences).last_book
        if not last:
            raise NotFound(_("Which book? Name it with --book FILE."))
        return Path(last)


def table(heads: Sequence[str], rows: Sequence[Sequence[Any]], empty: str) -> str:
    """Return rows as columns that line up; numbers to the right."""
    if not rows:
        return empty
    cells = [[_cell(value) for value in row] for row in rows]
    widths = [
        min(48, max(len(head), *(len(row[place]) for row in cells)))
        for place, head in enumerate(heads)
    ]
    right = [isinstance(value, int | float) for value in rows[0]]
    lines = [heads, ["─" * width for width in widths], *cells]
    return "\n".join(
        "  ".join(
            _cut(text, width).rjust(width) if to_right else _cut(text, width).ljust(width)
            for text, width, to_right in zip(line, widths, right, strict=True)
        ).rstrip()
        for line in lines
    )


def amount(minor: int | None, currency: str) -> float | None:
    """Return money as the formats give it: with a point, in the currency's own unit."""
    if minor is None:
        return None
    return minor / 10 ** _digits(currency)


def rounded(number: float | None, digits: int = 0) -> float | int | str:
    """Return a number as people read it, a dash where there is none."""
    if number is None:
        return "–"
    return round(number) if digits == 0 else round(number, digits)


def percent(share: float | None) -> str:
    """Return a chance for people."""
    return "–" if share is None else f"{100 * share:.0f} %"


def _digits(currency: str) -> int:
    from babel.numbers import get_currency_precision

    return get_currency_precision(currency)


def _cell(value: Any) -> str:
    return "–" if value is None or value == "" else str(_plain(value))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: width - 1] + "…"


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    return str(value) if isinstance(value, Path) else value
