"""Paints a card of the board: who, what in the customer's words, from where, whose, until when."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, QRect, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPen, QTextLayout, QTextOption
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from app.models.kinds import LoopStep
from app.ui import formats, icons, theme
from app.ui.feedback import words
from app.ui.feedback.card_model import CardModel, Index
from app.ui.tokens import RADIUS, Ink, Size, Space, Tokens

if TYPE_CHECKING:
    from app.services.feedback.loops import LoopCard

FACE = 16
QUOTE_LINES = 2
LINES = 3 + QUOTE_LINES
GAP = Space.S  # between cards
AUTO = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
FACE_INKS: dict[int, Ink] = {-2: "bad", -1: "bad", 0: "muted", 1: "good", 2: "good"}


class CardDelegate(QStyledItemDelegate):
    """All cards are equally tall, so that columns of thousands scroll at once."""

    def __init__(self, view: QListView, model: CardModel) -> None:
        super().__init__(view)
        self._view, self._model = view, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, LINES * _line_height() + 2 * Space.M + GAP)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        rect: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        state: QStyle.StateFlag = option.state  # pyright: ignore[reportAttributeAccessIssue]
        card, look = self._model.cards[index.row()], theme.tokens()
        painter.save()
        painter.setLayoutDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # each text its own
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = rect.adjusted(1, 1, -2, -GAP)
        _paint_ground(painter, box, state, look)
        self._paint_words(painter, card, box.adjusted(Space.M, Space.M, -Space.M, -Space.M), look)
        painter.restore()

    def _paint_words(self, painter: QPainter, card: "LoopCard", room: QRect, look: Tokens) -> None:
        height = _line_height()
        lines = [
            QRect(room.left(), room.top() + n * height, room.width(), height) for n in range(LINES)
        ]
        caption, strong = theme.font(Size.CAPTION), theme.font(weight=Size.STRONG)
        name = lines[0]
        if card.feeling is not None:
            face = QRect(room.left(), lines[0].center().y() - FACE // 2 + 1, FACE, FACE)
            icon = icons.icon(f"feeling{card.feeling}", FACE_INKS[card.feeling])
            icon.paint(painter, self._placed(face, room))
            name = name.adjusted(FACE + Space.S, 0, 0, 0)
        self._write(painter, self._placed(name, room), card.customer, look.text, strong)
        quote = QRect(lines[1].topLeft(), lines[QUOTE_LINES].bottomRight())
        self._quote(painter, quote, card.text, look)
        self._write(painter, lines[-2], words.source(card), look.muted, caption)
        age = formats.duration(card.age)
        width = QFontMetrics(caption).horizontalAdvance(age) + 2
        last = lines[-1]
        aside = QRect(last.right() - width, last.top(), width + 1, height)
        self._write(painter, self._placed(aside, room), age, look.muted, caption)
        whose = self._placed(last.adjusted(0, 0, -width - Space.S, 0), room)
        ink = getattr(look, _urgency(card))
        self._write(painter, whose, words.due(card, self._model.today), ink, caption)

    def _quote(self, painter: QPainter, room: QRect, text: str, look: Tokens) -> None:
        """Write the first lines of a text, the last one cut."""
        font = theme.font()
        said = " ".join(text[: room.width()].split())  # no letter is narrower than a pixel
        layout = QTextLayout(said, font)
        option = QTextOption()
        option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        painter.setPen(QColor(look.text))
        layout.beginLayout()
        for n in range(QUOTE_LINES):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(room.width())
            line.setPosition(QPointF(0, 0))
            top = QRect(room.left(), room.top() + n * _line_height(), room.width(), _line_height())
            start, end = line.textStart(), line.textStart() + line.textLength()
            cut = said[start:] if n == QUOTE_LINES - 1 else said[start:end].rstrip()
            self._write(painter, top, cut, look.text, font)
        layout.endLayout()

    def _write(self, painter: QPainter, room: QRect, text: str, colour: str, font: QFont) -> None:
        right = self._view.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(QColor(colour))
        cut = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, AUTO | side, cut)

    def _placed(self, part: QRect, room: QRect) -> QRect:
        return QStyle.visualRect(self._view.layoutDirection(), room, part)


def _urgency(card: "LoopCard") -> Ink:
    """Return the ink of the last line: what is late, and what is acted on by nobody."""
    if card.overdue:
        return "bad"
    return "warn" if card.step is LoopStep.ACTING and not card.owner else "muted"


def _line_height() -> int:
    return QFontMetrics(theme.font()).height() + 2


def _paint_ground(painter: QPainter, box: QRect, state: QStyle.StateFlag, look: Tokens) -> None:
    chosen = bool(state & QStyle.StateFlag.State_Selected)
    focused = chosen and bool(state & QStyle.StateFlag.State_HasFocus)
    over = bool(state & QStyle.StateFlag.State_MouseOver)
    edge = look.accent if focused else look.outline if over or chosen else look.border
    painter.setPen(QPen(QColor(edge), 2 if focused else 1))
    painter.setBrush(QColor(look.selected if chosen else look.raised))
    painter.drawRoundedRect(box, RADIUS, RADIUS)
