"""Paints one line of Today: who, what, why now, what it is worth, and the one thing to do."""

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.services.today.rows import Section, WorkRow
from app.ui import icons, theme
from app.ui.today import words
from app.ui.today.model import Heading, Index, More, WorkModel
from app.ui.tokens import RADIUS, Ink, Size, Space, Tokens
from app.ui.widgets.count_badge import HEIGHT as BADGE
from app.ui.widgets.count_badge import badge_width, paint_badge

ROW, MORE_LINE, HEADING, FIRST_HEADING = 34, 30, 44, 34
FACE, MORE = 18, 28
WHO_SHARE, WHO_LEAST, WHO_MOST = 0.24, 120, 260
REASON_SHARE = 0.4  # of the room for what and why, where both are too long for it
SOON_DAYS = 14  # until notice must be given
SLACK = 2  # widths of text are rounded down
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
FACE_INKS: dict[int, Ink] = {-2: "bad", -1: "bad", 0: "muted", 1: "good", 2: "good"}


@dataclass(frozen=True)
class Columns:
    """Where things stand within a line of a section, from its leading edge."""

    who: QRect
    text: QRect
    reason: QRect
    worth: QRect
    step: QRect
    menu: QRect


class WorkDelegate(QStyledItemDelegate):
    """The columns of a section are as wide as its own lines need."""

    def __init__(self, view: QListView, model: WorkModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._columns: dict[tuple[Section, int], Columns] = {}
        model.modelReset.connect(self._columns.clear)

    def forget(self) -> None:
        """Measure again: the fonts have changed."""
        self._columns.clear()

    def step_rect(self, row: WorkRow, line: QRect) -> QRect:
        """Return where the button of a line is."""
        return self._placed(self._of(row.section, line).step, line)

    def menu_rect(self, row: WorkRow, line: QRect) -> QRect:
        """Return where the dots are that open a line's menu."""
        return self._placed(self._of(row.section, line).menu, line)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        line = self._model.lines[index.row()]
        if isinstance(line, Heading):
            return QSize(0, HEADING if index.row() else FIRST_HEADING)
        return QSize(0, MORE_LINE if isinstance(line, More) else ROW)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        line = self._model.lines[index.row()]
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        look = theme.tokens()
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text its own
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if isinstance(line, Heading):
            self._paint_heading(painter, line, rect, look)
        else:
            mirrored = self._view.isRightToLeft()
            _paint_ground(painter, rect, state, look, mirrored=mirrored)
            if isinstance(line, More):
                room = self._placed(rect.adjusted(Space.M, 0, 0, 0), rect)
                self._write(painter, room, line.text, look.accent, theme.font())
            else:
                painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(look.border))
                self._paint_row(painter, line, rect, state, look)
        painter.restore()

    def _paint_heading(self, painter: QPainter, line: Heading, rect: QRect, look: Tokens) -> None:
        font = theme.font(weight=Size.STRONG)
        width = QFontMetrics(font).horizontalAdvance(line.title)
        below = QRect(
            rect.left() + Space.M,
            rect.bottom() - FIRST_HEADING + 4,
            rect.width(),
            FIRST_HEADING - 4,
        )
        title = QRect(below.left(), below.top(), width + 1, below.height())
        badge = QRect(
            title.right() + Space.S, below.center().y() - BADGE // 2 + 1,
            badge_width(line.count), BADGE,
        )  # fmt: skip
        self._write(painter, self._placed(title, rect), line.title, look.text, font)
        paint_badge(painter, self._placed(badge, rect), line.count)

    def _paint_row(
        self, painter: QPainter, row: WorkRow, rect: QRect, state: QStyle.StateFlag, look: Tokens
    ) -> None:
        at = self._of(row.section, rect)
        plain, strong = theme.font(), theme.font(weight=Size.STRONG)
        text = at.text
        if row.feeling is not None:
            face = QRect(text.left(), rect.center().y() - FACE // 2 + 1, FACE, FACE)
            icon = icons.icon(f"feeling{row.feeling}", FACE_INKS[row.feeling])
            icon.paint(painter, self._placed(face, rect))
            text = text.adjusted(FACE + Space.S, 0, 0, 0)
        self._write(painter, self._placed(at.who, rect), row.customer, look.text, strong)
        self._write(painter, self._placed(text, rect), row.text, look.text, plain)
        ink = getattr(look, _urgency(row, self._day()))
        self._write(painter, self._placed(at.reason, rect), row.reason, ink, plain)
        end = LEFT if self._view.isRightToLeft() else RIGHT
        worth = words.worth(row)
        self._write(painter, self._placed(at.worth, rect), worth, look.muted, plain, end)
        self._paint_step(painter, row, rect, state, look)

    def _paint_step(
        self, painter: QPainter, row: WorkRow, rect: QRect, state: QStyle.StateFlag, look: Tokens
    ) -> None:
        box = self.step_rect(row, rect)
        lit = bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))
        if lit:
            painter.setPen(QPen(QColor(look.outline), 1))
            painter.setBrush(QColor(look.raised))
            painter.drawRoundedRect(box.adjusted(0, 3, -1, -4), RADIUS, RADIUS)
            icons.icon("more").paint(painter, self.menu_rect(row, rect).adjusted(5, 8, -5, -8))
        middle = Qt.AlignmentFlag.AlignCenter
        self._write(painter, box, words.steps()[row.step], look.accent, theme.font(), middle)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        colour: str,
        font: QFont,
        align: Qt.AlignmentFlag | None = None,
    ) -> None:
        """Write one line, cut at its own end, whichever way it is read."""
        if align is None:
            align = RIGHT if self._view.isRightToLeft() else LEFT
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, align, cut)

    def _of(self, section: Section, line: QRect) -> Columns:
        key = (section, line.width())
        if key not in self._columns:
            self._columns[key] = self._measured(section, line.width())
        return self._columns[key]

    def _measured(self, section: Section, width: int) -> Columns:
        plain = QFontMetrics(theme.font())
        rows = [
            line
            for line in self._model.lines
            if isinstance(line, WorkRow) and line.section is section
        ]
        everything = [line for line in self._model.lines if isinstance(line, WorkRow)]
        worth = (
            max((plain.horizontalAdvance(words.worth(row)) for row in everything), default=0)
            + SLACK
        )
        step = max(plain.horizontalAdvance(text) for text in words.steps().values()) + 2 * Space.M
        who = min(WHO_MOST, max(WHO_LEAST, round(width * WHO_SHARE)))
        ends = width - MORE - step - Space.M - worth - Space.L
        room = ends - Space.M - who - Space.L
        reason = _reason_width(
            room - Space.L,
            max((_text_width(plain, row) for row in rows), default=0),
            max((plain.horizontalAdvance(row.reason) for row in rows), default=0) + SLACK,
        )
        lefts = (Space.M, Space.M + who + Space.L, ends - reason, ends + Space.L)
        return Columns(
            QRect(lefts[0], 0, who, ROW),
            QRect(lefts[1], 0, lefts[2] - Space.L - lefts[1], ROW),
            QRect(lefts[2], 0, reason, ROW),
            QRect(lefts[3], 0, worth, ROW),
            QRect(width - MORE - step, 0, step, ROW),
            QRect(width - MORE, 0, MORE, ROW),
        )

    def _placed(self, part: QRect, line: QRect) -> QRect:
        """Move a part of a line to where it is painted, mirrored where the window is."""
        if part.height() == ROW and part.top() == 0:
            part = part.translated(QPoint(line.left(), line.top()))
        return QStyle.visualRect(self._view.layoutDirection(), line, part)

    def _day(self) -> date | None:
        return self._model.worklist.day if self._model.worklist else None


