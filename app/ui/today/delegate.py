"""Paints one line of Today: who, what, why now, what it is worth, and the one thing to do."""

from datetime import date

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.services.today.rows import Section, Step, WorkRow
from app.ui import icons, theme
from app.ui.today import words
from app.ui.today.columns import FACE, Columns, Letters, Span, measured
from app.ui.today.model import Heading, Index, More, WorkModel
from app.ui.tokens import RADIUS, Ink, Space, Tokens
from app.ui.widgets.count_badge import HEIGHT as BADGE
from app.ui.widgets.count_badge import badge_width, paint_badge

ROW, MORE_LINE, HEADING, FIRST_HEADING = 34, 30, 44, 34
SOON_DAYS = 14  # until notice must be given
MIDDLE = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
LEFT, RIGHT = Qt.AlignmentFlag.AlignLeft | MIDDLE, Qt.AlignmentFlag.AlignRight | MIDDLE
FACE_INKS: dict[int, Ink] = {-2: "bad", -1: "bad", 0: "muted", 1: "good", 2: "good"}


class WorkDelegate(QStyledItemDelegate):
    """The columns of a section are as wide as its own lines need."""

    def __init__(self, view: QListView, model: WorkModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model
        self._columns: dict[tuple[Section, int], Columns] = {}
        self._letters: Letters | None = None
        model.modelReset.connect(self._columns.clear)

    def forget(self) -> None:
        """Measure again: the fonts have changed."""
        self._columns.clear()
        self._letters = None

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
                room = self._placed(Span(Space.M, rect.width() - Space.M), rect)
                self._write(painter, room, line.text, look.accent)
            else:
                painter.fillRect(rect.adjusted(0, rect.height() - 1, 0, 0), QColor(look.border))
                self._paint_row(painter, line, rect, state, look)
        painter.restore()

    def _paint_heading(self, painter: QPainter, line: Heading, rect: QRect, look: Tokens) -> None:
        below = rect.adjusted(0, rect.height() - FIRST_HEADING + 4, 0, 0)
        title = Span(Space.M, self._type().width(line.title, strong=True))
        self._write(painter, self._placed(title, below), line.title, look.text, strong=True)
        span = Span(title.left + title.width + Space.S, badge_width(line.count))
        badge = self._placed(span, below)
        badge.setTop(below.center().y() - BADGE // 2 + 1)
        badge.setHeight(BADGE)
        paint_badge(painter, badge, line.count)

    def _paint_row(
        self, painter: QPainter, row: WorkRow, rect: QRect, state: QStyle.StateFlag, look: Tokens
    ) -> None:
        at = self._of(row.section, rect)
        text = at.text
        if row.feeling is not None:
            face = self._placed(Span(text.left, FACE), rect)
            face.setTop(rect.center().y() - FACE // 2 + 1)
            face.setHeight(FACE)
            icons.icon(f"feeling{row.feeling}", FACE_INKS[row.feeling]).paint(painter, face)
            text = Span(text.left + FACE + Space.S, text.width - FACE - Space.S)
        self._write(painter, self._placed(at.who, rect), row.customer, look.text, strong=True)
        self._write(painter, self._placed(text, rect), row.text, look.text)
        ink = getattr(look, _urgency(row, self._day()))
        self._write(painter, self._placed(at.reason, rect), row.reason, ink)
        end = LEFT if self._view.isRightToLeft() else RIGHT
        self._write(painter, self._placed(at.worth, rect), words.worth(row), look.muted, end)
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
        self._write(painter, box, words.steps()[row.step], look.accent, middle)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        text: str,
        colour: str,
        align: Qt.AlignmentFlag | None = None,
        *,
        strong: bool = False,
    ) -> None:
        """Write one line, from the leading edge unless it is said otherwise."""
        if align is None:
            align = RIGHT if self._view.isRightToLeft() else LEFT
        letters = self._type()
        painter.setFont(letters.strong if strong else letters.plain)
        painter.setPen(QColor(colour))
        painter.drawText(room, align, letters.cut(text, room.width(), strong=strong))

    def _of(self, section: Section, line: QRect) -> Columns:
        key = (section, line.width())
        if key not in self._columns:
            rows = [row for row in self._model.lines if isinstance(row, WorkRow)]
            mine = [row for row in rows if row.section is section]
            self._columns[key] = measured(mine, rows, line.width(), self._type())
        return self._columns[key]

    def _type(self) -> Letters:
        if self._letters is None:
            self._letters = Letters()
        return self._letters

    def _placed(self, span: Span, line: QRect) -> QRect:
        """Return where a part of a line is painted, mirrored where the window is."""
        left = line.left() + span.left
        if self._view.isRightToLeft():
            left = line.right() + 1 - span.left - span.width
        return QRect(left, line.top(), span.width, line.height())

    def _day(self) -> date | None:
        return self._model.worklist.day if self._model.worklist else None


def _urgency(row: WorkRow, today: date | None) -> Ink:
    """Return the ink of a reason: what is late, and what soon cannot be helped any more."""
    if today is None or row.due is None:
        return "muted"
    if (row.section is Section.PROMISES or row.step is Step.DONE) and row.due < today:
        return "bad"
    if row.step is Step.OPEN and (row.due - today).days <= SOON_DAYS:
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
