"""Rows of text: wrapped into their columns, measured, cut between lines, and painted."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import get_args

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPagedPaintDevice,
    QPainter,
    QPen,
    QTextLayout,
    QTextOption,
)

from app.ui.reports.blocks import Cell, Look
from app.ui.tokens import Size

POINTS = {"title": 15.0, "heading": 10.5}
BODY = 8.5
INK, MUTED, LINE = "#000000", "#444444", "#999999"
BOLD = frozenset(("title", "heading", "strong", "head"))
# before a paragraph, after what stands above it
ABOVE = {"title": 0.0, "heading": 3.2, "strong": 1.2}  # millimetres
GAP = 0.7  # millimetres above and below every row
BETWEEN = 3.0  # millimetres between columns
CONTROLS = dict.fromkeys(range(32), " ") | {ord("\n"): "\u2028", 127: " "}

Alignment = Qt.AlignmentFlag


@dataclass(frozen=True, slots=True)
class Strip:
    """A row before it is laid out: cells and their shares of the width.

    ``line`` is the strength of the line below, in points; ``keep``: it stays with what follows.
    """

    cells: tuple[Cell, ...]
    shares: tuple[float, ...] = (1.0,)
    line: float = 0.0
    keep: bool = False
    above: float = 0.0


class Press:
    """What setting needs of a device, made once: its dots per millimetre, fonts, alignments."""

    def __init__(self, device: QPagedPaintDevice) -> None:
        self.device = device
        self.dots = device.logicalDpiX() / 25.4
        self._fonts = {look: font(look) for look in get_args(Look)}
        self._options = {end: _option(end=end) for end in (False, True)}

    def laid_out(self, cell: Cell, width: float) -> QTextLayout:
        """Return a text wrapped into a width."""
        text = cell.text.translate(CONTROLS)
        layout = QTextLayout(text, self._fonts[cell.look], self.device)
        layout.setTextOption(self._options[cell.end])
        layout.beginLayout()
        top = 0.0
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            line.setPosition(QPointF(0, top))
            top += line.height()
        layout.endLayout()
        return layout


class SetRow:
    """A row laid out for a device: its height, and its text ready to be painted."""

    def __init__(self, strip: Strip, press: Press, width: float) -> None:
        self._strip, self._dots = strip, press.dots
        self._texts: list[tuple[float, QTextLayout, Cell]] = []
        whole = sum(strip.shares)
        between = BETWEEN * self._dots
        room = width - between * (len(strip.cells) - 1)
        left = 0.0
        for cell, share in zip(strip.cells, strip.shares, strict=True):
            wide = room * share / whole
            self._texts.append((left, press.laid_out(cell, wide), cell))
            left += wide + between
        self._width = width
        text = max((_height(layout) for _x, layout, _cell in self._texts), default=0.0)
        self.height = text + (2 * GAP + strip.above) * self._dots

    def paint(self, painter: QPainter, top: float) -> None:
        """Paint it with its upper edge at ``top``."""
        base = top + (GAP + self._strip.above) * self._dots
        for left, layout, cell in self._texts:
            painter.setPen(QColor(MUTED if cell.look == "muted" else INK))
            layout.draw(painter, QPointF(left, base))
        if self._strip.line:
            pen = QPen(QColor(LINE if self._strip.line < 1 else INK))
            pen.setWidthF(self._strip.line * self._dots * 25.4 / 72)
            painter.setPen(pen)
            bottom = top + self.height
            painter.drawLine(QPointF(0, bottom), QPointF(self._width, bottom))

    def split(self, room: float) -> tuple[Strip, Strip] | None:
        """Return the lines that fit into ``room`` and the rest, or None where none fits."""
        room -= (2 * GAP + self._strip.above) * self._dots
        ends = [_end_within(layout, room) for _x, layout, _cell in self._texts]
        if not any(ends):
            return None
        cut = [_cut(cell, end) for (_x, _layout, cell), end in zip(self._texts, ends, strict=True)]
        upper = replace(self._strip, cells=tuple(one for one, _rest in cut), line=0.0)
        return upper, replace(self._strip, cells=tuple(rest for _one, rest in cut), above=0.0)


def font(look: Look = "body") -> QFont:
    """Return the program's own font in the size and weight of a look."""
    made = QFont()
    made.setPointSizeF(POINTS.get(look, BODY))
    made.setWeight(QFont.Weight(Size.STRONG if look in BOLD else Size.NORMAL))
    made.setFeature(QFont.Tag("liga"), 0)  # who searches the PDF for “Schifffahrt” finds it
    return made


def table_strip(
    shares: Sequence[float], ends: Sequence[bool], looks: Sequence[Look], row: Sequence[str]
) -> Strip:
    """Return a row of a table."""
    cells = zip(row, looks, ends, strict=True)
    return Strip(tuple(Cell(text, look, end) for text, look, end in cells), tuple(shares), 0.4)


def _option(*, end: bool) -> QTextOption:
    """Return how texts are wrapped: at words, and within a word that has no room in its column."""
    side = Alignment.AlignRight if end else Alignment.AlignLeft
    option = QTextOption(Alignment.AlignAbsolute | side)  # names written from the right, too
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _cut(cell: Cell, end: int) -> tuple[Cell, Cell]:
    """Cut a text where Qt counts ``end``: in units of UTF-16, of which an emoji has two."""
    units = cell.text.encode("utf-16-le")
    upper, lower = (part.decode("utf-16-le") for part in (units[: 2 * end], units[2 * end :]))
    return replace(cell, text=upper.rstrip("\n")), replace(cell, text=lower)


def _height(layout: QTextLayout) -> float:
    if not layout.lineCount():
        return 0.0
    last = layout.lineAt(layout.lineCount() - 1)
    return last.y() + last.height()


def _end_within(layout: QTextLayout, room: float) -> int:
    end = 0
    for number in range(layout.lineCount()):
        line = layout.lineAt(number)
        if line.y() + line.height() > room:
            break
        end = line.textStart() + line.textLength()
    return end
