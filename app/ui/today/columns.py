"""Where things stand within a line of Today, and how wide its words are."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics

from app.services.today.rows import WorkRow
from app.ui import theme
from app.ui.today import words
from app.ui.tokens import Size, Space

FACE, MENU = 18, 28
WHO_SHARE, WHO_LEAST, WHO_MOST = 0.24, 120, 260
REASON_SHARE = 0.4  # of the room for what and why, where both are too long for it
SLACK = 2  # widths of text are rounded down


class Span(NamedTuple):
    """A part of a line: how far from its leading edge, and how wide."""

    left: int
    width: int


class Columns(NamedTuple):
    """The parts of a line."""

    who: Span
    text: Span
    reason: Span
    worth: Span
    step: Span
    menu: Span


class Letters:
    """The two fonts of the list. A width is measured once: it is most of what painting costs."""

    def __init__(self) -> None:
        self.plain, self.strong = theme.font(), theme.font(weight=Size.STRONG)
        self._plain, self._strong = QFontMetrics(self.plain), QFontMetrics(self.strong)
        self._widths: dict[tuple[str, bool], int] = {}

    def width(self, text: str, *, strong: bool = False) -> int:
        """Return how wide a text is."""
        known = self._widths.get((text, strong))
        if known is None:
            known = (self._strong if strong else self._plain).horizontalAdvance(text) + SLACK
            self._widths[text, strong] = known
        return known

    def cut(self, text: str, room: int, *, strong: bool = False) -> str:
        """Return a text as it fits, cut at its own end, whichever way it is read."""
        if self.width(text, strong=strong) <= room:
            return text
        font = self._strong if strong else self._plain
        return font.elidedText(text, Qt.TextElideMode.ElideRight, room)


def measured(
    rows: Iterable[WorkRow], everything: Iterable[WorkRow], width: int, letters: Letters
) -> Columns:
    """Share the width of a section's lines; what all sections have in common stays in line."""
    rows = list(rows)
    worth = max((letters.width(words.worth(row)) for row in everything), default=0)
    step = max(letters.width(text) for text in words.steps().values()) + 2 * Space.M
    who = min(WHO_MOST, max(WHO_LEAST, round(width * WHO_SHARE)))
    ends = width - MENU - step - Space.M - worth - Space.L
    room = ends - Space.M - who - 2 * Space.L
    text = max((_text_width(row, letters) for row in rows), default=0)
    reason = max((letters.width(row.reason) for row in rows), default=0)
    # neither of the two takes what the other could use
    reason = min(reason, max(round(room * REASON_SHARE), room - text))
    return Columns(
        Span(Space.M, who),
        Span(Space.M + who + Space.L, room - reason),
        Span(ends - reason, reason),
        Span(ends + Space.L, worth),
        Span(width - MENU - step, step),
        Span(width - MENU, MENU),
    )


def _text_width(row: WorkRow, letters: Letters) -> int:
    face = FACE + Space.S if row.feeling is not None else 0
    return letters.width(row.text) + face
