"""A year in a line as small as a word: where a standing came from, with its band if known."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.ui import theme
from app.ui.table_model import PAINT_ROLE
from app.ui.tokens import Space
from app.ui.widgets.cell import cell_rect, paint_cell

Index = QModelIndex | QPersistentModelIndex
LOWEST, HIGHEST = 0.0, 100.0
LEAST_SPAN = 40.0  # a quiet year shall look quiet
DOT = 2.5

Scale = tuple[float, float]


@dataclass(frozen=True, slots=True)
class SparkLine:
    """Levels from 0 to 100 at equal steps of time, None where there was none; sds makes a band."""

    levels: Sequence[float | None]
    sds: Sequence[float | None] = ()


def paint_spark(painter: QPainter, rect: QRect, line: SparkLine) -> None:
    """Paint the line into ``rect``, at least 40 points high whatever the levels."""
    look = theme.tokens()
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    room = QRectF(rect).adjusted(DOT, DOT, -DOT, -DOT)
    scale = _scale(line)
    points = _points(room, scale, line.levels)
    if len(line.sds) == len(line.levels):
        _paint_band(painter, room, scale, line, QColor(look.band))
    painter.setPen(QPen(QColor(look.accent), 1.5, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    for one, next_one in pairwise(points):
        if one is not None and next_one is not None:
            painter.drawLine(one, next_one)
    if points and points[-1] is not None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.accent))
        painter.drawEllipse(points[-1], DOT, DOT)
    painter.restore()


def _scale(line: SparkLine) -> Scale:
    """Return what stands at the foot and at the top."""
    known = [level for level in line.levels if level is not None]
    if not known:
        return (LOWEST, HIGHEST)
    low, high = min(known), max(known)
    room = max(0.0, LEAST_SPAN - (high - low)) / 2
    low, high = low - room, high + room
    shift = max(0.0, LOWEST - low) - max(0.0, high - HIGHEST)
    return (low + shift, high + shift)


def _points(room: QRectF, scale: Scale, levels: Sequence[float | None]) -> list[QPointF | None]:
    step = room.width() / max(1, len(levels) - 1)
    low, high = scale

    def y(level: float) -> float:
        return room.bottom() - room.height() * (min(high, max(low, level)) - low) / (high - low)

    return [
        None if level is None else QPointF(room.left() + n * step, y(level))
        for n, level in enumerate(levels)
    ]


def _paint_band(
    painter: QPainter, room: QRectF, scale: Scale, line: SparkLine, colour: QColor
) -> None:
    pairs = list(zip(line.levels, line.sds, strict=True))
    upper = [None if a is None or b is None else a + b for a, b in pairs]
    lower = [None if a is None or b is None else a - b for a, b in pairs]
    highs, lows = _points(room, scale, upper), _points(room, scale, lower)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    for (high, low), (next_high, next_low) in pairwise(zip(highs, lows, strict=True)):
        if high is not None and low is not None and next_high is not None and next_low is not None:
            path = QPainterPath(high)
            for corner in (next_high, next_low, low):
                path.lineTo(corner)
            painter.drawPath(path)


class SparkDelegate(QStyledItemDelegate):
    """Paints a column whose ``paint`` gives a `SparkLine`; its ``text`` is for reading aloud."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        paint_cell(self, painter, option, index)
        line = index.data(PAINT_ROLE)
        if line is not None:
            paint_spark(painter, cell_rect(option).adjusted(0, Space.XS, 0, -Space.XS), line)
