"""What a report is made of: plain values, laid out and painted elsewhere.

All text is text: nothing in it is read as HTML, so nothing that anybody typed can change the page
or fetch anything.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter

Look = Literal["title", "heading", "strong", "body", "muted", "head"]


@dataclass(frozen=True, slots=True)
class Cell:
    """One text; ``end`` sets it to the right, as numbers are."""

    text: str
    look: Look = "body"
    end: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """A paragraph over the whole width; ``keep``: it stays on the page of what follows."""

    text: str
    look: Look = "body"
    keep: bool = False


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; ``share`` is its width against the others'."""

    title: str
    share: float
    end: bool = False
    look: Look = "body"


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a heading that is repeated on every page; ``sums`` are set off below."""

    columns: Sequence[Column]
    rows: Sequence[Sequence[str]]
    sums: Sequence[Sequence[str]] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """Something drawn, in vectors, over the whole width; ``height`` in millimetres.

    ``keep``: it stays on the page of what follows.
    """

    draw: Callable[[QPainter, QRectF], None]
    height: float
    keep: bool = False


Block = Text | Table | Picture


@dataclass(frozen=True, slots=True)
class Section:
    """Blocks that begin on a page of their own."""

    blocks: Sequence[Block]
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """A whole report; ``foot`` stands at the foot of every page, beside the day and the number."""

    title: str
    foot: str
    day: date
    sections: Sequence[Section]


def title(text: str) -> Text:
    """Return the title of a page."""
    return Text(text, "title", keep=True)


def heading(text: str) -> Text:
    """Return a heading within a page."""
    return Text(text, "heading", keep=True)