def _text_width(font: QFontMetrics, row: WorkRow) -> int:
    face = FACE + Space.S if row.feeling is not None else 0
    return font.horizontalAdvance(row.text) + face + SLACK


def _reason_width(room: int, text: int, reason: int) -> int:
    """Share the room between what and why: neither takes what the other could use."""
    return min(reason, max(round(room * REASON_SHARE), room - text))


def _urgency(row: WorkRow, today: date | None) -> Ink:
    """Return the ink of a reason: what is late, and what soon cannot be helped any more."""
    if today is None or row.due is None:
        return "muted"
    if row.section is Section.PROMISES and row.due < today:
        return "bad"
    if row.section is Section.RENEWALS and (row.due - today).days <= SOON_DAYS:
        return "warn"
    return "muted"


def _paint_ground(
    painter: QPainter, rect: QRect, state: QStyle.StateFlag, look: Tokens, *, mirrored: bool
) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    if chosen or state & QStyle.StateFlag.State_MouseOver:
        painter.fillRect(rect, QColor(look.selected if chosen else look.hover))
    if chosen and state & QStyle.StateFlag.State_HasFocus:
        edge = rect.right() - 2 if mirrored else rect.left()
        painter.fillRect(QRect(edge, rect.top(), 3, rect.height()), QColor(look.accent))
